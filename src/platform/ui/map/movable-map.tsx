import { geoPath } from 'd3-geo';
import { type Accessor, createEffect, createMemo, createResource, createSignal, type JSX, on } from 'solid-js';
import { useMessages } from '../../i18n/language-provider.tsx';
import { createDrawingWidth } from '../charts/frame/drawing-width.ts';
import { Button } from '../parts/actions/button.tsx';
import { loadLand } from './land.ts';
import { boxOf, type MapBox, type MapMove, moveTo, NO_MOVE, projectionOf, zoomBy } from './map-view.ts';
import './map.css';

const RATIO = 0.68;
const TALLEST_PX = 620;
const LEAST_PX = 280;
const STEP_PX = 80;
/** Less is a press, and no drag. */
const DRAG_PX = 4;

interface Spot {
  readonly latitude: number;
  readonly longitude: number;
}

/** What is drawn on the map is drawn with. */
export interface MapView {
  /** Where a point lies in px, at the zoom that is seen; all of it is shifted by `shift` after that. */
  readonly place: (point: Spot) => readonly [number, number] | null;
  readonly zoom: number;
  readonly shift: { readonly x: number; readonly y: number };
  readonly size: { readonly width: number; readonly height: number };
}

interface MovableProps {
  readonly label: string;
  /** What is seen at first, and with *Show all of it*. */
  readonly around: readonly Spot[];
  /** Where to go; another list goes again. Null: nowhere. */
  readonly goal?: readonly Spot[] | null | undefined;
  /** Told what is seen, at first and after each move. */
  readonly onMove?: ((box: MapBox) => void) | undefined;
  readonly children: (view: Accessor<MapView>) => JSX.Element;
}

/** A map of land and water that is dragged, zoomed by wheel and buttons, and moved by keys; what stands on it is its children. */
export function MovableMap(props: MovableProps) {
  const [frame, width] = createDrawingWidth();
  const [land] = createResource(loadLand);
  const size = createMemo(() => ({
    width: width(),
    height: Math.max(LEAST_PX, Math.min(TALLEST_PX, Math.round(width() * RATIO))),
  }));
  const first = createMemo(() => projectionOf(props.around, size(), NO_MOVE));
  const moves = createMoves(size);
  const projection = createMemo(() => projectionOf(props.around, size(), moves.move()));
  const outline = createMemo(() => {
    const shape = land();
    return shape === undefined ? '' : (geoPath(projection())(shape) ?? '');
  });
  // By the zoom alone: dragging shifts what is drawn and draws nothing anew.
  const zoom = createMemo(() => moves.move().zoom);
  const place = createMemo(() => {
    const [{ width: wide, height }, near, project] = [size(), zoom(), first()];
    return ({ latitude, longitude }: Spot): readonly [number, number] | null => {
      const at = project([longitude, latitude]);
      return at === null ? null : [wide / 2 + (at[0] - wide / 2) * near, height / 2 + (at[1] - height / 2) * near];
    };
  });
  const view: Accessor<MapView> = () => ({ place: place(), zoom: zoom(), shift: moves.move(), size: size() });
  createEffect(() => props.onMove?.(boxOf(projection(), size())));
  // Told again with what else is given anew, it is the same place, from which the reader may have gone on.
  const goal = createMemo(() => props.goal);
  createEffect(on(goal, (spots) => spots && spots.length > 0 && moves.set(moveTo(spots, first(), size()))));
  return (
    <div class="map map-movable chart-drawing" ref={frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of marks, and no fieldset */}
      <div class="map-window" role="group" aria-label={props.label} tabindex="0" onKeyDown={moves.onKey}>
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: the group around it has the name */}
        <svg
          width={size().width}
          height={size().height}
          onPointerDown={moves.onDown}
          onPointerMove={moves.onDrag}
          onWheel={moves.onWheel}
          on:click={{ handleEvent: moves.onClick, capture: true }}
        >
          <rect class="map-water" width={size().width} height={size().height} />
          <path class="map-land" d={outline()} />
          <g transform={`translate(${moves.move().x} ${moves.move().y})`}>{props.children(view)}</g>
        </svg>
      </div>
      <MoveButtons onZoom={(factor) => moves.set(zoomBy(moves.move(), factor))} onWhole={() => moves.set(NO_MOVE)} />
    </div>
  );
}

function MoveButtons(props: { readonly onZoom: (factor: number) => void; readonly onWhole: () => void }) {
  const { t } = useMessages();
  return (
    <div class="map-tools">
      <Button aria-label={t('ui.map.zoom-in')} onClick={() => props.onZoom(2)}>
        +
      </Button>
      <Button aria-label={t('ui.map.zoom-out')} onClick={() => props.onZoom(0.5)}>
        −
      </Button>
      <Button aria-label={t('ui.map.whole')} onClick={() => props.onWhole()}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" fill="none" stroke="currentColor" stroke-width="1.5" />
        </svg>
      </Button>
    </div>
  );
}

const KEYS: Readonly<Record<string, (move: MapMove) => MapMove>> = {
  ArrowLeft: (move) => ({ ...move, x: move.x + STEP_PX }),
  ArrowRight: (move) => ({ ...move, x: move.x - STEP_PX }),
  ArrowUp: (move) => ({ ...move, y: move.y + STEP_PX }),
  ArrowDown: (move) => ({ ...move, y: move.y - STEP_PX }),
  '+': (move) => zoomBy(move, 2),
  '=': (move) => zoomBy(move, 2),
  '-': (move) => zoomBy(move, 0.5),
  Home: () => NO_MOVE,
};

/** How far the reader has gone, by whichever way. */
function createMoves(size: Accessor<{ readonly width: number; readonly height: number }>) {
  const [move, set] = createSignal<MapMove>(NO_MOVE);
  let dragged = 0;
  return {
    move,
    set,
    onDown: () => {
      dragged = 0;
    },
    onDrag: (event: PointerEvent) => {
      if (event.buttons !== 1) return;
      dragged += Math.abs(event.movementX) + Math.abs(event.movementY);
      set((at) => ({ ...at, x: at.x + event.movementX, y: at.y + event.movementY }));
    },
    /** Whoever drags presses nothing. */
    onClick: (event: MouseEvent) => {
      if (event.detail > 0 && dragged > DRAG_PX) event.stopPropagation();
    },
    onWheel: (event: WheelEvent & { readonly currentTarget: Element }) => {
      event.preventDefault();
      const { left, top } = event.currentTarget.getBoundingClientRect();
      const around = { x: event.clientX - left - size().width / 2, y: event.clientY - top - size().height / 2 };
      set((at) => zoomBy(at, 2 ** (-event.deltaY / 240), around));
    },
    onKey: (event: KeyboardEvent) => {
      const next = KEYS[event.key];
      if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      set(next);
    },
  };
}
