import { createEffect, For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { ApiProblem } from '../../../../../platform/ui/api.ts';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { wordIssue } from '../people-words.ts';

/** Why something was not done, with everything that is wrong. Takes the focus, which may be far below, to be seen and heard. */
export function FormProblem(props: { readonly problem: ApiProblem | null }) {
  const messages = useMessages();
  const by = () => props.problem?.parameters.by;
  let box: HTMLDivElement | undefined;
  createEffect(() => props.problem !== null && box?.focus());
  return (
    <Show when={props.problem}>
      {(problem) => (
        <div class="people-problem" tabindex="-1" ref={box}>
          <ErrorState problem={problem()} />
          <Show when={problem().code === 'changed-meanwhile' && typeof by() === 'string'}>
            <p>{messages.t('people.changed-by', { name: String(by()) })}</p>
          </Show>
          <Show when={problem().issues.length > 0}>
            <ul class="people-issues">
              <For each={problem().issues}>{(issue) => <li>{wordIssue(messages, issue)}</li>}</For>
            </ul>
          </Show>
        </div>
      )}
    </Show>
  );
}
