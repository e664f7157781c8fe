import { createMemo, Show } from 'solid-js';
import { type CalendarDate, calendarDate } from '../../../kernel/calendar-date.ts';
import { onDay, type When } from '../../../kernel/when.ts';
import { useMessages } from '../../i18n/language-provider.tsx';
import type { RecordName } from '../parts/links/record-address.ts';
import { RecordLink } from '../parts/links/record-link.tsx';
import { ChartFrame, type ChartWords } from './frame/chart-frame.tsx';
import { spanOf } from './frame/date-axis.ts';
import { createDrawingWidth } from './frame/drawing-width.ts';
import { TimelineDrawing } from './timeline/timeline-drawing.tsx';
import { TimelineList } from './timeline/timeline-list.tsx';
import './timeline/timeline.css';

/** Something that happened, for a timeline. */
export interface TimelineEvent {
  readonly id: string;
  /** The lane that it stands in. */
  readonly lane: string;
  readonly when: When;
  readonly label: string;
  /** Set in bold. */
  readonly isKey?: boolean | undefined;
  readonly record?: RecordName | undefined;
}

/** A day with a line through all lanes, such as the election day. */
export interface MarkedDay {
  readonly date: CalendarDate;
  readonly label: string;
}

export interface TimelineProps extends ChartWords {
  readonly lanes: readonly { readonly id: string; readonly title: string }[];
  readonly events: readonly TimelineEvent[];
  readonly days?: readonly MarkedDay[] | undefined;
  /** Draws where we are, where that lies within the picture. */
  readonly today?: CalendarDate | undefined;
  /** First and last day of the picture; what lies outside stands at its edge. Otherwise as the events need. */
  readonly span?: { readonly from: CalendarDate; readonly to: CalendarDate } | undefined;
}

/** From which width on time runs from left to right; below it, downwards. */
const WIDE_PX = 640;
const NO_SPAN = { from: calendarDate(2000, 1, 1), to: calendarDate(2000, 1, 2) };

/**
 * What happened when, lane by lane. A filled mark is a day that is known, a hollow one a day that is known only within
 * bounds, with a broken line over the days that it may have been.
 */
export function TimelineChart(props: TimelineProps) {
  const { t, formatWhen } = useMessages();
  const [frame, width] = createDrawingWidth();
  const span = createMemo(() => {
    const days = (props.days ?? []).map(({ date }) => onDay(date));
    return props.span ?? spanOf([...props.events.map(({ when }) => when), ...days]) ?? NO_SPAN;
  });
  const lanes = createMemo(() => props.lanes.filter(({ id }) => props.events.some(({ lane }) => lane === id)));
  const laneTitle = (id: string) => props.lanes.find((lane) => lane.id === id)?.title ?? '';
  const table = () => ({
    columns: [t('ui.chart.event'), t('ui.chart.date'), t('ui.chart.phase')],
    rows: props.events.map((event) => [linked(event), formatWhen(event.when), laneTitle(event.lane)]),
  });
  return (
    <ChartFrame title={props.title} caption={props.caption} table={table}>
      <div class="chart-drawing timeline" ref={frame}>
        <Show when={width() >= WIDE_PX} fallback={<TimelineList {...props} laneTitle={laneTitle} />}>
          <TimelineDrawing {...props} lanes={lanes()} span={span()} width={width()} />
        </Show>
      </div>
    </ChartFrame>
  );
}

function linked(event: TimelineEvent) {
  return (
    <Show when={event.record} fallback={event.label}>
      {(record) => (
        <RecordLink kind={record().kind} key={record().key}>
          {event.label}
        </RecordLink>
      )}
    </Show>
  );
}
