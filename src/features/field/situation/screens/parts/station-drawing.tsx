import { geoPath } from 'd3-geo';
import { createMemo, createResource, For } from 'solid-js';
import { createDrawingWidth } from '../../../../../platform/ui/charts/frame/drawing-width.ts';
import { loadLand } from '../../../../../platform/ui/map/land.ts';
import { dotRadius } from '../../../../../platform/ui/map/map-points.ts';
import { NO_MOVE, projectionOf } from '../../../../../platform/ui/map/map-view.ts';
import { STATUS_SHAPES } from '../../../../../platform/ui/parts/marks/mark-shapes.tsx';
import '../../../../../platform/ui/map/map.css';
import type { StationSpot } from '../../situation.ts';
import { STATE_SHAPES } from './state-mark.tsx';

/** Signs of stations on the land; those that stand for many lie below. */
export function StationDrawing(props: {
  readonly spots: readonly StationSpot[];
  readonly height: number;
  readonly wordsOf: (spot: StationSpot) => string;
}) {
  const [frame, width] = createDrawingWidth();
  const [land] = createResource(loadLand);
  const size = () => ({ width: width(), height: props.height });
  const projection = createMemo(() => projectionOf(props.spots, size(), NO_MOVE));
  const outline = createMemo(() => {
    const shape = land();
    return shape === undefined ? '' : (geoPath(projection())(shape) ?? '');
  });
  const placed = createMemo(() =>
    props.spots.flatMap((spot) => {
      const at = projection()([spot.longitude, spot.latitude]);
      return at === null ? [] : [{ spot, x: at[0], y: at[1], radius: dotRadius(spot.count) }];
    }),
  );
  return (
    <div class="map chart-drawing room-map" ref={frame}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure around it has the title */}
      <svg width={width()} height={props.height}>
        <rect class="map-water" width={width()} height={props.height} />
        <path class="map-land" d={outline()} />
        <For each={placed()}>
          {({ spot, x, y, radius }) => (
            <g
              class="room-spot"
              data-status={STATE_SHAPES[spot.status]}
              transform={`translate(${x - radius} ${y - radius}) scale(${radius / 6})`}
            >
              <title>{props.wordsOf(spot)}</title>
              <circle class="room-spot-under" cx="6" cy="6" r="7" />
              {STATUS_SHAPES[STATE_SHAPES[spot.status]]()}
            </g>
          )}
        </For>
      </svg>
    </div>
  );
}
