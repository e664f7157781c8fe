import { createMemo, createResource, For, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../../platform/ui/api.ts';
import type { MapBox } from '../../../../../../platform/ui/map/map-view.ts';
import { MovableMap } from '../../../../../../platform/ui/map/movable-map.tsx';
import type { DayRoutes, MapArea, MapStation, MapStations } from '../../../plan-replies.ts';
import type { Sketch } from '../sketch.ts';
import { RouteLine } from './route-line.tsx';
import { createSeenBox } from './seen-box.ts';
import type { Spot } from './spots.ts';
import { cornersOf } from './spots.ts';
import { StationMarks, StopMarks } from './station-marks.tsx';

export interface RouteMapProps {
  /** Of the mission's plan, as an address. */
  readonly base: string;
  readonly when: { readonly day: string; readonly phase: string };
  readonly all: MapArea;
  readonly routes: DayRoutes;
  readonly team: string | null;
  readonly sketch: Sketch;
  readonly canDraw: boolean;
  readonly goal: readonly Spot[] | null;
  readonly onGo: (spots: readonly Spot[]) => void;
  /** Several stations at one spot, which no zoom tells apart. */
  readonly onSpot: (stations: readonly MapStation[]) => void;
}

/** So near each other, in degrees, stations are at one spot. */
const ONE_SPOT = 0.0004;

/** The stations that are seen, the route of the team that is drawn, and faintly those of others. */
export function RouteMap(props: RouteMapProps) {
  const { t } = useMessages();
  const [box, follow] = createSeenBox();
  const path = createMemo(() => {
    const seen = box();
    if (seen === null) return null;
    const edges = Object.entries(seen).map(([edge, degrees]) => [edge, degrees.toFixed(4)] as [string, string]);
    return `${props.base}/map/stations?${new URLSearchParams([...Object.entries(props.when), ...edges])}`;
  });
  // After something was saved, others may be expected there.
  const routes = createMemo(() => props.routes);
  const [stations] = createResource(
    () => [path(), routes()] as const,
    ([address]) => (address === null ? undefined : api.get<MapStations>(address)),
  );
  const shown = () => (stations.error === undefined ? stations.latest : undefined);
  const several = ({ points, stations: these }: Parameters<Parameters<typeof StationMarks>[0]['onSeveral']>[0]) => {
    const isOneSpot = ['latitude', 'longitude'].every((axis) => {
      const degrees = points.map((point) => point[axis as 'latitude']);
      return Math.max(...degrees) - Math.min(...degrees) < ONE_SPOT;
    });
    if (these.length > 1 && isOneSpot) props.onSpot(these);
    else props.onGo(points.length > 1 ? points : around(points[0], box()));
  };
  return (
    <MovableMap label={t('planMap.title')} around={cornersOf(props.all.bounds)} goal={props.goal} onMove={follow}>
      {(view) => (
        <>
          <For each={props.routes.others}>
            {({ team, stops }, at) => (
              <RouteLine
                view={view()}
                label={team}
                pattern={at() + 1}
                isFaint
                stops={stops.map((stop) => ({ ...stop, number: stop.position }))}
              />
            )}
          </For>
          <Show when={shown()}>
            {(found) => (
              <StationMarks
                view={view()}
                stations={found()}
                sketch={props.sketch}
                canDraw={props.canDraw}
                onStation={props.sketch.add}
                onSeveral={several}
              />
            )}
          </Show>
          <Show when={props.team}>
            {(team) => <RouteLine view={view()} label={team()} pattern={0} stops={props.sketch.stops()} />}
          </Show>
          <StopMarks view={view()} sketch={props.sketch} canDraw={props.canDraw} />
        </>
      )}
    </MovableMap>
  );
}

/** A third of what is seen, around where many stations lie. */
function around(spot: Spot | undefined, box: MapBox | null): readonly Spot[] {
  if (spot === undefined || box === null) return [];
  const [high, wide] = [(box.north - box.south) / 6, (box.east - box.west) / 6];
  return [
    { latitude: spot.latitude - high, longitude: spot.longitude - wide },
    { latitude: spot.latitude + high, longitude: spot.longitude + wide },
  ];
}
