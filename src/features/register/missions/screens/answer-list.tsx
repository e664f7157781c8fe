import { For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Claim } from '../../claims/claim.ts';
import { wordValue } from '../../claims/value-words.ts';
import type { Answers, ComparedMission } from '../answers.ts';

/** Missions to be shown, and the keys of the claims about them that contradict each other. */
export interface Marked {
  readonly rows: readonly ComparedMission[];
  readonly conflicting: ReadonlySet<string>;
}

/** The answers to the main question first and without its words, those to the others with theirs. */
export function AnswersCell(props: {
  readonly answers: readonly Answers[];
  readonly main: string;
  readonly conflicting: ReadonlySet<string>;
}) {
  const main = () => props.answers.filter(({ subject }) => subject.key === props.main);
  const others = () => props.answers.filter(({ subject }) => subject.key !== props.main);
  return (
    <Show when={props.answers.length > 0} fallback={<NotKnown />}>
      <div class="missions-answers">
        <For each={main().flatMap(({ claims }) => claims)}>
          {(claim) => (
            <p>
              <ClaimView claim={claim} isConflicting={props.conflicting.has(claim.key)} />
            </p>
          )}
        </For>
        <AnswerList answers={others()} conflicting={props.conflicting} />
      </div>
    </Show>
  );
}

/** Questions and what is claimed in answer, each with its own sources. */
export function AnswerList(props: { readonly answers: readonly Answers[]; readonly conflicting: ReadonlySet<string> }) {
  return (
    <Show when={props.answers.length > 0}>
      <dl class="missions-facts">
        <For each={props.answers}>
          {(answer) => (
            <div>
              <dt>
                <LocalText text={answer.subject.title} fallback={answer.subject.key} />
              </dt>
              <For each={answer.claims}>
                {(claim) => (
                  <dd>
                    <ClaimView claim={claim} isConflicting={props.conflicting.has(claim.key)} />
                  </dd>
                )}
              </For>
            </div>
          )}
        </For>
      </dl>
    </Show>
  );
}

/** A figure with what it counts, when, by whom and where that is said. */
function ClaimView(props: { readonly claim: Claim; readonly isConflicting: boolean }): JSX.Element {
  const messages = useMessages();
  return (
    <>
      <RecordLink kind="claim" key={props.claim.key} class="missions-value numeral">
        <Show when={props.claim.value !== null} fallback={<StatusMark status="gap" />}>
          <bdi>{wordValue(messages, props.claim)}</bdi>
        </Show>
      </RecordLink>{' '}
      <Show when={props.isConflicting}>
        <StatusMark status="conflicting" isBrief />{' '}
      </Show>
      <For each={detailsOf(messages, props.claim)}>
        {(detail, index) => (
          <span class="missions-soft">
            {index() > 0 ? '· ' : ''}
            <bdi>{detail}</bdi>{' '}
          </span>
        )}
      </For>
      <SourceMarks sources={props.claim.sources} />
    </>
  );
}

/** What tells a claim apart from another on the same question: what it counts, when, and who says it. */
export function detailsOf(messages: Messages, { of, as_of, stated_by }: Claim): string[] {
  const day = as_of === null ? null : messages.formatWhen(as_of, 'short');
  return [of, day, stated_by].filter((part) => part !== null);
}

/** Said wherever the sources give nothing: not zero, and not no. */
export function NotKnown() {
  const { t } = useMessages();
  return <span class="missions-unknown">{t('missions.not-in-sources')}</span>;
}
