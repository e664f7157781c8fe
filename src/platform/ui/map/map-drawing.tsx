import { geoPath } from 'd3-geo';
import { createEffect, createMemo, createResource, createSignal, For, on, Show } from 'solid-js';
import { useMessages } from '../../i18n/language-provider.tsx';
import { placeLabels } from '../charts/curve/label-places.ts';
import { ChartLink } from '../charts/frame/chart-link.tsx';
import { createDrawingWidth } from '../charts/frame/drawing-width.ts';
import { Button } from '../parts/actions/button.tsx';
import { loadLand } from './land.ts';
import type { PlacesMapProps } from './map-point.ts';
import { dotRadius, groupPoints, type PointGroup } from './map-points.ts';
import { boxOf, NO_MOVE, projectionOf, zoomBy } from './map-view.ts';
import './map.css';

const RATIO = 0.58;
const TALLEST_PX = 560;
const CELL_PX = 28;
const EM_PX = 12;
const MOST_LABELS = 40;

/** The picture of a map. Drag to move; buttons magnify. */
export function MapDrawing(props: PlacesMapProps) {
  const { t } = useMessages();
  const [frame, width] = createDrawingWidth();
  const [land] = createResource(loadLand);
  const [move, setMove] = createSignal(NO_MOVE);
  const size = createMemo(() => ({ width: width(), height: Math.min(TALLEST_PX, Math.round(width() * RATIO)) }));
  const first = createMemo(() => props.points, undefined, { equals: (before) => before.length > 0 });
  const projection = createMemo(() => projectionOf(first(), size(), move()));
  const outline = createMemo(() => {
    const shape = land();
    return shape === undefined ? '' : (geoPath(projection())(shape) ?? '');
  });
  const groups = createMemo(() =>
    groupPoints(props.points, (point) => projection()([point.longitude, point.latitude]), CELL_PX),
  );
  createEffect(on(projection, (current) => props.onMove?.(boxOf(current, size())), { defer: true }));
  const drag = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    setMove((at) => ({ ...at, x: at.x + event.movementX, y: at.y + event.movementY }));
  };
  return (
    <div class="map chart-drawing" ref={frame}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure around it has the title */}
      <svg width={size().width} height={size().height} onPointerMove={drag}>
        <rect class="map-water" width={size().width} height={size().height} />
        <path class="map-land" d={outline()} />
        <MapDots groups={groups()} width={size().width} height={size().height} />
      </svg>
      <div class="map-tools">
        <Button aria-label={t('ui.map.zoom-in')} onClick={() => setMove((at) => zoomBy(at, 2))}>
          +
        </Button>
        <Button aria-label={t('ui.map.zoom-out')} onClick={() => setMove((at) => zoomBy(at, 0.5))}>
          −
        </Button>
      </div>
    </div>
  );
}

function MapDots(props: { readonly groups: readonly PointGroup[]; readonly width: number; readonly height: number }) {
  const { formatNumber } = useMessages();
  const inside = createMemo(() =>
    props.groups.filter(({ x, y }) => x >= 0 && y >= 0 && x <= props.width && y <= props.height),
  );
  const labels = createMemo(() => {
    const named = inside().length <= MOST_LABELS ? inside().filter(({ points }) => points.length === 1) : [];
    const spots = named.map((group) => ({ of: group, x: group.x, y: group.y, text: group.points[0]?.label ?? '' }));
    const obstacles = inside()
      .filter((group) => !named.includes(group))
      .map(({ x, y, count }) => ({ x, y, radius: dotRadius(count) }));
    return placeLabels(spots, { width: props.width, bottom: props.height, em: EM_PX, obstacles });
  });
  const words = (group: PointGroup) =>
    group.points
      .slice(0, 5)
      .map(({ label, note }) => [label, note].filter(Boolean).join(': '))
      .join('; ') + (group.points.length > 5 ? ' …' : '');
  return (
    <For each={inside()}>
      {(group) => (
        <ChartLink record={group.points.length === 1 ? group.points[0]?.record : undefined} words={words(group)}>
          <circle class="map-dot" cx={group.x} cy={group.y} r={dotRadius(group.count)} />
          <Show when={group.count > 1}>
            <text class="map-count" x={group.x} y={group.y + 4} text-anchor="middle">
              {formatNumber(group.count)}
            </text>
          </Show>
          <Show when={labels().get(group)}>
            {(corner) => (
              <text class="map-label" x={corner().x} y={corner().y} text-anchor={corner().anchor}>
                {group.points[0]?.label}
              </text>
            )}
          </Show>
        </ChartLink>
      )}
    </For>
  );
}
