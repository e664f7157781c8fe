import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../i18n/language-provider.tsx';
import type { RecordName } from '../parts/links/record-address.ts';
import { type Corner, placeLabels, spreadApart, ticksWithRoom } from './curve/label-places.ts';
import { ChartFrame, type ChartWords } from './frame/chart-frame.tsx';
import { ChartLink } from './frame/chart-link.tsx';
import { createDrawingWidth } from './frame/drawing-width.ts';
import { cutText, textWidthEm } from './frame/text-width.ts';
import './curve/curve.css';

/** A point that was measured; between points nothing is known, and the line is only there to lead the eye. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  /** In words of the language. */
  readonly xLabel: string;
  readonly yLabel: string;
  /** What has to be said of this point, such as what it is counted in. */
  readonly note?: string | undefined;
  readonly record?: RecordName | undefined;
}

/** Points of one thing, in the order of x. */
export interface Curve {
  readonly id: string;
  readonly label: string;
  readonly points: readonly CurvePoint[];
}

export interface CurveChartProps extends ChartWords {
  readonly series: readonly Curve[];
  /** Where the vertical axis ends; it begins at zero. */
  readonly yMax: number;
  readonly formatY: (value: number) => string;
  readonly xTicks: readonly { readonly x: number; readonly label: string }[];
}

const EM_PX = 12;
const HEIGHT_PX = 260;
const MARGIN_PX = { top: 24, bottom: 28, left: 4 };
const BOTTOM_PX = HEIGHT_PX - MARGIN_PX.bottom;
const LONGEST_SERIES_EM = 14;

/** How something grew, with every measured point labelled and the name of each line at its end. */
export function CurveChart(props: CurveChartProps) {
  const { t } = useMessages();
  const [frame, width] = createDrawingWidth();
  const series = createMemo(() => props.series);
  const table = () => ({
    columns: [t('ui.chart.at'), t('ui.chart.series'), t('ui.chart.value'), t('ui.chart.note')],
    rows: series().flatMap((curve) =>
      curve.points.map((point) => [point.xLabel, curve.label, point.yLabel, point.note ?? '']),
    ),
  });
  return (
    <ChartFrame title={props.title} caption={props.caption} table={table}>
      <div class="chart-drawing curves" ref={frame}>
        <CurveDrawing {...props} series={series()} width={width()} />
      </div>
    </ChartFrame>
  );
}

function CurveDrawing(props: CurveChartProps & { readonly width: number }) {
  const page = createMemo(() => layOut(props));
  const xTicks = () => ticksWithRoom(props.xTicks, (tick) => page().x(tick.x), EM_PX);
  const yTicks = () => page().y.ticks(4);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the figure around it has the title
    <svg width={props.width} height={HEIGHT_PX} viewBox={`0 0 ${props.width} ${HEIGHT_PX}`}>
      <g>
        <For each={yTicks()}>
          {(tick) => (
            <>
              <line
                class={tick === 0 ? 'chart-axis' : 'chart-grid'}
                x1={0}
                x2={props.width}
                y1={page().y(tick)}
                y2={page().y(tick)}
              />
              <text class="faint halo" x={0} y={page().y(tick) - 4}>
                {tick === 0 ? '' : props.formatY(tick)}
              </text>
            </>
          )}
        </For>
        <For each={xTicks()}>
          {(tick) => (
            <text class="faint" x={page().x(tick.x)} y={HEIGHT_PX - 8} text-anchor="middle">
              {tick.label}
            </text>
          )}
        </For>
      </g>
      <For each={props.series}>
        {(curve, index) => (
          <g class={`curve series-${(index() % 8) + 1}`}>
            <path class="curve-line" d={page().path(curve)} />
            <For each={curve.points}>{(point) => <PointMark point={point} curve={curve} page={page()} />}</For>
            <Show when={props.series.length > 1}>
              <text class="curve-name halo" x={page().nameAt} y={(page().nameHeights[index()] ?? 0) + 4}>
                {cutText(`${curve.label} ${curve.points.at(-1)?.yLabel ?? ''}`, LONGEST_SERIES_EM)}
              </text>
            </Show>
          </g>
        )}
      </For>
    </svg>
  );
}

function PointMark(props: { readonly point: CurvePoint; readonly curve: Curve; readonly page: CurvePage }) {
  const place = () => props.page.labels.get(props.point);
  const words = () =>
    [`${props.curve.label}, ${props.point.xLabel}: ${props.point.yLabel}`, props.point.note].filter(Boolean);
  return (
    <ChartLink record={props.point.record} words={words().join('; ')}>
      <circle class="curve-point" cx={props.page.x(props.point.x)} cy={props.page.y(props.point.y)} r={4} />
      <Show when={place()}>
        {(corner) => (
          <text class="halo strong" x={corner().x} y={corner().y} text-anchor={corner().anchor}>
            {props.point.yLabel}
          </text>
        )}
      </Show>
    </ChartLink>
  );
}

interface CurvePage {
  readonly x: (value: number) => number;
  readonly y: { (value: number): number; ticks(count: number): number[] };
  readonly path: (curve: Curve) => string;
  /** Where the value of each point is written; points that have no room are left to tooltip and table. */
  readonly labels: ReadonlyMap<CurvePoint, Corner>;
  /** Where the names of several lines stand, and at which heights. */
  readonly nameAt: number;
  readonly nameHeights: readonly number[];
}

/** The numbers beside the axis, which no label of a point may cover. */
function axisLabels(
  ticks: readonly number[],
  { y, formatY }: { y: (value: number) => number; formatY: (value: number) => string },
): { x: number; y: number; radius: number }[] {
  return ticks
    .filter((tick) => tick !== 0)
    .map((tick) => {
      const radius = (textWidthEm(formatY(tick)) * EM_PX) / 2;
      return { x: radius, y: y(tick) - EM_PX / 2 - 2, radius };
    });
}

function layOut(props: CurveChartProps & { readonly width: number }): CurvePage {
  const isAlone = props.series.length === 1;
  const names = props.series.map(({ label, points }) => textWidthEm(`${label} ${points.at(-1)?.yLabel ?? ''}`));
  const right = isAlone ? 24 : Math.min(Math.max(...names), LONGEST_SERIES_EM) * EM_PX + 16;
  const all = props.series.flatMap(({ points }) => points);
  const xs = [...all.map((point) => point.x), ...props.xTicks.map((tick) => tick.x)];
  const left = MARGIN_PX.left + textWidthEm(props.formatY(props.yMax)) * EM_PX + 12;
  const end = Math.max(left + 1, props.width - right);
  const x = scaleLinear()
    .domain([Math.min(...xs), Math.max(...xs)])
    .range([left, end]);
  const y = scaleLinear().domain([0, props.yMax]).range([BOTTOM_PX, MARGIN_PX.top]);
  const path = line<CurvePoint>(
    (point) => x(point.x),
    (point) => y(point.y),
  );
  const spots = all.map((point) => ({ of: point, x: x(point.x), y: y(point.y), text: point.yLabel }));
  const lastHeights = props.series.map(({ points }) => y(points.at(-1)?.y ?? 0));
  return {
    x,
    y,
    path: (curve) => path(curve.points) ?? '',
    labels: placeLabels(isAlone ? spots : [], {
      width: props.width,
      bottom: BOTTOM_PX,
      em: EM_PX,
      obstacles: axisLabels(y.ticks(4), { y, formatY: props.formatY }),
    }),
    nameAt: end + 10,
    nameHeights: spreadApart(lastHeights, EM_PX + 3),
  };
}
