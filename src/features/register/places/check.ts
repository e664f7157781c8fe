import { findCircles } from '../../../kernel/circles.ts';
import { errorAt, type RecordPlace, type RuleFault, warningAt } from '../../../kernel/issue.ts';
import { exactDay } from '../../../kernel/when.ts';
import type { Place, PlaceEvent } from './place.ts';

/** What the rules of places look at. */
export interface PlaceRecords {
  readonly places: readonly Place[];
  readonly events: readonly PlaceEvent[];
}

/**
 * What is wrong with the tree of places and its history, in time that grows with the number of rows only. Errors: a
 * circle, a place within a precinct, a station that is no precinct, half a position, a validity that ends before it
 * begins, an event without any place. Warnings: validity outside that of the place above, one number twice at the same
 * time, an event that the dates of the place do not bear out.
 */
export function checkPlaces(records: PlaceRecords): RuleFault[] {
  const placeOf = new Map(records.places.map((place) => [place.code, place]));
  return [
    ...checkCircles(records.places, placeOf),
    ...records.places.flatMap((place) => checkPlace(place, placeOf.get(place.parent ?? ''))),
    ...checkNumbers(records.places),
    ...records.events.flatMap((event) => checkEvent(event, placeOf.get(event.place ?? ''))),
  ];
}

function checkCircles(places: readonly Place[], placeOf: ReadonlyMap<string, Place>): RuleFault[] {
  const parentsOf = (code: string) => {
    const parent = placeOf.get(code)?.parent ?? null;
    return parent === null ? [] : [parent];
  };
  const codes = places.map(({ code }) => code);
  return findCircles(codes, parentsOf).map((circle) =>
    errorAt(placeCell(circle[0] ?? '', 'parent'), 'place-circle', { found: circle.join(' → ').slice(0, 400) }),
  );
}

function checkPlace(place: Place, parent: Place | undefined): RuleFault[] {
  const faults: RuleFault[] = [];
  if (place.station !== null && place.level !== 'precinct') {
    faults.push(errorAt(placeCell(place.code, 'station'), 'place-station', { found: place.level }));
  }
  if ((place.latitude === null) !== (place.longitude === null)) {
    const column = place.latitude === null ? 'latitude' : 'longitude';
    faults.push(errorAt(placeCell(place.code, column), 'place-position'));
  }
  if (place.valid_from !== null && place.valid_to !== null && place.valid_to < place.valid_from) {
    const parameters = { found: place.valid_to, wanted: place.valid_from };
    faults.push(errorAt(placeCell(place.code, 'valid_to'), 'place-validity', parameters));
  }
  return parent === undefined ? faults : [...faults, ...checkWithin(place, parent)];
}

function checkWithin(place: Place, parent: Place): RuleFault[] {
  if (parent.level === 'precinct') {
    return [errorAt(placeCell(place.code, 'parent'), 'place-in-precinct', { found: parent.code })];
  }
  const startsEarly = parent.valid_from !== null && isBefore(place.valid_from, parent.valid_from);
  const endsLate = parent.valid_to !== null && isBefore(parent.valid_to, place.valid_to);
  if (!startsEarly && !endsLate) return [];
  const column = startsEarly ? 'valid_from' : 'valid_to';
  return [warningAt(placeCell(place.code, column), 'place-outlives-parent', { found: parent.code })];
}

/** A validity that says nothing is taken as that of the place above. */
function isBefore(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a < b;
}

/** Two places of one level and parent that bear the same number at the same time. */
function checkNumbers(places: readonly Place[]): RuleFault[] {
  const bearers = new Map<string, Place>();
  return places.flatMap((place) => {
    if (place.number === null) return [];
    const key = JSON.stringify([place.parent, place.level, place.number]);
    const other = bearers.get(key);
    bearers.set(key, place);
    if (other === undefined || isBefore(other.valid_to, place.valid_from)) return [];
    if (isBefore(place.valid_to, other.valid_from)) return [];
    const parameters = { found: place.number, wanted: other.code };
    return [warningAt(placeCell(place.code, 'number'), 'place-number', parameters)];
  });
}

function checkEvent(event: PlaceEvent, place: Place | undefined): RuleFault[] {
  const at = (column: string) => ({ kind: 'place-event', key: event.key, column });
  if (event.place === null && event.place_as_stated === null) return [errorAt(at('place'), 'place-event-nowhere')];
  if (place === undefined) return [];
  const day = exactDay(event.date);
  if (event.event === 'opened' && day !== null && place.valid_from !== null && day !== place.valid_from) {
    return [warningAt(at('date'), 'place-event-opened', { found: day, wanted: place.valid_from })];
  }
  if (event.event === 'closed' && place.valid_to === null) {
    return [warningAt(at('event'), 'place-event-closed', { found: place.code })];
  }
  return [];
}

function placeCell(code: string, column: string): RecordPlace {
  return { kind: 'place', key: code, column };
}
