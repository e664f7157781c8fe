import { createMemo, createSignal } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { readNumber, showNumber } from '../answers/number-text.ts';
import type { ControlProps } from '../question/question-part.ts';

/** A number, typed as people of the language type it; the answer is its canonical text. */
export function NumberControl(props: ControlProps) {
  const { question } = props;
  const { formatNumber } = useMessages();
  const isWhole = question.description.type === 'int';
  const mark = createMemo(() => formatNumber('0.5').slice(1, -1));
  /** What is being typed stays as it is typed; it is set as a number when one leaves the field. */
  const [typed, setTyped] = createSignal<string | null>(null);
  const shown = () => typed() ?? showNumber(question.state.value, mark(), question.has('thousands-sep'));
  return (
    <input
      {...question.attributes}
      class="control"
      data-width="short"
      type="text"
      inputMode={isWhole ? 'numeric' : 'decimal'}
      enterkeyhint="next"
      autocomplete="off"
      value={shown()}
      onInput={(event) => {
        setTyped(event.currentTarget.value);
        question.answer(readNumber(event.currentTarget.value, isWhole));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
