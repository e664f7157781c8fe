import { scaleLinear } from 'd3-scale';
import { createMemo, For } from 'solid-js';
import { toLocalTime } from '../../../../../kernel/time/zoned-time.ts';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ChartFrame } from '../../../../../platform/ui/charts/frame/chart-frame.tsx';
import { createDrawingWidth } from '../../../../../platform/ui/charts/frame/drawing-width.ts';
import type { ShownFlow } from '../../situation.ts';

const [LEFT, BOTTOM, TOP] = [40, 24, 8];
const MOST_SERIES = 8;

/** How many reports came in each step of the day, by their forms. */
export function FlowChart(props: { readonly flow: ShownFlow; readonly height: number }) {
  const { t } = useMessages();
  const timeOf = (step: string) => toLocalTime(Date.parse(step), props.flow.zone).time;
  const table = () => ({
    columns: [t('situation.flow-from'), ...props.flow.forms.map(({ title }) => title)],
    rows: props.flow.steps.map((step, at) => [timeOf(step), ...props.flow.forms.map(({ counts }) => counts[at] ?? 0)]),
  });
  const caption = () => {
    const { total, lastHour: hour, stepMinutes: minutes } = props.flow;
    return t('situation.flow-caption', { total, hour, minutes });
  };
  const key = () => (
    <ul class="room-flow-key">
      <For each={props.flow.forms}>
        {({ title }, at) => (
          <li>
            <svg width="12" height="12" aria-hidden="true">
              <rect class="room-flow-bar" data-series={at() % MOST_SERIES} width="12" height="12" />
            </svg>
            {title}
          </li>
        )}
      </For>
    </ul>
  );
  return (
    <ChartFrame title={t('situation.flow')} caption={caption()} table={table} key={key()}>
      <FlowDrawing {...props} timeOf={timeOf} />
    </ChartFrame>
  );
}

function FlowDrawing(props: {
  readonly flow: ShownFlow;
  readonly height: number;
  readonly timeOf: (step: string) => string;
}) {
  const { formatNumber } = useMessages();
  const [frame, width] = createDrawingWidth();
  const sums = createMemo(() =>
    props.flow.steps.map((_, at) => props.flow.forms.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0)),
  );
  const scale = createMemo(() =>
    scaleLinear()
      .domain([0, Math.max(4, ...sums())])
      .nice(4)
      .range([props.height - BOTTOM, TOP]),
  );
  const stepWidth = () => (width() - LEFT) / Math.max(1, props.flow.steps.length);
  const bars = createMemo(() =>
    props.flow.steps.flatMap((_, at) => {
      let below = 0;
      return props.flow.forms.map(({ counts }, series) => {
        const [from, to] = [below, below + (counts[at] ?? 0)];
        below = to;
        return { at, series: series % MOST_SERIES, y: scale()(to), height: scale()(from) - scale()(to) };
      });
    }),
  );
  const labelEvery = () => Math.max(1, Math.ceil(56 / stepWidth()));
  return (
    <div class="chart-drawing room-flow" ref={frame}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure around it has the title */}
      <svg width={width()} height={props.height}>
        <For each={scale().ticks(4).filter(Number.isInteger)}>
          {(tick) => (
            <>
              <line class="room-flow-line" x1={LEFT} x2={width()} y1={scale()(tick)} y2={scale()(tick)} />
              <text x={LEFT - 6} y={scale()(tick) + 4} text-anchor="end">
                {formatNumber(tick)}
              </text>
            </>
          )}
        </For>
        <For each={bars()}>
          {({ at, series, y, height }) => (
            <rect
              class="room-flow-bar"
              data-series={series}
              x={LEFT + at * stepWidth() + 1}
              y={y}
              width={Math.max(1, stepWidth() - 2)}
              height={Math.max(0, height)}
            />
          )}
        </For>
        <For each={props.flow.steps}>
          {(step, at) =>
            at() % labelEvery() === 0 ? (
              <text x={LEFT + at() * stepWidth() + 1} y={props.height - 6}>
                {props.timeOf(step)}
              </text>
            ) : null
          }
        </For>
      </svg>
    </div>
  );
}
