import { For, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Claim, Discrepancy } from '../claim.ts';
import type { ComputedConflict, Conflict, Contradiction } from '../contradictions.ts';
import { wordNumber, wordValue } from '../value-words.ts';
import { ClaimTruth, ClaimValue, OwnFormula } from './claim-line.tsx';
import { aboutWords, differenceWords, reasonWords } from './claim-words.ts';
import type { ClaimsPicture } from './claims-view.ts';
import { FormulaWords } from './formula-words.tsx';

interface ContradictionProps {
  readonly found: Contradiction;
  readonly picture: ClaimsPicture;
  /** The heading that it has where it stands; `h4` unless given. */
  readonly heading?: 'h3' | 'h4' | undefined;
}

/** Statements that cannot all be true, side by side and of equal weight, with the reason in words. */
export function ContradictionView(props: ContradictionProps) {
  const messages = useMessages();
  const about = () => aboutWords(messages, props.picture, props.found.about);
  const remarks = () => props.picture.remarksOf.get(props.found.id) ?? [];
  return (
    <div class="claims-contradiction">
      <Dynamic component={props.heading ?? 'h4'}>
        <StatusMark status="conflicting">{messages.t('claims.contradiction')}</StatusMark>
        <Show when={about()}>{(words) => <>: {words()}</>}</Show>
      </Dynamic>
      <ul class="claims-reasons">
        <For each={props.found.reasons}>{(reason) => <li>{reasonWords(messages, reason)}</li>}</For>
      </ul>
      <ul class="claims-sides">
        <For each={props.found.claims}>
          {(claim) => (
            <li class="claims-side">
              <ClaimValue claim={claim} />
              <ClaimTruth claim={claim} picture={props.picture} isAboutHidden />
              <OwnFormula claim={claim} picture={props.picture} />
            </li>
          )}
        </For>
        <For each={distinctFigures(props.found.computed)}>
          {(conflict) => <ComputedSide conflict={conflict} picture={props.picture} />}
        </For>
      </ul>
      <Differences found={props.found} />
      <For each={remarks()}>{(remark) => <RemarkView remark={remark} />}</For>
    </div>
  );
}

/** What the program computes stands among the statements as one of them, marked as computed. */
function ComputedSide(props: { readonly conflict: ComputedConflict; readonly picture: ClaimsPicture }) {
  const messages = useMessages();
  const text = () => {
    const { figure, comparison } = props.conflict;
    return figure.result.ok ? wordNumber(messages, comparison.claim.unit, figure.result.value.text) : '';
  };
  return (
    <li class="claims-side">
      <span class="claims-value numeral">{text()}</span>
      <p class="claims-truth">
        <span>{messages.t('claims.computed.here')}</span>
        <FormulaWords formula={props.conflict.figure.formula} picture={props.picture} />
      </p>
    </li>
  );
}

/** How far two statements lie apart; of more than two, which of them do not go together. */
function Differences(props: { readonly found: Contradiction }) {
  const messages = useMessages();
  const isPair = () => props.found.claims.length < 3;
  return (
    <Show when={isPair()} fallback={<Pairs conflicts={props.found.conflicts} />}>
      <Show
        when={props.found.conflicts.map((conflict) => gapWords(messages, conflict)).find((words) => words !== null)}
      >
        {(words) => (
          <p class="claims-soft">
            {messages.t('claims.difference')} <span class="numeral">{words()}</span>
          </p>
        )}
      </Show>
    </Show>
  );
}

function Pairs(props: { readonly conflicts: readonly Conflict[] }) {
  const messages = useMessages();
  const pairs = () =>
    [...new Set(props.conflicts.map((conflict) => pairWords(messages, conflict)))].slice(0, MOST_PAIRS);
  return (
    <p class="claims-soft">
      {messages.t('claims.pairs')}{' '}
      <For each={pairs()}>
        {(words, index) => (
          <>
            <Show when={index() > 0}>; </Show>
            <bdi>{words}</bdi>
          </>
        )}
      </For>
    </p>
  );
}

function pairWords(messages: Messages, conflict: Conflict): string {
  const { a, b } = conflict;
  const pair = `${sideWords(messages, a, b)} – ${sideWords(messages, b, a)}`;
  const gap = gapWords(messages, conflict);
  return gap === null ? pair : `${pair}: ${gap}`;
}

const MOST_PAIRS = 12;

/** The value of `claim`, with what it counts where that is not what `other` counts. */
function sideWords(messages: Messages, claim: Claim, other: Claim): string {
  const value = wordValue(messages, claim);
  return claim.of === null || claim.of === other.of ? value : `${value} (${claim.of})`;
}

/** The distance in words; null where there is none to tell. */
function gapWords(messages: Messages, conflict: Conflict): string | null {
  const { difference } = conflict;
  return difference === null || Number(difference.amount) === 0 ? null : differenceWords(messages, difference);
}

/** What a reader wrote about the contradiction. */
function RemarkView(props: { readonly remark: Discrepancy }) {
  const { t } = useMessages();
  return (
    <p class="claims-remark">
      <RecordLink kind="discrepancy" key={props.remark.key}>
        {t('claims.remark')}
      </RecordLink>
      : <LocalText text={props.remark.lesson} fallback={props.remark.note ?? ''} />
    </p>
  );
}

/** One figure stands once, however many claims differ from it. */
function distinctFigures(computed: readonly ComputedConflict[]): ComputedConflict[] {
  return [...new Map(computed.map((conflict) => [conflict.figure, conflict])).values()];
}
