import { KIND_NAMES, kindNamed, type RecordSet } from '../../../../../features/register/records/kinds.ts';
import { canonicalCells } from '../../../../../kernel/record.ts';
import { inventCalendar } from './calendar.ts';
import { inventFigures } from './figures.ts';
import { inventLaw } from './law.ts';
import { inventObservers } from './observers.ts';
import { inventPeople } from './people.ts';
import { inventTerritory } from './places.ts';
import { inventStory } from './story.ts';

/** How large the invented country is, and which of its many twins it is. */
export interface CountrySize {
  /** The same seed gives the same country, on every machine. */
  readonly seed?: string;
  /** How many precincts, at least 20; 200 unless given. */
  readonly precincts?: number;
  /** Whether the voters of every precinct are claims too: one more record for each. */
  readonly isPlaceByPlace?: boolean;
}

/**
 * The presidential election of a country that does not exist: all kinds of records, as they lie in files. An ordinary
 * election of two rounds across a change of the clocks, with holidays, stations abroad, every way of a candidate to the
 * ballot and off it, contrary figures and gaps. Fixture for tests, screenshots and rehearsals; everybody is invented.
 *
 * @throws RangeError for fewer than 20 precincts.
 */
export function inventCountry(size: CountrySize = {}): RecordSet {
  const { seed = 'tilmara', precincts = 200, isPlaceByPlace = true } = size;
  if (precincts < 20) throw new RangeError(`Expected at least 20 precincts but found ${precincts}`);
  const territory = inventTerritory(seed, precincts);
  const invented: RecordSet = {
    ...inventLaw(),
    ...inventCalendar(),
    place: territory.places,
    'place-event': territory.events,
    commission: commissionsOf(territory.places.filter(({ level }) => level === 'constituency')),
    ...inventPeople(seed),
    ...inventObservers(),
    ...inventFigures(seed, territory, isPlaceByPlace),
    ...inventStory(),
  };
  return Object.fromEntries(
    KIND_NAMES.map((name) => [name, (invented[name] ?? []).map((cells) => canonicalCells(kindNamed(name), cells))]),
  );
}

function commissionsOf(constituencies: readonly { readonly code?: string; readonly name_en?: string }[]) {
  const sourced = { sources: 'S1', basis: 'sourced', confidence: 'high' };
  const highest = {
    key: 'ec',
    tier: 'ec',
    name_en: 'Electoral Commission of Tilmara',
    places: 'XA',
    formed: '2024',
    ...sourced,
  };
  const boards = constituencies.map(({ code = '', name_en = '' }) => ({
    key: `board-${code}`,
    tier: 'board',
    name_en: `Board of ${name_en}`,
    parent: 'ec',
    places: code,
    ...sourced,
  }));
  return [highest, ...boards];
}
