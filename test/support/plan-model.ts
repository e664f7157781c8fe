import fc from 'fast-check';
import { matchReports, type VisitReport } from '../../src/features/field/visits/match-reports.ts';
import { bestStatus, countStatuses, statusOf } from '../../src/features/field/visits/response.ts';
import { dayOf, type ExpectedVisit, type VisitMark } from '../../src/features/mission/plan/visit.ts';
import type { CalendarDate } from '../../src/kernel/calendar-date.ts';

export const ZONE = 'Asia/Baku';
export const TEAMS = [1, 2, 3].map((at) => `00000000-0000-4000-8000-00000000000${at}`);
export const FORMS = [1, 2, 3, 4].map((at) => `00000000-0000-4000-8000-0000000000a${at}`);
export const DEVICES = [1, 2, 3, 4].map((at) => `00000000-0000-4000-8000-0000000000d${at}`);
export const PHASES = { opening: [FORMS[0]], voting: [FORMS[1], FORMS[2]] } as Record<string, string[]>;
/** Forms → phase; the fourth form belongs to none. */
export const PHASE_OF = new Map(
  Object.entries(PHASES).flatMap(([phase, forms]) => forms.map((form) => [form, phase] as const)),
);
const STATIONS = ['0101', '0102', '0103'];
export const DAY = '2031-05-18' as CalendarDate;

export type Act =
  | {
      readonly kind: 'report';
      readonly form: number;
      readonly station: string | null;
      readonly device: number | null;
      readonly at: number;
    }
  | { readonly kind: 'move'; readonly report: number; readonly station: string | null }
  | { readonly kind: 'void'; readonly report: number; readonly isVoid: boolean }
  | { readonly kind: 'expect'; readonly team: number; readonly station: string; readonly phase: string }
  | { readonly kind: 'mark'; readonly visit: number; readonly mark: VisitMark | null }
  | { readonly kind: 'hand'; readonly device: number; readonly team: number | null; readonly at: number }
  | { readonly kind: 'phases'; readonly moves: boolean }
  | { readonly kind: 'match' };

/** Half hours of the day and the morning after. */
const moment = fc.nat(60);
const station = fc.constantFrom(...STATIONS);
export const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      form: fc.nat(3),
      station: fc.option(station, { freq: 6 }),
      device: fc.option(fc.nat(3), { freq: 5 }),
      at: moment,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('expect' as const),
      team: fc.nat(2),
      station,
      phase: fc.constantFrom('opening', 'voting'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('hand' as const),
      device: fc.nat(3),
      team: fc.option(fc.nat(2)),
      at: moment,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('mark' as const),
      visit: fc.nat(9),
      mark: fc.option(fc.constantFrom<VisitMark>('unreachable', 'not-open', 'refused-entry', 'called-off')),
    }),
  },
  fc.record({ kind: fc.constant('move' as const), report: fc.nat(9), station: fc.option(station) }),
  fc.record({ kind: fc.constant('void' as const), report: fc.nat(9), isVoid: fc.boolean() }),
  fc.record({ kind: fc.constant('phases' as const), moves: fc.boolean() }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('match' as const) }) },
);

export const momentOf = (at: number) => new Date(Date.parse('2031-05-17T22:00:00Z') + at * 1_800_000);

/** Everything of a mission as plain lists, beside what the database is told: the other way to the same answer. */
export class Model {
  readonly reports: {
    id: string;
    form: string;
    station: string | null;
    device: string | null;
    at: Date;
    isVoid: boolean;
  }[] = [];
  readonly expected: (ExpectedVisit & { mark: VisitMark | null })[] = [];
  readonly holders: { device: string; team: string; from: Date; to: Date | null }[] = [];
  phaseOf = new Map(PHASE_OF);

  teamOf({ device, at }: Model['reports'][number]): string | null {
    const all = this.holders
      .filter((one) => one.device === device && +one.from !== +(one.to ?? 0))
      .sort((one, other) => +one.from - +other.from);
    const then = all.find(({ from, to }) => from <= at && (to === null || to > at));
    const begun = all.some(({ from }) => from <= at);
    return (then ?? (begun ? undefined : all[0]))?.team ?? null;
  }

  visits() {
    const given = this.reports
      .filter(({ isVoid }) => !isVoid)
      .map((report): VisitReport => {
        const day = dayOf(+report.at, { zone: ZONE, beginsAt: 4 });
        const phase = this.phaseOf.get(report.form) ?? null;
        const alone = this.expected.filter(
          (one) =>
            one.mark !== 'called-off' && one.day === day && one.phase === phase && one.station === report.station,
        );
        const teamId = this.teamOf(report) ?? (alone.length === 1 ? (alone[0]?.teamId ?? null) : null);
        return { id: report.id, teamId, station: report.station, phase, form: report.form, day };
      });
    return matchReports(this.expected, given);
  }

  /** What the table of visits is to hold. */
  rows() {
    const { visits } = this.visits();
    const wanted = this.expected.filter(({ mark }) => mark !== 'called-off');
    const formsOf = (phase: string) => [...this.phaseOf].filter(([, of]) => of === phase).map(([form]) => form);
    const planned = wanted.map((one) => {
      const visit = visits.find(({ expectedId }) => expectedId === one.id) ?? null;
      const status = statusOf(one, visit, { forms: formsOf(one.phase), isDue: true });
      return {
        ...one,
        status,
        standing: 'planned',
        reports: visit?.reports.length ?? 0,
        expectedId: one.id as string | null,
      };
    });
    const others = visits
      .filter(({ expectedId }) => expectedId === null)
      .map((visit) => ({ ...visit, status: null, reports: visit.reports.length }));
    return [...planned, ...others].map(({ teamId, day, phase, station: at, status, standing, reports, expectedId }) => {
      return {
        teamId,
        day,
        phase,
        station: at,
        status: status === 'missing' ? 'none' : status,
        standing,
        reports,
        expectedId,
      };
    });
  }
}

const AREAS: Record<string, string[]> = { '0101': ['01', 'north'], '0102': ['01', 'north'], '0103': [] };

/** What the counts are to hold, from the rows of the model alone; without rows that count nothing. */
export function countsOf(rows: ReturnType<Model['rows']>): Record<string, unknown> {
  const groups = new Map<string, typeof rows>();
  const add = (name: string, row: (typeof rows)[number]) => groups.set(name, [...(groups.get(name) ?? []), row]);
  for (const row of rows) {
    for (const [dimension, keys] of [
      ['all', ['']],
      ['team', [row.teamId]],
      ['area', AREAS[row.station] ?? []],
    ] as const) {
      for (const key of keys) add(`visit ${row.day} ${row.phase} ${dimension} ${key}`, row);
    }
  }
  const stations = new Map<string, typeof rows>();
  for (const row of rows.filter(({ status }) => status !== null)) {
    const name = `${row.day} ${row.phase} ${row.station}`;
    stations.set(name, [...(stations.get(name) ?? []), row]);
  }
  for (const [, same] of stations) {
    const [first] = same as [(typeof rows)[number]];
    const best = bestStatus(same.map(({ status }) => (status === 'none' ? 'missing' : status) as never));
    const row = { ...first, status: best === 'missing' ? 'none' : best, reports: 0 } as (typeof rows)[number];
    for (const [dimension, keys] of [
      ['all', ['']],
      ['area', AREAS[row.station] ?? []],
    ] as const) {
      for (const key of keys) add(`station ${row.day} ${row.phase} ${dimension} ${key}`, row);
    }
  }
  return Object.fromEntries(
    [...groups].map(([name, same]) => {
      const { byStatus } = countStatuses(
        same.flatMap(({ status }) => (status === null ? [] : ((status === 'none' ? 'missing' : status) as never))),
      );
      const standing = (of: string) => same.filter((row) => row.standing === of).length;
      const { complete, partial, missing, unreachable } = byStatus;
      const statuses = [complete, partial, missing, unreachable, byStatus['not-open'], byStatus['refused-entry']];
      const reports = same.reduce((sum, row) => sum + row.reports, 0);
      return [name, [...statuses, standing('other-team'), standing('elsewhere'), standing('extra'), reports].join()];
    }),
  );
}
