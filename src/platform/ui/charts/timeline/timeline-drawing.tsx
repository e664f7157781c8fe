import { createMemo, For, Show } from 'solid-js';
import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { ChartLink } from '../frame/chart-link.tsx';
import { type DateScale, dateScale } from '../frame/date-axis.ts';
import { DateAxis, DayLines } from '../frame/date-axis-lines.tsx';
import { textWidthEm } from '../frame/text-width.ts';
import type { TimelineEvent, TimelineProps } from './timeline-event.ts';
import { layOutLane, type PlacedItem, type PlacedLane } from './timeline-layout.ts';

const EM_PX = 12;
const LINE_PX = 20;
const LANE_PADDING_PX = 10;
const LANE_TITLE_PX = 112;
const AXIS_PX = 40;

/** The picture in which time runs from left to right. */
export function TimelineDrawing(
  props: TimelineProps & {
    readonly span: { readonly from: CalendarDate; readonly to: CalendarDate };
    readonly width: number;
  },
) {
  const scale = createMemo(() => dateScale(props.span, { start: LANE_TITLE_PX, end: props.width }));
  const lanes = createMemo(() => placeLanes(props, scale(), props.width));
  const { t } = useMessages();
  const besides = () => [
    ...(props.days ?? []),
    ...(props.today ? [{ date: props.today, label: t('ui.chart.today'), isToday: true }] : []),
  ];
  const height = () => (lanes().at(-1)?.bottom ?? AXIS_PX) + 4;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the figure around it has the title
    <svg width={props.width} height={height()} viewBox={`0 0 ${props.width} ${height()}`}>
      <DateAxis scale={scale()} top={AXIS_PX} bottom={height()} besides={besides()} />
      <DayLines scale={scale()} days={besides()} top={AXIS_PX} bottom={height()} />
      <For each={lanes()}>
        {(lane) => (
          <g>
            <line class="chart-grid" x1={0} x2={props.width} y1={lane.top} y2={lane.top} />
            <text class="faint" x={0} y={lane.top + LANE_PADDING_PX + 13}>
              {lane.title}
            </text>
            <For each={lane.items}>{(placed) => <EventMark placed={placed} top={lane.top + LANE_PADDING_PX} />}</For>
          </g>
        )}
      </For>
    </svg>
  );
}

function EventMark(props: { readonly placed: PlacedItem<TimelineEvent>; readonly top: number }) {
  const { formatWhen } = useMessages();
  const y = () => props.top + props.placed.line * LINE_PX + 9;
  const event = () => props.placed.item;
  return (
    <ChartLink record={event().record} words={`${formatWhen(event().when)}: ${event().label}`}>
      <WhenMark
        from={props.placed.from}
        to={props.placed.to}
        y={y()}
        isExact={props.placed.isExact}
        open={props.placed.open}
      />
      <LabelPaper placed={props.placed} y={y()} />
      {/* The link says the whole of it; what is drawn may be cut short. */}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a drawn text takes no focus; the link around it does */}
      <g aria-hidden="true">
        <text
          class={event().isKey ? 'halo strong' : 'halo'}
          x={props.placed.labelAt}
          y={y() + 4}
          text-anchor={props.placed.anchor}
        >
          {props.placed.label}
        </text>
      </g>
    </ChartLink>
  );
}

/** Keeps the lines of the axis out of the words. */
function LabelPaper(props: { readonly placed: PlacedItem; readonly y: number }) {
  const width = () => textWidthEm(props.placed.label) * EM_PX;
  const left = () => (props.placed.anchor === 'start' ? props.placed.labelAt : props.placed.labelAt - width());
  return <rect class="chart-paper" x={left() - 2} y={props.y - 8} width={width() + 4} height={16} />;
}

/** A day on a picture: a filled dot where it is known, else a broken line between hollow ends, or an arrow into the open. */
export function WhenMark(props: {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly isExact: boolean;
  readonly open: 'start' | 'end' | null;
}) {
  const end = () => (props.open === 'start' ? props.from - 12 : props.open === 'end' ? props.to + 12 : props.to);
  const start = () => (props.open === null ? props.from : props.open === 'start' ? props.to : props.from);
  return (
    <Show when={!props.isExact} fallback={<circle class="mark-exact" cx={props.from} cy={props.y} r={3.5} />}>
      <g>
        <line class="mark-span" x1={start()} x2={end()} y1={props.y} y2={props.y} />
        <circle class="mark-bounded" cx={props.open === 'start' ? props.to : props.from} cy={props.y} r={3.25} />
        <Show when={props.open === null}>
          <circle class="mark-bounded" cx={props.to} cy={props.y} r={3.25} />
        </Show>
      </g>
    </Show>
  );
}

interface LaneOnPage extends PlacedLane<TimelineEvent> {
  readonly title: string;
  readonly top: number;
  readonly bottom: number;
}

function placeLanes(props: TimelineProps, scale: DateScale, width: number): readonly LaneOnPage[] {
  let top = AXIS_PX;
  return props.lanes.map(({ id, title }) => {
    const events = props.events.filter((event) => event.lane === id).map((event) => withinSpan(event, scale));
    const lane = layOutLane(id, events, { scale, start: LANE_TITLE_PX, end: width, em: EM_PX });
    const placed = { ...lane, title, top, bottom: top + lane.lines * LINE_PX + 2 * LANE_PADDING_PX };
    top = placed.bottom;
    return placed;
  });
}

/** What lies outside of the picture stands at its edge, and its words still say when it was. */
function withinSpan(event: TimelineEvent, scale: DateScale): TimelineEvent {
  const clamp = (date: CalendarDate | null) =>
    date === null ? null : date < scale.from ? scale.from : date > scale.to ? scale.to : date;
  const when = { ...event.when, earliest: clamp(event.when.earliest), latest: clamp(event.when.latest) };
  return { ...event, when };
}
