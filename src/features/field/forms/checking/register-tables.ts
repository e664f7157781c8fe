import type { CandidateStep } from '../../../register/candidates/candidate.ts';
import { type CandidateStatus, candidatePath } from '../../../register/candidates/path.ts';

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
  /** Place on the ballot; null where the register does not say. */
  readonly ballotOrder: number | null;
  /** All that is recorded of the candidate's way, in any order. */
  readonly steps: readonly CandidateStep[];
}

/** What an election knows that forms read. */
export interface RegisterLists {
  readonly places: readonly ListedPlace[];
  /** In the order of the file. */
  readonly candidates: readonly ListedCandidate[];
}

/** Name of the file of polling stations. */
export const STATIONS_FILE = 'stations.csv';

/** The tables that templates read and that an election can fill: name of the file → its rows, the header being the first. */
export function registerTables({ places, candidates }: RegisterLists): Map<string, string[][]> {
  const of = (level: ListedPlace['level']) => places.filter((place) => place.level === level);
  const stations = of('precinct').map((place) => [place.code, labelOf(place), place.constituency ?? '']);
  return new Map([
    ['constituencies.csv', [['name', 'label'], ...of('constituency').map((place) => [place.code, labelOf(place)])]],
    [STATIONS_FILE, [['name', 'label', 'constituency'], ...stations]],
    ['candidates.csv', [['name', 'label'], ...onBallot(candidates).map(({ key, name }) => [key, name])]],
  ]);
}

const OFF_BALLOT: readonly CandidateStatus[] = [
  'nomination-refused',
  'registration-refused',
  'deregistered',
  'withdrawn',
];

/** Who was registered and still is, or has a place on the ballot and was not struck off: in the order of the ballot, the others after. */
function onBallot(candidates: readonly ListedCandidate[]): ListedCandidate[] {
  const listed = candidates.filter(({ ballotOrder, steps }) => {
    const { status } = candidatePath(steps);
    return status === 'registered' || (ballotOrder !== null && !OFF_BALLOT.includes(status));
  });
  const placeOf = ({ ballotOrder }: ListedCandidate) => ballotOrder ?? Number.POSITIVE_INFINITY;
  return listed.sort((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)));
}

/** Code and name: observers know a station by its number, and are sure by its name. */
function labelOf({ code, name }: ListedPlace): string {
  return name === '' || name === code ? code : `${code} ${name}`;
}
