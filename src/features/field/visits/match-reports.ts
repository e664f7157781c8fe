import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import type { ExpectedVisit } from '../../mission/plan/visit.ts';

/** A report as far as the plan is concerned. */
export interface VisitReport {
  readonly id: string;
  /** Team of its device when it was filled; null: none had it. */
  readonly teamId: string | null;
  /** Code of the station that it counts for; null: it names none. */
  readonly station: string | null;
  /** Phase of its form; null: the form belongs to none. */
  readonly phase: string | null;
  /** Id of its form. */
  readonly form: string;
  readonly day: CalendarDate;
}

/**
 * How a report stands to the plan. `planned`: its team is expected there; `other-team`: another team is; `elsewhere`: its team is
 * expected in that phase of that day, at other stations only; `extra`: it is not expected anywhere then. Where a report cannot
 * be placed, what it lacks.
 */
export type Standing = 'planned' | 'other-team' | 'elsewhere' | 'extra' | 'no-team' | 'no-station' | 'no-phase';

/** A team at a station in a phase of a day, whether it was expected there or not. */
export interface Visit {
  readonly teamId: string;
  readonly day: CalendarDate;
  readonly station: string;
  readonly phase: string;
  readonly standing: Exclude<Standing, `no-${string}`>;
  /** The expected one that it is; null: none. */
  readonly expectedId: string | null;
  /** Ids of its reports, in their order. */
  readonly reports: readonly string[];
  /** Forms that it has reports of. */
  readonly forms: ReadonlySet<string>;
}

/** Visits that happened, and reports of which none can be made. */
export interface MatchedReports {
  readonly visits: readonly Visit[];
  readonly unplaced: readonly { readonly report: string; readonly standing: Extract<Standing, `no-${string}`> }[];
}

/**
 * Makes visits of reports, and finds each in the plan. Nothing is guessed: a team that went to another station than expected is
 * not said to have gone there in its place.
 *
 * @param expected at most one for a team, day, station and phase; called-off ones are expected no more.
 */
export function matchReports(expected: readonly ExpectedVisit[], reports: readonly VisitReport[]): MatchedReports {
  const plan = new Plan(expected.filter(({ mark }) => mark !== 'called-off'));
  const visits = new Map<string, Visit & { reports: string[]; forms: Set<string> }>();
  const unplaced: MatchedReports['unplaced'][number][] = [];
  for (const { id, form, day, teamId, station, phase } of reports) {
    if (teamId === null || station === null || phase === null) {
      unplaced.push({
        report: id,
        standing: teamId === null ? 'no-team' : station === null ? 'no-station' : 'no-phase',
      });
      continue;
    }
    const place = { teamId, day, station, phase };
    const name = nameOf(place);
    const visit = visits.get(name) ?? { ...place, ...plan.find(place), reports: [], forms: new Set<string>() };
    visit.reports.push(id);
    visit.forms.add(form);
    visits.set(name, visit);
  }
  return { visits: [...visits.values()], unplaced };
}

type Place = Pick<ExpectedVisit, 'teamId' | 'day' | 'station' | 'phase'>;

class Plan {
  private readonly ids = new Map<string, string>();
  private readonly stations = new Set<string>();
  private readonly teams = new Set<string>();

  constructor(expected: readonly ExpectedVisit[]) {
    for (const visit of expected) {
      this.ids.set(nameOf(visit), visit.id);
      this.stations.add(nameOf({ ...visit, teamId: '' }));
      this.teams.add(nameOf({ ...visit, station: '' }));
    }
  }

  find(place: Place): Pick<Visit, 'standing' | 'expectedId'> {
    const expectedId = this.ids.get(nameOf(place)) ?? null;
    if (expectedId !== null) return { standing: 'planned', expectedId };
    if (this.stations.has(nameOf({ ...place, teamId: '' }))) return { standing: 'other-team', expectedId };
    return { standing: this.teams.has(nameOf({ ...place, station: '' })) ? 'elsewhere' : 'extra', expectedId };
  }
}

function nameOf({ teamId, day, station, phase }: Place): string {
  return JSON.stringify([teamId, day, station, phase]);
}
