import { createEffect, onCleanup } from 'solid-js';
import type { QuestionPart } from '../question/question-part.ts';

/**
 * The browser's own control for days and times. While only half of one is typed, the browser gives nothing out: the
 * question then counts as unfinished, and what stands in the control is left alone.
 */
export function NativeInput(props: {
  readonly question: QuestionPart;
  readonly type: 'date' | 'time' | 'datetime-local';
  readonly shown: string;
  readonly onGive: (text: string) => void;
}) {
  let input: HTMLInputElement | undefined;
  createEffect(() => {
    const { shown } = props;
    if (input !== undefined && input.value !== shown) input.value = shown;
  });
  const check = () => props.question.setUnfinished(input?.validity.badInput ?? false);
  onCleanup(() => props.question.setUnfinished(false));
  return (
    <input
      {...props.question.attributes}
      class="control"
      data-width="short"
      type={props.type}
      ref={input}
      onInput={(event) => props.onGive(event.currentTarget.value)}
      onBlur={check}
    />
  );
}
