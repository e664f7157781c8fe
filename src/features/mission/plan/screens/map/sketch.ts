import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { DayRoutes, MapStation, PlacedStation } from '../../plan-replies.ts';
import {
  changesOf,
  isSameRoute,
  type KeptStop,
  lengthOf,
  moveStop,
  numberStops,
  stationsOf,
  withoutStop,
  withStop,
} from '../../routing/drawn-route.ts';

/** A stop of the route that is drawn. */
export interface SketchStop extends PlacedStation {
  /** The stop of the day that it is, once the route is saved. */
  readonly number: number;
  readonly change: 'new' | 'again' | 'moved' | null;
}

/** A route while it is drawn: the map and the list show the same one, and both draw on it. */
export type Sketch = ReturnType<typeof createSketch>;

/** The route of a team as it is kept, and what is drawn on it until it is saved. @param routes as the server told them last. */
export function createSketch(routes: Accessor<DayRoutes>) {
  const [drawn, setDrawn] = createSignal<readonly string[] | null>(null);
  const added = new Map<string, PlacedStation>();
  const kept = createMemo(() =>
    routes().own.map(({ station, position, mark }): KeptStop => ({ station, position, isOff: mark === 'called-off' })),
  );
  const stations = createMemo(() => drawn() ?? stationsOf(kept()));
  const changes = createMemo(() => changesOf(stations(), kept(), routes().first));
  const stops = createMemo(() => {
    const numbers = numberStops(stations(), kept(), routes().first);
    const own = new Map<string, PlacedStation>(routes().own.map((visit) => [visit.station, visit]));
    return stations().map((station, at): SketchStop => {
      const { names, point } = own.get(station) ?? added.get(station) ?? { names: null, point: null };
      return { station, names, point, number: numbers[at] ?? 0, change: changeOf(changes(), station) };
    });
  });
  const others = createMemo(() => teamsByStation(routes()));
  return {
    stops,
    changes,
    isChanged: () => !isSameRoute(stations(), kept()),
    has: (station: string) => stations().includes(station),
    /** Codes of other teams that are expected there. */
    othersAt: (station: string) => others().get(station) ?? [],
    length: () => lengthOf(stops().map(({ point }) => point)),
    add: (found: PlacedStation) => {
      added.set(found.station, found);
      setDrawn(withStop(stations(), found.station));
    },
    remove: (station: string) => setDrawn(withoutStop(stations(), station)),
    move: (station: string, by: number) => setDrawn(moveStop(stations(), station, by)),
    undo: () => setDrawn(null),
    body: createBody({ stations, others, routes }),
  };
}

/** What is sent of a route. Sent again, because no answer came, a new stop is the same visit. */
function createBody(of: {
  readonly stations: Accessor<readonly string[]>;
  readonly others: Accessor<ReadonlyMap<string, unknown>>;
  readonly routes: Accessor<DayRoutes>;
}) {
  const ids = new Map<string, string>();
  const idOf = (station: string) => {
    const id = ids.get(station) ?? crypto.randomUUID();
    ids.set(station, id);
    return id;
  };
  return () => ({
    stops: of.stations().map((station) => ({ id: idOf(station), station, isFree: !of.others().has(station) })),
    seen: of.routes().own.map(({ id, revision }) => ({ id, revision })),
  });
}

function changeOf(changes: ReturnType<typeof changesOf>, station: string): SketchStop['change'] {
  if (changes.added.includes(station)) return 'new';
  if (changes.again.includes(station)) return 'again';
  return changes.moved.includes(station) ? 'moved' : null;
}

function teamsByStation({ others }: DayRoutes): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { team, stops } of others) {
    for (const { station } of stops) found.set(station, [...(found.get(station) ?? []), team]);
  }
  return found;
}

/** How a station is named where it stands alone: its code, and its name in the language of the reader. */
export function nameOfStation(
  { station, names }: Pick<MapStation, 'station' | 'names'>,
  localized: (names: Readonly<Record<string, string>>) => { readonly text: string } | null,
): string {
  return `${station} ${localized(names ?? {})?.text ?? ''}`.trim();
}
