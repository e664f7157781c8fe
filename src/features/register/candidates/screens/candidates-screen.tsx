import { useSearchParams } from '@solidjs/router';
import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { SourceMarks } from '../../../../platform/ui/parts/links/source-marks.tsx';
import { Tabs } from '../../../../platform/ui/parts/links/tabs.tsx';
import { Figure, Figures } from '../../../../platform/ui/parts/marks/figure.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import type { Election } from '../../election/election.ts';
import { CandidateTrack } from './candidate-track.tsx';
import { type CandidatesFile, type CandidatesPicture, type Moment, pictureCandidates } from './candidates-view.ts';
import { NominationsPart } from './nominations-part.tsx';
import { Name, NominatorCell, VotesTable } from './votes-table.tsx';
import './candidates.css';

interface CandidatesProps {
  readonly file: CandidatesFile & { readonly election: readonly Election[] };
}

/**
 * Who was nominated, how far each one came, and with which votes; nobody is made up for a nomination without a name.
 * The address keeps the moment of the votes: `at`.
 */
export function CandidatesScreen(props: CandidatesProps) {
  const { t } = useMessages();
  const [query] = useSearchParams();
  const picture = createMemo(() => pictureCandidates(props.file, String(query.at ?? '')));
  const original = () => languageOf(props.file.election[0]?.country ?? '');
  return (
    <Show
      when={picture().rows.length > 0 || picture().nominations !== null}
      fallback={<EmptyState title={t('candidates.empty')} />}
    >
      <div class="candidates">
        <Counts picture={picture()} />
        <Votes picture={picture()} original={original()} />
        <Ways picture={picture()} original={original()} />
        <Show when={picture().nominations}>{(nominations) => <NominationsPart nominations={nominations()} />}</Show>
      </div>
    </Show>
  );
}

/** The language that is most spoken in a country, BCP 47: names are given in it, where the record has them so. */
function languageOf(country: string): string {
  return /^[A-Z]{2}$/.test(country) ? new Intl.Locale(`und-${country}`).maximize().language : 'en';
}

const STATIONS = ['nominated', 'approved', 'papers', 'registered', 'onBallot'] as const;

/** How many came how far, of those who have a name. */
function Counts(props: { readonly picture: CandidatesPicture }) {
  const { t, formatNumber } = useMessages();
  return (
    <section class="candidates-part" aria-label={t('candidates.counts')}>
      <Figures>
        <Show when={props.picture.nominations?.total.claim}>
          {(claim) => (
            <Figure
              label={t('candidates.count.nominations')}
              value={
                <RecordLink kind="claim" key={claim().key}>
                  {formatNumber(claim().value ?? '')}
                </RecordLink>
              }
              kind={t(`fields.choice.kind.${claim().kind}`).toLowerCase()}
              sources={<SourceMarks sources={claim().sources} />}
            />
          )}
        </Show>
        <For each={STATIONS}>
          {(station) => (
            <Figure label={t(`candidates.count.${station}`)} value={formatNumber(props.picture.counts[station])} />
          )}
        </For>
      </Figures>
      <p class="candidates-soft">{t('candidates.counts.note')}</p>
    </section>
  );
}

function Votes(props: { readonly picture: CandidatesPicture; readonly original: string }) {
  const messages = useMessages();
  const [query] = useSearchParams();
  const lead = () => {
    const { total, rows } = props.picture;
    const isBallotKnown = rows.some(({ candidate }) => candidate.ballot_order !== null);
    const order = messages.t(isBallotKnown ? 'candidates.order.ballot' : 'candidates.order.file');
    if (total === null) return order;
    return `${order} ${messages.t('candidates.votes.base', { total: messages.formatNumber(total) })}`;
  };
  const tabs = () =>
    props.picture.moments.map((moment) => ({
      href: hrefOf(query, moment),
      label: momentWords(moment),
      isCurrent: moment === props.picture.moment,
    }));
  const momentWords = ({ claim }: Moment) => {
    const day = messages.formatWhen(claim.as_of, 'short');
    return claim.as_of_time === null ? day : `${day}, ${claim.as_of_time}`;
  };
  return (
    <section class="candidates-part">
      <h2>{messages.t('candidates.votes')}</h2>
      <Show when={tabs().length > 1}>
        <Tabs label={messages.t('candidates.votes.moments')} tabs={tabs()} />
      </Show>
      <p class="candidates-lead">{lead()}</p>
      <VotesTable rows={props.picture.rows} caption={messages.t('candidates.votes')} original={props.original} />
    </section>
  );
}

/** The present address with another moment; all else stays. */
function hrefOf(query: Readonly<Record<string, string | string[] | undefined>>, moment: Moment): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (typeof value === 'string') search.set(name, value);
  search.set('at', moment.key);
  return `?${search}`;
}

function Ways(props: { readonly picture: CandidatesPicture; readonly original: string }) {
  const messages = useMessages();
  return (
    <section class="candidates-part">
      <h2>{messages.t('candidates.ways')}</h2>
      <p class="candidates-lead">{messages.t('candidates.ways.lead')}</p>
      <ul class="candidates-list">
        <For each={props.picture.rows}>
          {(row) => (
            <li class="candidates-row">
              <div class="candidates-who">
                <h3>
                  <Name row={row} original={props.original} />
                </h3>
                <p class="candidates-soft">
                  <NominatorCell row={row} />
                </p>
                <p>{messages.t(`candidates.status.${row.path.status}`)}</p>
              </div>
              <CandidateTrack
                path={row.path}
                label={messages.t('candidates.way-of', {
                  name: messages.localized(row.candidate.name)?.text ?? row.candidate.key,
                })}
              />
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}
