import { createMemo, createSignal, For, Show } from 'solid-js';
import { readRecord } from '../../../../kernel/record.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { Badge, StatusMark, StatusShape } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { type Claim, claimKind } from '../../claims/claim.ts';
import { arrangeClaims } from '../../claims/claim-set.ts';
import { findContradictions } from '../../claims/contradictions.ts';
import { wordValue } from '../../claims/value-words.ts';
import type { ClaimPage } from '../contract.ts';
import type { PlaceEvent } from '../place.ts';
import type { HeldRecord } from '../tree.ts';
import { loadMoreClaims } from './load-places.ts';
import { isolated, type PlacesFile, type PlacesView, subjectTitle } from './places-view.ts';

/** What is claimed about one place, by subject; what contradicts each other is marked, nothing is left out. */
export function PlaceClaims(props: { readonly view: PlacesView; readonly code: string; readonly first: ClaimPage }) {
  const messages = useMessages();
  const [more, setMore] = createSignal<readonly ClaimPage[]>([]);
  const [isBusy, setIsBusy] = createSignal(false);
  const pages = () => [props.first, ...more()];
  const claims = createMemo(() => pages().flatMap((page) => page.claims.map(readClaim)));
  const conflicting = createMemo(() => conflictingClaims(props.view, claims()));
  const subjects = () => [...new Set(claims().map(({ subject }) => subject))];
  const loadNext = async (after: string) => {
    setIsBusy(true);
    const page = await loadMoreClaims(props.view, props.code, after).finally(() => setIsBusy(false));
    setMore((pages) => [...pages, page]);
  };
  return (
    <>
      <dl class="places-figures">
        <For each={subjects()}>
          {(subject) => (
            <div>
              <dt>{subjectTitle(messages, props.view.file, subject)}</dt>
              <For each={claims().filter((claim) => claim.subject === subject)}>
                {(claim) => (
                  <dd>
                    <ClaimFigure claim={claim} isWhole isConflicting={conflicting().has(claim.key)} />
                  </dd>
                )}
              </For>
            </div>
          )}
        </For>
      </dl>
      <Show when={pages().at(-1)?.next}>
        {(next) => (
          <Button isBusy={isBusy()} onClick={() => loadNext(next())}>
            {messages.t('places.claims.more')}
          </Button>
        )}
      </Show>
    </>
  );
}

function readClaim(held: HeldRecord): Claim {
  return readRecord(claimKind, held.cells);
}

/** Keys of the claims among `claims` that contradict each other. */
export function conflictingClaims(view: PlacesView, claims: readonly Claim[]): ReadonlySet<string> {
  const named = new Set(claims.map(({ subject }) => subject));
  const subjects = view.file.subject.filter(({ key }) => named.has(key));
  const known = new Set(subjects.map(({ key }) => key));
  const set = arrangeClaims(
    subjects,
    claims.filter(({ subject }) => known.has(subject)),
  );
  return new Set(findContradictions(set).flatMap((found) => found.claims.map(({ key }) => key)));
}

/** A figure with what makes it true: of when it is, what sort of claim, whose, and where that is said. */
export function ClaimFigure(props: {
  readonly claim: Claim;
  /** With its speaker and n, as where it stands alone. */
  readonly isWhole?: boolean;
  readonly isConflicting?: boolean;
}) {
  const messages = useMessages();
  const { t } = messages;
  return (
    <span class="places-claim" data-whole={props.isWhole ? '' : undefined}>
      <RecordLink kind="claim" key={props.claim.key} class="record-link numeral">
        <Show when={props.claim.value !== null} fallback={<StatusMark status="gap" />}>
          <bdi>{wordValue(messages, props.claim)}</bdi>
        </Show>
      </RecordLink>{' '}
      <span class="places-truth">
        <Show when={props.isConflicting}>
          <StatusMark status="conflicting" />
        </Show>
        <Show when={props.claim.as_of}>
          {(asOf) => <span>{t('claims.as-of', { date: messages.formatWhen(asOf(), 'short') })}</span>}
        </Show>
        <Badge>{t(`fields.choice.kind.${props.claim.kind}`)}</Badge>
        <Show when={props.isWhole && props.claim.stated_by}>
          {(who) => <span>{t('claims.stated-by', { who: who() })}</span>}
        </Show>
        <SourceMarks sources={props.claim.sources} />
      </span>
    </span>
  );
}

/** What happened to a place, oldest first; what concerns its results has a shape of its own. */
export function PlaceEvents(props: { readonly events: readonly PlaceEvent[]; readonly file: PlacesFile }) {
  const { t, formatWhen } = useMessages();
  const sorted = () => [...props.events].sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1));
  return (
    <ol class="places-events">
      <For each={sorted()}>
        {(event) => (
          <li>
            <span class="places-event-day">{formatWhen(event.date, 'short')}</span>
            <div>
              <p class="places-event">
                <Show when={event.event === 'results-annulled'}>
                  <StatusShape status="missed" />
                </Show>
                <RecordLink kind="place-event" key={event.key}>
                  {t(`fields.choice.event.${event.event}`)}
                </RecordLink>
              </p>
              <EventWords event={event} file={props.file} />
            </div>
          </li>
        )}
      </For>
    </ol>
  );
}

function EventWords(props: { readonly event: PlaceEvent; readonly file: PlacesFile }) {
  const { t } = useMessages();
  const actor = () => props.file.actor.find(({ key }) => key === props.event.body);
  const isOpen = () => (['memory', 'to-verify', 'gap'] as const).find((basis) => basis === props.event.basis);
  return (
    <>
      <Show when={props.event.place_as_stated}>
        {(words) => (
          <p>
            <bdi>{words()}</bdi>
          </p>
        )}
      </Show>
      <Show when={props.event.from || props.event.to}>
        <p>{t('places.from-to', { from: isolated(props.event.from), to: isolated(props.event.to) })}</p>
      </Show>
      <Show when={props.event.grounds}>{(grounds) => <p>{grounds()}</p>}</Show>
      <p class="places-truth">
        <Show when={actor()}>
          {(body) => (
            <RecordLink kind="actor" key={body().key}>
              <LocalText text={body().name} />
            </RecordLink>
          )}
        </Show>
        <Show when={isOpen()}>{(basis) => <StatusMark status={basis()} />}</Show>
        <SourceMarks sources={props.event.sources} />
      </p>
    </>
  );
}

function dayOf(event: PlaceEvent): string {
  return event.date?.earliest ?? event.date?.latest ?? '9999';
}
