import { foldText, tagOfLanguage } from '../../../../kernel/text.ts';
import { type FoundPlace, parsePlaceQuery, rankPlaces } from '../../../register/places/search.ts';
import type { FileChoice } from '../../forms/checking/file-choices.ts';

/** Language tag → a name in it. */
export type Names = Readonly<Record<string, string>>;

/** Names of polling stations by their codes, as the register or a form has them; codes that neither names are left out. */
export type StationNames = Readonly<Record<string, Names>>;

/** A polling station that somebody may choose. */
export interface FoundStation {
  readonly code: string;
  /** As the register has it, or else as a form lists it; empty where it has none. */
  readonly names: Names;
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
  /** As the form shows it; empty: it has none. */
  readonly names: Names;
  /** Code, names, and whatever else its row says in letters, folded. */
  readonly search: string;
  /** What else its row says: codes of what it lies in may be among them. */
  readonly row: readonly string[];
}

/** A station of a form as it is searched. @param row what it says beside code and labels. */
export function listedStation({ value, labels }: FileChoice, row: readonly string[]): ListedStation {
  const said = row.filter((cell) => /\p{L}/u.test(cell));
  const search = foldText([value, ...Object.values(labels), ...said].join(' '));
  return { code: value, names: namesInFile(value, labels), search, row };
}

/** Names of a station out of a file: labels of forms often begin with the code, `0017 School`, which is no part of its name. */
export function namesInFile(code: string, labels: FileChoice['labels']): Names {
  const named = Object.entries(labels).map(([language, label]) => {
    const name = label.startsWith(`${code} `) ? label.slice(code.length).trim() : label;
    return [language === '' ? 'und' : (tagOfLanguage(language) ?? language), name === code ? '' : name] as const;
  });
  return Object.fromEntries(named.filter(([, name]) => name !== ''));
}

/** Language tag → name, of the cells of a record: `name_az-Cyrl` is the name in `az-Cyrl`. */
export function namesOf(cells: Readonly<Record<string, unknown>>): Names {
  const named = Object.entries(cells).filter(([column, name]) => column.startsWith('name_') && name !== '');
  return Object.fromEntries(named.map(([column, name]) => [column.slice('name_'.length), String(name)]));
}

/** So many of the stations of forms are looked at more closely. */
const MOST_MATCHES = 200;
/** Of so many, what they lie in is asked of the register. */
const MOST_PARTLY = 5_000;

/** Code of a place → which of the words it, or what it lies in, holds. */
export type HeldInAreas = ReadonlyMap<string, readonly boolean[]>;

/** Stations that forms list and that hold words. */
export interface ListedMatches {
  /** Those that hold every word, in themselves or in what their row says they lie in. */
  readonly whole: readonly ListedStation[];
  /** Those that hold some, each with which: what the register says of them may hold the others. */
  readonly partly: ReadonlyMap<ListedStation, readonly boolean[]>;
}

/**
 * The stations of forms that hold words; words of one or two letters at the beginning of a word alone. Each code is told
 * once, in the order of the lists.
 */
export function searchListed(
  lists: Iterable<readonly ListedStation[]>,
  words: readonly string[],
  areas: HeldInAreas,
): ListedMatches {
  const [whole, partly] = [new Map<string, ListedStation>(), new Map<string, ListedStation>()];
  const heldBy = new Map<ListedStation, readonly boolean[]>();
  for (const list of lists) {
    for (const station of list) {
      if (whole.has(station.code) || partly.has(station.code)) continue;
      const held = heldIn(station, words, areas);
      if (held.every((one) => one)) whole.set(station.code, station);
      else if (partly.size < MOST_PARTLY && held.some((one) => one)) {
        partly.set(station.code, station);
        heldBy.set(station, held);
      }
      if (whole.size === MOST_MATCHES) return { whole: [...whole.values()], partly: new Map() };
    }
  }
  return { whole: [...whole.values()], partly: heldBy };
}

function heldIn({ search, row }: ListedStation, words: readonly string[], areas: HeldInAreas): readonly boolean[] {
  const own = words.map((word) => holds(search, word));
  if (areas.size === 0 || own.every((one) => one)) return own;
  return row.reduce<readonly boolean[]>((held, cell) => joinHeld(held, areas.get(cell)), own);
}

/** Which words one of the two holds. */
export function joinHeld(one: readonly boolean[], other: readonly boolean[] | undefined): readonly boolean[] {
  return other === undefined ? one : one.map((isHeld, at) => isHeld || other[at] === true);
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
