import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import { dayOf, type ExpectedVisit, VISIT_MARKS } from '../../mission/plan/visit.ts';
import { matchReports, type VisitReport } from './match-reports.ts';
import { bestStatus, countStatuses, statusOf, type VisitStatus } from './response.ts';

const team = fc.constantFrom('t1', 't2', 't3');
const station = fc.constantFrom('001', '002', '003');
const phase = fc.constantFrom('opening', 'voting');
const day = fc.constantFrom('2031-05-18' as CalendarDate, '2031-05-19' as CalendarDate);

const expected = fc
  .uniqueArray(fc.record({ teamId: team, day, station, phase, mark: fc.option(fc.constantFrom(...VISIT_MARKS)) }), {
    selector: ({ teamId, day, station, phase }) => `${teamId} ${day} ${station} ${phase}`,
    maxLength: 12,
  })
  .map((list) =>
    list.map((one, at): ExpectedVisit => ({ ...one, id: `v${at}`, position: 1, source: { kind: 'route' } })),
  );

const reports = fc
  .array(
    fc.record({
      teamId: fc.option(team),
      day,
      station: fc.option(station),
      phase: fc.option(phase),
      form: fc.constantFrom('f1', 'f2'),
    }),
    { maxLength: 20 },
  )
  .map((list) => list.map((one, at): VisitReport => ({ ...one, id: `r${at}` })));

describe('reports, matched with the plan', () => {
  test('lie each in one visit, or say what they lack', () => {
    fc.assert(
      fc.property(expected, reports, (plan, given) => {
        const { visits, unplaced } = matchReports(plan, given);
        const placed = [...visits.flatMap((visit) => visit.reports), ...unplaced.map(({ report }) => report)];
        expect(placed.sort()).toEqual(given.map(({ id }) => id).sort());
        const names = visits.map(({ teamId, day, station, phase }) => `${teamId} ${day} ${station} ${phase}`);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  test('are planned where their team is expected, and stand as the plan says where it is not', () => {
    fc.assert(
      fc.property(expected, reports, (plan, given) => {
        const wanted = plan.filter(({ mark }) => mark !== 'called-off');
        for (const visit of matchReports(plan, given).visits) {
          const then = wanted.filter(({ day, phase }) => day === visit.day && phase === visit.phase);
          const own = then.find(({ teamId, station }) => teamId === visit.teamId && station === visit.station);
          expect(visit.expectedId).toBe(own?.id ?? null);
          const standing = own
            ? 'planned'
            : then.some(({ station }) => station === visit.station)
              ? 'other-team'
              : then.some(({ teamId }) => teamId === visit.teamId)
                ? 'elsewhere'
                : 'extra';
          expect(visit.standing).toBe(standing);
        }
      }),
    );
  });

  test('do not depend on the order in which they come', () => {
    fc.assert(
      fc.property(expected, reports, (plan, given) => {
        const sorted = ({ visits, unplaced }: ReturnType<typeof matchReports>) => ({
          visits: visits
            .map((visit) => ({ ...visit, reports: [...visit.reports].sort(), forms: [...visit.forms].sort() }))
            .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
          unplaced: [...unplaced].sort((one, other) => (one.report < other.report ? -1 : 1)),
        });
        expect(sorted(matchReports([...plan].reverse(), [...given].reverse()))).toEqual(
          sorted(matchReports(plan, given)),
        );
      }),
    );
  });
});

describe('the status of an expected visit', () => {
  const forms = ['f1', 'f2'];
  const status = (mark: ExpectedVisit['mark'], reported: readonly string[], isDue = true) =>
    statusOf({ mark }, reported.length === 0 ? null : { forms: new Set(reported) }, { forms, isDue });

  test.each<[ExpectedVisit['mark'], readonly string[], VisitStatus]>([
    [null, [], 'missing'],
    [null, ['f1'], 'partial'],
    [null, ['f1', 'f2'], 'complete'],
    [null, ['f1', 'f2', 'other'], 'complete'],
    [null, ['other'], 'missing'],
    ['unreachable', [], 'unreachable'],
    ['unreachable', ['f1'], 'partial'],
    ['refused-entry', ['f1'], 'refused-entry'],
    ['not-open', [], 'not-open'],
    ['not-open', ['f1', 'f2'], 'complete'],
  ])('marked %s with reports of %j is %s', (mark, reported, wanted) => {
    expect(status(mark, reported)).toBe(wanted);
  });

  test('is pending until reports are due', () => {
    expect([status(null, [], false), status(null, ['f1'], false)]).toEqual(['pending', 'partial']);
  });

  test('of a phase without forms is complete with whatever comes', () => {
    expect(statusOf({ mark: null }, { forms: new Set(['any']) }, { forms: [], isDue: true })).toBe('complete');
    expect(statusOf({ mark: null }, null, { forms: [], isDue: true })).toBe('missing');
  });
});

describe('a response', () => {
  const statuses = fc.array(
    fc.constantFrom<VisitStatus>(
      'complete',
      'partial',
      'pending',
      'missing',
      'unreachable',
      'not-open',
      'refused-entry',
    ),
  );

  test('adds up', () => {
    fc.assert(
      fc.property(statuses, (given) => {
        const { expected: all, received, byStatus } = countStatuses(given);
        expect(Object.values(byStatus).reduce((sum, count) => sum + count, 0)).toBe(all);
        expect(received).toBe(byStatus.complete + byStatus.partial);
      }),
    );
  });

  test('of a station with two teams counts it once, by the best of them', () => {
    expect(bestStatus(['missing', 'complete'])).toBe('complete');
    expect(bestStatus(['missing', 'unreachable'])).toBe('unreachable');
    expect(bestStatus(['missing', 'pending'])).toBe('pending');
  });
});

describe('the day of a mission', () => {
  const setting = { zone: 'Asia/Baku', beginsAt: 4 };

  test('goes on after midnight until its hour', () => {
    expect(dayOf(Date.parse('2031-05-18T19:59:00Z'), setting)).toBe('2031-05-18');
    expect(dayOf(Date.parse('2031-05-18T23:59:00Z'), setting)).toBe('2031-05-18');
    expect(dayOf(Date.parse('2031-05-19T00:00:00Z'), setting)).toBe('2031-05-19');
    expect(dayOf(Date.parse('2031-05-18T20:00:00Z'), { ...setting, beginsAt: 0 })).toBe('2031-05-19');
  });
});
