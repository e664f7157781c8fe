import { createMemo, For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import type { MapPoint } from '../../../../../../platform/ui/map/map-point.ts';
import { dotRadius, groupPoints, type PointGroup } from '../../../../../../platform/ui/map/map-points.ts';
import type { MapView } from '../../../../../../platform/ui/map/movable-map.tsx';
import type { MapStation, MapStations } from '../../../plan-replies.ts';
import { nameOfStation, type Sketch, type SketchStop } from '../sketch.ts';
import { StopDisc } from './route-line.tsx';

/** Stations whose marks would touch are one mark. */
const CELL_PX = 22;
/** Where more are seen, marks have no label and no place in the order of the Tab key. */
const MOST_LABELS = 40;

/** A mark of the map: a station, or several at once. */
interface Mark extends PointGroup {
  readonly stations: readonly MapStation[];
  readonly taken: number;
}

export interface MarksProps {
  readonly view: MapView;
  readonly stations: MapStations;
  readonly sketch: Sketch;
  readonly canDraw: boolean;
  readonly onStation: (station: MapStation) => void;
  /** Several stations: they lie near each other, or all are at one spot. */
  readonly onSeveral: (mark: {
    readonly stations: readonly MapStation[];
    readonly points: readonly MapPoint[];
  }) => void;
}

/** The stations that are on no stop of the route, those near each other as one. */
export function StationMarks(props: MarksProps) {
  const { t } = useMessages();
  const marks = createMemo(() => marksOf(props.stations, props.sketch, props.view));
  const seen = createMemo(() => {
    const { shift, size } = props.view;
    return marks().filter(({ x, y }) => {
      const [left, top] = [x + shift.x, y + shift.y];
      return left >= 0 && top >= 0 && left <= size.width && top <= size.height;
    });
  });
  const areFew = () => seen().length <= MOST_LABELS;
  const words = useStationWords(() => props.sketch);
  const told = ({ count, stations, taken }: Mark) =>
    count === stations.length
      ? stations.slice(0, 5).map(words).join('; ') + (count > 5 ? ' …' : '')
      : t('planMap.cluster', { count, taken });
  const press = (mark: Mark) => {
    const [station] = mark.stations;
    if (mark.count > 1 || station === undefined) props.onSeveral(mark);
    else if (props.canDraw) props.onStation(station);
  };
  return (
    <For each={marks()}>
      {(mark) => (
        <MarkButton
          words={mark.count === 1 && props.canDraw ? t('planMap.add-here', { station: told(mark) }) : told(mark)}
          isReached={areFew() && seen().includes(mark)}
          onPress={() => press(mark)}
        >
          <MarkShape mark={mark} />
          <Show when={areFew() && mark.count === 1}>
            <text class="map-label" x={mark.x + 8} y={mark.y + 4}>
              {mark.stations[0]?.station}
            </text>
          </Show>
        </MarkButton>
      )}
    </For>
  );
}

/** A square where somebody is expected at all of it, a disc elsewhere. */
function MarkShape(props: { readonly mark: Mark }) {
  const { formatNumber } = useMessages();
  const radius = () => dotRadius(props.mark.count);
  const isTaken = () => props.mark.taken === props.mark.count;
  return (
    <>
      <Show
        when={isTaken()}
        fallback={<circle class="map-dot route-free" cx={props.mark.x} cy={props.mark.y} r={radius()} />}
      >
        <rect
          class="map-dot route-taken"
          x={props.mark.x - radius()}
          y={props.mark.y - radius()}
          width={2 * radius()}
          height={2 * radius()}
        />
      </Show>
      <Show when={props.mark.count > 1}>
        <text class="map-count" x={props.mark.x} y={props.mark.y + 4} text-anchor="middle">
          {formatNumber(props.mark.count)}
        </text>
      </Show>
    </>
  );
}

/** The stops of the route that is drawn: pressed, they go out of it. */
export function StopMarks(props: { readonly view: MapView; readonly sketch: Sketch; readonly canDraw: boolean }) {
  const { t, localized } = useMessages();
  const words = (stop: SketchStop) =>
    `${t('planMap.stop-named', { number: stop.number, station: nameOfStation(stop, localized) })}${
      props.canDraw ? `. ${t('planMap.out', { station: stop.station })}` : ''
    }`;
  return (
    <For each={props.sketch.stops()}>
      {(stop) => (
        <Show when={stop.point === null ? null : props.view.place(stop.point)}>
          {(at) => (
            <MarkButton
              words={words(stop)}
              isReached={props.canDraw}
              onPress={() => props.canDraw && props.sketch.remove(stop.station)}
            >
              <StopDisc at={at()} number={stop.number} />
            </MarkButton>
          )}
        </Show>
      )}
    </For>
  );
}

/** Pressed by pointer, Enter or Space; by the Tab key only where `isReached`. */
function MarkButton(props: {
  readonly words: string;
  readonly isReached: boolean;
  readonly onPress: () => void;
  readonly children: JSX.Element;
}) {
  const key = (event: KeyboardEvent & { readonly currentTarget: Element }) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    // What was pressed is drawn as something else afterwards: the map keeps the focus.
    const map = event.currentTarget.closest<HTMLElement>('[tabindex="0"]:not(.route-mark)');
    props.onPress();
    map?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no buttons of its own
    <g
      class="route-mark"
      role="button"
      tabindex={props.isReached ? 0 : -1}
      aria-label={props.words}
      onClick={() => props.onPress()}
      onKeyDown={key}
    >
      <title>{props.words}</title>
      {props.children}
    </g>
  );
}

/** A station in words: its code and name, and who is expected there. */
export function useStationWords(sketch: () => Sketch) {
  const { t, localized } = useMessages();
  return (station: MapStation) => {
    const others = sketch().othersAt(station.station);
    const name = nameOfStation(station, localized);
    return others.length === 0 ? name : `${name}, ${t('planMap.expected-here', { teams: others.join(', ') })}`;
  };
}

function marksOf(found: MapStations, sketch: Sketch, view: MapView): Mark[] {
  if (found.as === 'clusters') {
    const points = found.clusters.map((cluster, at) => ({
      ...cluster,
      id: String(at),
      label: '',
      count: cluster.stations,
    }));
    const taken = (ids: readonly MapPoint[]) =>
      ids.reduce((sum, { id }) => sum + (found.clusters[Number(id)]?.taken ?? 0), 0);
    return groupPoints(points, view.place, CELL_PX).map((group) => ({
      ...group,
      stations: [],
      taken: taken(group.points),
    }));
  }
  const free = new Map(found.stations.filter(({ station }) => !sketch.has(station)).map((one) => [one.station, one]));
  const points = [...free.values()].flatMap(({ station, point }) =>
    point === null ? [] : [{ id: station, label: station, ...point }],
  );
  return groupPoints(points, view.place, CELL_PX).map((group) => {
    const stations = group.points.flatMap(({ id }) => free.get(id) ?? []);
    return { ...group, stations, taken: stations.filter(({ station }) => sketch.othersAt(station).length > 0).length };
  });
}
