import { For, Show } from 'solid-js';
import type { Fault } from '../../../../kernel/issue.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { Status } from '../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { CheckState, CheckWords, ConcernedAnswer, Severity } from '../check.ts';
import './checks.css';

/** How answers are worded where the report itself is shown. */
export interface AnswerWords {
  readonly question: (answer: ConcernedAnswer) => string;
  readonly answer: (answer: ConcernedAnswer) => string;
}

/** What a check is called, in the language of the page where it has one. */
export function titleOf(messages: Messages, title: CheckWords['title']): string {
  return messages.localized(title)?.text ?? '';
}

/** What is wrong with a rule, in words. */
export function wordFault(messages: Messages, { code, parameters }: Fault): string {
  return messages.find(`issues.${code}`, parameters) ?? messages.t('checks.fault-other');
}

const SEVERE = { error: 'missed', warning: 'to-verify', note: 'pending' } as const satisfies Record<Severity, Status>;
const FOUND = { missing: 'gap', verified: 'met', ok: 'met' } as const satisfies Record<string, Status>;

/** What a check says of a report, by shape and word: where it is flagged, how much that matters. */
export function StateMark(props: { readonly state: CheckState; readonly severity: Severity }) {
  const { t } = useMessages();
  return (
    <Show
      when={props.state !== 'flagged' && props.state}
      fallback={<StatusMark status={SEVERE[props.severity]}>{t(`checks.severity.${props.severity}`)}</StatusMark>}
    >
      {(state) => <StatusMark status={FOUND[state()]}>{t(`checks.state.${state()}`)}</StatusMark>}
    </Show>
  );
}

/** A rule with a mark at each place where something is wrong with it, and in words what; each leads to its place. */
export function RuleFaults(props: {
  readonly rule: string;
  readonly faults: readonly Fault[];
  /** Goes to a character, from 0 on; without it, places are marked alone. */
  readonly onPlace?: ((at: number) => void) | undefined;
}) {
  const messages = useMessages();
  return (
    <Show when={props.faults.length > 0}>
      <div class="check-faults">
        <code class="check-rule">
          <For each={marked(props.rule, props.faults)}>
            {(part) => (
              <Show when={part.isFaulty} fallback={part.text}>
                <mark>{part.text}</mark>
              </Show>
            )}
          </For>
        </code>
        <ul>
          <For each={props.faults}>
            {(fault) => (
              <li>
                <Show when={placeOf(fault) !== null && props.onPlace} fallback={wordFault(messages, fault)}>
                  {(onPlace) => (
                    <button type="button" class="check-place" onClick={() => onPlace()(placeOf(fault) ?? 0)}>
                      {wordFault(messages, fault)}
                    </button>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  );
}

/** Where it stands, from 0 on; null: nowhere in particular. */
function placeOf({ parameters }: Fault): number | null {
  return typeof parameters.at === 'number' ? parameters.at - 1 : null;
}

interface Part {
  readonly text: string;
  readonly isFaulty: boolean;
}

/** The rule in pieces: what begins at the place of a fault, up to where a word or a name ends, is faulty. */
function marked(rule: string, faults: readonly Fault[]): readonly Part[] {
  const places = [...new Set(faults.map(placeOf))].filter((at) => at !== null).sort((one, other) => one - other);
  const parts: Part[] = [];
  let done = 0;
  for (const at of places.filter((place) => place < rule.length)) {
    if (at < done) continue;
    const wrong = /^(?:\$\{[^}]*\}?|'[^']*'?|"[^"]*"?|[\w.\-/]+|.)/su.exec(rule.slice(at))?.[0] ?? '';
    parts.push({ text: rule.slice(done, at), isFaulty: false }, { text: wrong, isFaulty: true });
    done = at + wrong.length;
  }
  return [...parts, { text: rule.slice(done), isFaulty: false }];
}
