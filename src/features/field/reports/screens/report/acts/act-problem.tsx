import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import type { ApiProblem } from '../../../../../../platform/ui/api.ts';
import { ErrorState } from '../../../../../../platform/ui/parts/states/error-state.tsx';

/** Why something could not be done to a report, with each thing that is wrong. */
export function ActProblem(props: { readonly problem: ApiProblem }) {
  return (
    <div>
      <ErrorState problem={props.problem} />
      <ProblemIssues problem={props.problem} />
    </div>
  );
}

/** Each thing that is wrong; nothing where the problem says it all. */
export function ProblemIssues(props: { readonly problem: ApiProblem }) {
  const messages = useMessages();
  const words = () =>
    props.problem.issues.map(
      ({ code, parameters }) =>
        messages.find(`issues.${code}`, parameters) ?? messages.find(`formFaults.${code}`, parameters) ?? code,
    );
  return (
    <Show when={words().length > 0}>
      <ul class="report-act-issues">
        <For each={words()}>
          {(one) => (
            <li>
              <bdi>{one}</bdi>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
