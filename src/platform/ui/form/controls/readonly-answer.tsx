import { createMemo, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { answerWords } from '../answers/answer-words.ts';
import { useForm } from '../model/form-context.ts';
import type { ControlProps } from '../question/question-part.ts';

/** An answer that is only read: computed, or given elsewhere. Nothing where a note has words alone. */
export function ReadonlyAnswer(props: ControlProps) {
  const { model } = useForm();
  const messages = useMessages();
  const words = createMemo(() => answerWords(messages, model, props.question.node));
  return (
    <Show when={words() !== ''}>
      <p class="question-value numeral">{words()}</p>
    </Show>
  );
}
