import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../../platform/i18n/messages.ts';
import type { ApiIssue, ApiProblem } from '../../../../../../platform/ui/api.ts';
import { ErrorState } from '../../../../../../platform/ui/parts/states/error-state.tsx';

/** Why something could not be done to a report, with each thing that is wrong, but for what stands at a field. */
export function ActProblem(props: { readonly problem: ApiProblem; readonly fields?: readonly string[] | undefined }) {
  return (
    <div>
      <ErrorState problem={props.problem} />
      <ProblemIssues {...props} />
    </div>
  );
}

/** What the server found wrong with a field, in words. */
export function wordFieldFault(messages: Messages, problem: ApiProblem | null, field: string): string | undefined {
  const found = problem?.issues.find(({ column }) => column === field);
  return found && wordIssue(messages, found);
}

function wordIssue(messages: Messages, { code, parameters }: ApiIssue): string {
  return messages.find(`issues.${code}`, parameters) ?? messages.find(`formFaults.${code}`, parameters) ?? code;
}

/** Each thing that is wrong; nothing where the problem says it all. `fields`: these say themselves what is wrong with them. */
export function ProblemIssues(props: {
  readonly problem: ApiProblem;
  readonly fields?: readonly string[] | undefined;
}) {
  const messages = useMessages();
  const words = () =>
    props.problem.issues
      .filter(({ column }) => !props.fields?.includes(column ?? ''))
      .map((issue) => wordIssue(messages, issue));
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
