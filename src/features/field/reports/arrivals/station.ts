import { foldText } from '../../../../kernel/text.ts';
import { type FoundPlace, parsePlaceQuery, rankPlaces } from '../../../register/places/search.ts';

/** Language tag → a name in it. */
export type Names = Readonly<Record<string, string>>;

/** Names of polling stations by their codes, as the register has them; codes that it does not name are left out. */
export type StationNames = Readonly<Record<string, Names>>;

/** A polling station that somebody may choose. */
export interface FoundStation {
  readonly code: string;
  /** As the register has it; empty where it has none. */
  readonly names: Names;
  /** As a form lists it, where the register does not have it. */
  readonly label: string | null;
  /** What it lies in, the nearest first, without the country; each under its code where it has no name. */
  readonly within: readonly { readonly code: string; readonly names: Names }[];
}

/** Stations that answer what was typed, best first. */
export interface StationMatches {
  readonly stations: readonly FoundStation[];
  /** There are more than are told. */
  readonly isCut: boolean;
}

/** A station that a form lists, ready to be searched. */
export interface ListedStation {
  readonly code: string;
  /** Empty: it has none. */
  readonly label: string;
  /** Code and label, folded. */
  readonly search: string;
}

/** A station of a form as it is searched. @param label as the form shows it. */
export function listedStation(code: string, label: string): ListedStation {
  return { code, label, search: foldText(`${code} ${label}`) };
}

/** Language tag → name, of the cells of a record: `name_az-Cyrl` is the name in `az-Cyrl`. */
export function namesOf(cells: Readonly<Record<string, unknown>>): Names {
  const named = Object.entries(cells).filter(([column, name]) => column.startsWith('name_') && name !== '');
  return Object.fromEntries(named.map(([column, name]) => [column.slice('name_'.length), String(name)]));
}

/** So many of the stations of forms are looked at more closely. */
const MOST_MATCHES = 200;

/**
 * The stations of a form that hold every word; words of one or two letters at the beginning of a word alone. Each code is
 * told once, in the order of the lists.
 */
export function searchListed(lists: Iterable<readonly ListedStation[]>, typed: string): readonly ListedStation[] {
  const words = parsePlaceQuery(typed)?.words ?? [];
  const found = new Map<string, ListedStation>();
  if (words.length === 0) return [];
  for (const list of lists) {
    for (const station of list) {
      if (!found.has(station.code) && words.every((word) => holds(station.search, word))) {
        found.set(station.code, station);
        if (found.size === MOST_MATCHES) return [...found.values()];
      }
    }
  }
  return [...found.values()];
}

function holds(search: string, word: string): boolean {
  return [...word].length >= 3 ? search.includes(word) : search.startsWith(word) || search.includes(` ${word}`);
}

/** What was found in the register and in forms in one order, best first; what both have is told as of the register. */
export function rankStations<S extends FoundPlace>(
  typed: string,
  { register, listed }: { readonly register: readonly S[]; readonly listed: readonly ListedStation[] },
): readonly (S | ListedStation)[] {
  const query = parsePlaceQuery(typed);
  if (query === null) return [];
  const plain = { number: null, level: 'precinct', isWithin: false } as const;
  const known = new Set(register.map(({ code }) => code));
  const others = listed.filter(({ code }) => !known.has(code)).map((station) => ({ ...station, ...plain }));
  return rankPlaces<S | (ListedStation & FoundPlace)>(query, [...register, ...others]);
}
