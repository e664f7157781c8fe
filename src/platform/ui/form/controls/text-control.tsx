import { createSignal, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';
import type { ControlProps } from '../question/question-part.ts';

/** Words: one line, several, digits, or hidden from those who look over the shoulder. */
export function TextControl(props: ControlProps) {
  const { question } = props;
  const rows = Number(question.description.attributes.rows ?? 0);
  if (question.has('multiline') || rows > 1) return <LongText question={question} rows={rows || 4} />;
  if (question.has('masked') || question.description.control === 'secret') return <MaskedText question={question} />;
  return (
    <input
      {...question.attributes}
      class="control"
      type="text"
      inputMode={question.has('numbers') ? 'decimal' : question.has('url') ? 'url' : undefined}
      enterkeyhint="next"
      autocomplete="off"
      value={question.state.value}
      onInput={(event) => question.answer(event.currentTarget.value)}
    />
  );
}

function LongText(props: ControlProps & { readonly rows: number }) {
  return (
    <textarea
      {...props.question.attributes}
      class="control"
      rows={props.rows}
      value={props.question.state.value}
      onInput={(event) => props.question.answer(event.currentTarget.value)}
    />
  );
}

function MaskedText(props: ControlProps) {
  const { t } = useMessages();
  const [isSeen, setIsSeen] = createSignal(false);
  return (
    <div class="form-beside">
      <input
        {...props.question.attributes}
        class="control"
        type={isSeen() ? 'text' : 'password'}
        enterkeyhint="next"
        autocomplete="off"
        spellcheck={false}
        value={props.question.state.value}
        onInput={(event) => props.question.answer(event.currentTarget.value)}
      />
      <Button aria-pressed={isSeen()} onClick={() => setIsSeen(!isSeen())}>
        <Show when={isSeen()} fallback={t('form.text.show')}>
          {t('form.text.hide')}
        </Show>
      </Button>
    </div>
  );
}
