/** A place of an election as a form lists it. */
export interface ListedPlace {
  readonly code: string;
  readonly level: 'constituency' | 'precinct';
  /** Empty where the register has no name. */
  readonly name: string;
  /** Code of the constituency that it lies in; null where it lies in none. */
  readonly constituency: string | null;
}

/** A candidate of an election as a form lists it. */
export interface ListedCandidate {
  readonly key: string;
  readonly name: string;
}

/** What an election knows that forms read. */
export interface RegisterLists {
  readonly places: readonly ListedPlace[];
  /** In the order of the ballot. */
  readonly candidates: readonly ListedCandidate[];
}

/** The tables that templates read and that an election can fill: name of the file → its rows, the header being the first. */
export function registerTables({ places, candidates }: RegisterLists): Map<string, string[][]> {
  const of = (level: ListedPlace['level']) => places.filter((place) => place.level === level);
  const stations = of('precinct').map((place) => [place.code, labelOf(place), place.constituency ?? '']);
  return new Map([
    ['constituencies.csv', [['name', 'label'], ...of('constituency').map((place) => [place.code, labelOf(place)])]],
    ['stations.csv', [['name', 'label', 'constituency'], ...stations]],
    ['candidates.csv', [['name', 'label'], ...candidates.map(({ key, name }) => [key, name])]],
  ]);
}

/** Code and name: observers know a station by its number, and are sure by its name. */
function labelOf({ code, name }: ListedPlace): string {
  return name === '' || name === code ? code : `${code} ${name}`;
}
