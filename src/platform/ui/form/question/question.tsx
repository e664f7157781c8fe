import { createMemo, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { controlOf } from '../controls/control-of.ts';
import { ReadonlyAnswer } from '../controls/readonly-answer.tsx';
import { useForm } from '../model/form-context.ts';
import { afterPress } from './after-press.ts';
import { faultWords } from './fault-words.ts';
import { createQuestionPart, type QuestionPart } from './question-part.ts';
import { QuestionWords } from './question-words.tsx';

/** A question: its words, what is wrong with its answer, and the control that suits it. */
export function Question(props: { readonly node: NodeKey }) {
  const { model } = useForm();
  const part = createQuestionPart(model, props.node);
  const isReadonly = createMemo(() => part.state.isReadonly);
  const isNote = () => isReadonly() && part.state.value === '';
  const leave = (event: FocusEvent & { currentTarget: HTMLElement }) => {
    const isInside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
    // What appears moves what is below: a press that is under way would miss it.
    if (!isInside && document.hasFocus()) afterPress(() => model.touch([props.node]));
  };
  return (
    <div
      class="question"
      data-node={props.node}
      data-note={isNote() ? '' : undefined}
      data-faulty={model.faultOf(props.node) === null ? undefined : ''}
      tabindex="-1"
      onFocusOut={leave}
    >
      <QuestionWords question={part} />
      <QuestionError question={part} />
      <Show when={!isReadonly()} fallback={<ReadonlyAnswer question={part} />}>
        <Dynamic component={controlOf(part.description)} question={part} />
      </Show>
    </div>
  );
}

/** Always in the document, so that a screen reader hears of what appears in it. */
function QuestionError(props: { readonly question: QuestionPart }) {
  const { model } = useForm();
  const messages = useMessages();
  const words = createMemo(() => {
    const fault = model.faultOf(props.question.node);
    return fault === null ? null : faultWords(messages, fault, props.question.description);
  });
  return (
    <div class="question-error" id={props.question.ids.error} aria-live="polite">
      <Show when={words()}>
        {(text) => (
          <p class="field-error">
            <span class="only-heard">{messages.t('ui.field.error')} </span>
            {text()}
          </p>
        )}
      </Show>
    </div>
  );
}
