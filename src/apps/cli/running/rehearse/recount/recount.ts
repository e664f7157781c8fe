import { matchReports, type VisitReport } from '../../../../../features/field/visits/match-reports.ts';
import {
  bestStatus,
  countStatuses,
  statusOf,
  type VisitStatus,
} from '../../../../../features/field/visits/response.ts';
import type { ResponseBoard, ShownResponse } from '../../../../../features/field/visits/visit-replies.ts';
import type { ExpectedVisit } from '../../../../../features/mission/plan/visit.ts';

/** What is counted anew, from nothing but the plan, the reports as they were sent, and what the desk did. */
export interface RecountGround {
  readonly expected: readonly ExpectedVisit[];
  readonly reports: readonly VisitReport[];
  /** Phase → ids of its forms. */
  readonly formsOf: (phase: string) => readonly string[];
}

/** A number that the board has otherwise than the recount. */
export interface Disagreement {
  readonly what: string;
  readonly board: number;
  readonly recount: number;
}

/** Every number of the board, counted from reports; those that are not the same. Empty: they agree. */
export function compareBoard(board: ResponseBoard, ground: RecountGround): Disagreement[] {
  const { visits, unplaced } = matchReports(ground.expected, ground.reports);
  const visitOf = new Map(visits.map((visit) => [visit.expectedId, visit]));
  const lacking = (lack: string) => unplaced.filter(({ standing }) => standing === lack).length;
  const unplacedTold = { team: lacking('no-team'), station: lacking('no-station'), phase: lacking('no-phase') };
  const phases = board.phases.flatMap(({ key, dueAt, visits: shown, stations }) => {
    const isDue = Date.parse(dueAt) <= Date.parse(board.at);
    const own = ground.expected.filter(({ phase, mark }) => phase === key && mark !== 'called-off');
    const standing = own.map((one) => {
      const visit = visitOf.get(one.id) ?? null;
      return { ...one, status: statusOf(one, visit, { forms: ground.formsOf(key), isDue }) };
    });
    const others = visits.filter((visit) => visit.phase === key && visit.expectedId === null);
    const reports = visits.filter(({ phase }) => phase === key).reduce((sum, one) => sum + one.reports.length, 0);
    const kinds = (kind: string) => others.filter((visit) => visit.standing === kind).length;
    const unexpected = { otherTeam: kinds('other-team'), elsewhere: kinds('elsewhere'), extra: kinds('extra') };
    return [
      ...differences(`${key}, visits`, shown, {
        ...countStatuses(standing.map(({ status }) => status)),
        unexpected,
        reports,
      }),
      ...differences(`${key}, stations`, stations, { ...countStatuses(perStation(standing)) }),
    ];
  });
  return [...phases, ...totalsOf(board), ...differences('reports without a place', board.unplaced, unplacedTold)];
}

/** How each station stands, once, whoever is expected there. */
function perStation(visits: readonly { readonly station: string; readonly status: VisitStatus }[]): VisitStatus[] {
  const byStation = new Map<string, VisitStatus[]>();
  for (const { station, status } of visits) byStation.set(station, [...(byStation.get(station) ?? []), status]);
  return [...byStation.values()].map(bestStatus);
}

/** The totals are the sums of the phases; a day as a whole counts nothing twice either. */
function totalsOf({ phases, total }: ResponseBoard): Disagreement[] {
  return (['visits', 'stations'] as const).flatMap((unit) => {
    const sum = (of: (response: ShownResponse) => number) => phases.reduce((all, phase) => all + of(phase[unit]), 0);
    const summed = { expected: sum(({ expected }) => expected), received: sum(({ received }) => received) };
    return differences(`total, ${unit}`, total[unit], summed);
  });
}

type Numbers = { readonly [name: string]: number | Numbers };

/** Numbers of `recounted` that `shown` has otherwise. */
function differences(what: string, shown: object, recounted: object): Disagreement[] {
  return Object.entries(recounted as Numbers).flatMap(([name, value]) => {
    const told = (shown as Numbers)[name];
    if (typeof value !== 'number') return differences(`${what}, ${name}`, (told ?? {}) as Numbers, value);
    const board = typeof told === 'number' ? told : Number.NaN;
    return board === value ? [] : [{ what: `${what}, ${name}`, board, recount: value }];
  });
}
