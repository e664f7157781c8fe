import { createMemo, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { FormMedia } from '../media/form-media.tsx';
import { useForm } from '../model/form-context.ts';
import type { ControlProps } from './question-part.ts';

/** Label, hint, guidance, picture and sound of a question. */
export function QuestionWords(props: ControlProps) {
  const { languageTag } = useForm();
  const { t } = useMessages();
  const label = createMemo(() => props.question.state.label || props.question.description.name);
  const hint = createMemo(() => props.question.state.hint);
  const isAsked = createMemo(() => props.question.state.isRequired && !props.question.state.isReadonly);
  return (
    <div class="question-words">
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: as a press on any label does */}
      <div class="question-label" id={props.question.ids.label} lang={languageTag()} onClick={focusControl}>
        <Markdown text={label()} />
      </div>
      <div class="question-hint" id={props.question.ids.hint}>
        <Show when={isAsked()}>
          <p class="question-asked">{t('form.required')}</p>
        </Show>
        <div lang={languageTag()}>
          <Markdown text={hint()} />
        </div>
      </div>
      <Guidance question={props.question} />
      <FormMedia media={props.question.state.media} about={props.question.ids.label} />
    </div>
  );
}

/** More words for those who want them. */
function Guidance(props: ControlProps) {
  const { languageTag } = useForm();
  const { t } = useMessages();
  const guidance = createMemo(() => props.question.state.guidance);
  return (
    <Show when={guidance() !== ''}>
      <details class="question-guidance">
        <summary>{t('form.guidance')}</summary>
        <div lang={languageTag()}>
          <Markdown text={guidance()} />
        </div>
      </details>
    </Show>
  );
}

function focusControl(event: MouseEvent & { currentTarget: HTMLElement }): void {
  if (event.target instanceof Element && event.target.closest('a') !== null) return;
  const single = `[aria-labelledby="${event.currentTarget.id}"]:is(input, textarea, select)`;
  event.currentTarget.closest('.question')?.querySelector<HTMLElement>(single)?.focus();
}
