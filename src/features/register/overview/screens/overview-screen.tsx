import { createMemo, For, Show } from 'solid-js';
import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { toLocalTime } from '../../../../kernel/time/zoned-time.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LocalText } from '../../../../platform/i18n/local-text.tsx';
import { TimelineChart } from '../../../../platform/ui/charts/timeline-chart.tsx';
import { RecordLink } from '../../../../platform/ui/parts/links/record-link.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { arrangeClaims } from '../../claims/claim-set.ts';
import { findContradictions } from '../../claims/contradictions.ts';
import type { Election } from '../../election/election.ts';
import { PHASES } from '../../election/election.ts';
import { sortEvents } from '../overview.ts';
import { CalendarState } from './calendar-state.tsx';
import { Calling } from './calling.tsx';
import { Discrepancies } from './discrepancies.tsx';
import { Gaps } from './gaps.tsx';
import { HeadlineFigures } from './headline-figures.tsx';
import { MissionStances } from './mission-stances.tsx';
import type { OverviewProps } from './overview-props.ts';
import { Results } from './results.tsx';
import { Turnout } from './turnout.tsx';
import './overview.css';

/** The election at a glance: how it was called, what happened when, how it ended, and what is in doubt. */
export function OverviewScreen(props: OverviewProps) {
  const messages = useMessages();
  const election = () => props.file.election[0];
  const isEmpty = () =>
    Object.entries(props.file).every(
      ([kind, rows]) => kind === 'election' || (rows as readonly unknown[]).length === 0,
    );
  const contradictions = createMemo(() => findContradictions(arrangeClaims(props.file.subject, props.file.claim)));
  return (
    <Show when={election()}>
      {(election) => (
        <Show
          when={!isEmpty()}
          fallback={<EmptyState title={messages.t('overview.empty')}>{messages.t('overview.empty.next')}</EmptyState>}
        >
          <div class="overview">
            <Calling {...props} />
            <HeadlineFigures {...props} contradictions={contradictions()} />
            <Timeline {...props} election={election()} />
            <div class="overview-columns">
              <Results {...props} />
              <Turnout {...props} />
              <Discrepancies {...props} contradictions={contradictions()} />
              <CalendarState {...props} election={election()} />
              <MissionStances {...props} />
            </div>
            <Gaps file={props.file} />
          </div>
        </Show>
      )}
    </Show>
  );
}

function Timeline(props: OverviewProps & { readonly election: Election }) {
  const messages = useMessages();
  // What came long afterwards would press the weeks of the election into a corner.
  const drawn = createMemo(() => sortEvents(props.file.event).filter((event) => event.phase !== 'after'));
  const later = () => props.file.event.filter((event) => event.phase === 'after');
  const lanes = () =>
    PHASES.filter((phase) => drawn().some((event) => event.phase === phase)).map((phase) => ({
      id: phase,
      title: messages.t(`fields.choice.phase.${phase}`),
    }));
  const events = createMemo(() =>
    drawn().flatMap((event) =>
      event.date === null
        ? []
        : [
            {
              id: event.key,
              lane: event.phase,
              when: event.date,
              label: messages.localized(event.title)?.text ?? event.key,
              record: { kind: 'event', key: event.key },
              isKey: event.phase === 'calling' || event.phase === 'voting',
            },
          ],
    ),
  );
  const today = (): CalendarDate => toLocalTime(props.now, props.election.timezone).date;
  return (
    <section class="overview-wide">
      <TimelineChart
        title={messages.t('overview.timeline')}
        caption={messages.t('overview.timeline.caption', { count: events().length })}
        lanes={lanes()}
        events={events()}
        today={today()}
        days={[{ date: props.election.election_day, label: messages.t('fields.field.election_day') }]}
      />
      <For each={later()}>
        {(event) => (
          <p class="overview-soft">
            {messages.t('fields.choice.phase.after')}: {messages.formatWhen(event.date)}{' '}
            <RecordLink kind="event" key={event.key}>
              <LocalText text={event.title} />
            </RecordLink>
          </p>
        )}
      </For>
    </section>
  );
}
