import { createMemo, createSignal } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import { readNumber, showNumber } from '../answers/number-text.ts';
import type { ControlProps } from '../question/question-part.ts';

/** A whole number that is counted up and down while something happens; it can be typed too. */
function Counter(props: ControlProps) {
  const { t } = useMessages();
  const step = (by: number) => props.question.answer(String((Number(props.question.state.value) || 0) + by));
  return (
    <div class="form-beside">
      <Button aria-label={t('form.number.less')} onClick={() => step(-1)}>
        −
      </Button>
      <TypedNumber question={props.question} />
      <Button aria-label={t('form.number.more')} onClick={() => step(1)}>
        +
      </Button>
    </div>
  );
}

/** A number, typed or, where the form asks for it, counted. */
export function NumberControl(props: ControlProps) {
  return props.question.has('counter') ? (
    <Counter question={props.question} />
  ) : (
    <TypedNumber question={props.question} />
  );
}

/** A number, typed as people of the language type it; the answer is its canonical text. */
function TypedNumber(props: ControlProps) {
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
