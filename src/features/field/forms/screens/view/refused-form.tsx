import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../../platform/i18n/messages.ts';
import type { ApiIssue, ApiProblem } from '../../../../../platform/ui/api.ts';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';

/** Why a form was not taken: the problem, and each fault with its sheet, row and column. */
export function RefusedForm(props: { readonly problem: ApiProblem; readonly onRetry?: (() => void) | undefined }) {
  const messages = useMessages();
  return (
    <>
      <ErrorState problem={props.problem} onRetry={props.onRetry} />
      <Show when={props.problem.issues.length > 0}>
        <ul class="forms-faults">
          <For each={props.problem.issues}>{(issue) => <li>{wordPlacedIssue(messages, issue)}</li>}</For>
        </ul>
      </Show>
    </>
  );
}

/** `survey, row 7, column type: …`. */
function wordPlacedIssue(messages: Messages, { file, row, column, code, parameters }: ApiIssue): string {
  const words = messages.find(`formFaults.${code}`, parameters) ?? messages.find(`issues.${code}`, parameters) ?? code;
  const place = [
    file,
    row === undefined || row === null ? undefined : messages.t('forms.row', { row }),
    column === undefined || column === null ? undefined : messages.t('forms.column', { column }),
  ].filter((part) => part !== undefined);
  return place.length === 0 ? words : `${place.join(', ')}: ${words}`;
}
