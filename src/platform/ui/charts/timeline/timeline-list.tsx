import { createMemo, For, Show } from 'solid-js';
import { onDay } from '../../../../kernel/when.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { RecordLink } from '../../parts/links/record-link.tsx';
import type { TimelineEvent, TimelineProps } from './timeline-event.ts';
import { compareWhen } from './timeline-layout.ts';

type Entry = { readonly event: TimelineEvent } | { readonly today: true };

/** The same for a narrow screen: time runs downwards, and every label has the room that it needs. */
export function TimelineList(props: TimelineProps & { readonly laneTitle: (lane: string) => string }) {
  const { t, formatDate } = useMessages();
  const entries = createMemo((): readonly Entry[] => {
    const events = [...props.events].sort((a, b) => compareWhen(a.when, b.when)).map((event) => ({ event }));
    if (props.today === undefined) return events;
    const now = onDay(props.today);
    const passed = events.filter(({ event }) => compareWhen(event.when, now) <= 0).length;
    return [...events.slice(0, passed), { today: true }, ...events.slice(passed)];
  });
  return (
    <ol class="timeline-list">
      <For each={entries()}>
        {(entry) =>
          'today' in entry ? (
            <li class="timeline-now">
              <span class="timeline-date">{props.today && formatDate(props.today, 'day')}</span>
              <span class="timeline-words">{t('ui.chart.today')}</span>
            </li>
          ) : (
            <TimelineEntry event={entry.event} lane={props.laneTitle(entry.event.lane)} />
          )
        }
      </For>
    </ol>
  );
}

function TimelineEntry(props: { readonly event: TimelineEvent; readonly lane: string }) {
  const { formatWhen } = useMessages();
  const isExact = () => props.event.when.earliest === props.event.when.latest;
  return (
    <li data-exact={isExact() ? '' : undefined} data-key={props.event.isKey ? '' : undefined}>
      <span class="timeline-date">{formatWhen(props.event.when, 'day')}</span>
      <span class="timeline-words">
        <Show when={props.event.record} fallback={props.event.label}>
          {(record) => (
            <RecordLink kind={record().kind} key={record().key}>
              {props.event.label}
            </RecordLink>
          )}
        </Show>{' '}
        <span class="timeline-lane">{props.lane}</span>
      </span>
    </li>
  );
}
