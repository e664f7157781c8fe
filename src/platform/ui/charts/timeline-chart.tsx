import { createMemo, Show } from 'solid-js';
import { calendarDate } from '../../../kernel/calendar-date.ts';
import { onDay } from '../../../kernel/when.ts';
import { useMessages } from '../../i18n/language-provider.tsx';
import { RecordLink } from '../parts/links/record-link.tsx';
import { ChartFrame } from './frame/chart-frame.tsx';
import { spanOf } from './frame/date-axis.ts';
import { createDrawingWidth } from './frame/drawing-width.ts';
import { TimelineDrawing } from './timeline/timeline-drawing.tsx';
import type { TimelineEvent, TimelineProps } from './timeline/timeline-event.ts';
import { TimelineList } from './timeline/timeline-list.tsx';
import './timeline/timeline.css';

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
