import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { reportedMission } from '../../../../test/support/exported-reports.ts';
import { testApp } from '../../../../test/support/http.ts';
import { localLists } from '../../../../test/support/lists.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { must } from '../../../kernel/result.ts';
import type { ColumnTally, ReportPage } from '../reports/arrivals/list/list-replies.ts';
import { settleReports } from '../reports/jobs/settle-reports.ts';
import { listEndpoints } from '../reports/routes/list/list-endpoints.ts';
import type { ListedCheck, ShownCheck } from './check.ts';
import { CheckRunner } from './jobs/run-checks.ts';
import { checkEndpoints } from './routes/check-endpoints.ts';

const { sql } = await testDatabase();
const app = testApp([...checkEndpoints, ...listEndpoints(localLists(sql))], { sql });
const runner = new CheckRunner({
  ...{ sql, log: pino({ level: 'silent' }), now: () => new Date(), rest: async () => {}, isEnding: () => false },
});

const SHEETS = {
  survey: [
    ['type', 'name', 'label'],
    ['integer', 'voters', 'Voters'],
    ['integer', 'cast', 'Ballots cast'],
  ],
  choices: [['list_name', 'name', 'label']],
  settings: [
    ['form_title', 'form_id', 'version'],
    ['Visit', 'visit', '1'],
  ],
};
const WORDS = { form: 'visit', severity: 'warning', other: null, isOn: true } as const;

async function ask<T>(line: `${string} /${string}`, body?: unknown): Promise<T> {
  const reply = await app.call('editor', line, body);
  expect([line, reply.ok ? '' : await reply.text()]).toEqual([line, '']);
  return (await reply.json()) as T;
}

async function open(answers: readonly (readonly [string, string])[]) {
  const mission = await reportedMission(sql, [SHEETS]);
  const path: `/${string}` = `/api/missions/${mission.slug}`;
  const reports = await mission.add(
    answers.map(([voters, cast], at) => ({
      answers: { '/data/voters': voters, '/data/cast': cast },
      station: `${at % 3}`,
    })),
  );
  await sql`insert into report_progress (mission_id, next_index) values (${mission.missionId}, ${reports.length})`;
  const make = async (title: string, expression: string, more: object = {}) =>
    await ask<ShownCheck>(`POST ${path}/checks`, {
      ...WORDS,
      id: randomUUID(),
      title: { en: title },
      expression,
      ...more,
    });
  const change = async ({ title, severity, expression, other, isOn, version: base, id }: ShownCheck, more: object) =>
    await ask<ShownCheck>(`PUT ${path}/checks/${id}`, {
      ...{ title, severity, expression, other, isOn, base, reason: 'Why not' },
      ...more,
    });
  const page = async (filter: readonly object[], more: Readonly<Record<string, string>> = {}) =>
    await ask<ReportPage>(
      `GET ${path}/reports?${new URLSearchParams({ filter: JSON.stringify(filter), limit: '200', ...more })}`,
    );
  const tally = async () => await ask<ColumnTally>(`GET ${path}/report-tally?column=checks`);
  const places = async (filter: readonly object[], more: Readonly<Record<string, string>> = {}) =>
    (await page(filter, more)).reports.map(({ id }) => reports.indexOf(id));
  const settle = async () => await settleReports(sql, mission.missionId, 1);
  return { mission, path, reports, make, change, page, tally, places, settle };
}

const NUMBER = fc.constantFrom('', '5', '7');

describe('what checks found, in lists of reports', () => {
  test('are the reports of which they say so, in chunks or not, with every other filter', async () => {
    const row = fc.tuple(NUMBER, NUMBER);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), fc.boolean(), async (answers, isSettled) => {
        const list = await open(answers);
        if (isSettled) await list.settle();
        const more = await list.make('More', '${cast} > ${voters}');
        const five = await list.make('Five', '${voters} = 5');
        await runner.run();
        const isMore = ([voters, cast]: readonly [string, string]) => Number(cast) > Number(voters);
        const isKnown = ([voters, cast]: readonly [string, string]) => voters !== '' && cast !== '';
        const wanted = (holds: (row: readonly [string, string], at: number) => boolean) =>
          answers.flatMap((each, at) => (holds(each, at) ? [at] : [])).reverse();
        const of = (value: string) => [{ column: 'checks', is: [value] }];
        expect(await list.places(of(`flagged:${more.id}`))).toEqual(wanted((one) => isKnown(one) && isMore(one)));
        expect(await list.places(of(`missing:${more.id}`))).toEqual(wanted((one) => !isKnown(one)));
        expect(await list.places(of('flagged'))).toEqual(
          wanted((one) => (isKnown(one) && isMore(one)) || one[0] === '5'),
        );
        expect(await list.places([...of(`flagged:${five.id}`), { column: 'station', is: ['1'] }])).toEqual(
          wanted(([voters], at) => voters === '5' && at % 3 === 1),
        );
        expect(await list.places([{ column: 'checks', isEmpty: true }])).toEqual(
          wanted((one) => isKnown(one) && !isMore(one) && one[0] !== '5'),
        );
      }),
      { numRuns: 12 },
    );
  });

  test('are named, counted, told in one mark, and gone with what says so no more', async () => {
    const list = await open([
      ['5', '7'],
      ['7', '5'],
      ['', '5'],
    ]);
    const more = await list.make('More', '${cast} > ${voters}');
    const five = await list.make('Five', '${voters} = 5', { severity: 'error' });
    await list.settle();
    await runner.run();
    const found = await list.page([{ column: 'checks', is: [`flagged:${more.id}`] }]);
    expect(found.checks).toEqual({ [more.id]: { en: 'More' } });
    expect(found.reports.map(({ checks }) => checks)).toEqual([{ state: 'flagged', severity: 'error', count: 2 }]);
    const tally = await list.tally();
    expect(tally).toMatchObject({
      rows: 3,
      empty: 1,
      checks: { [more.id]: { en: 'More' }, [five.id]: { en: 'Five' } },
    });
    expect(new Map(tally.values.map(({ value, count }) => [value, count]))).toEqual(
      new Map([
        ...[['flagged', 1] as const, [`flagged:${more.id}`, 1] as const, [`flagged:${five.id}`, 1] as const],
        ...[['missing', 1] as const, [`missing:${more.id}`, 1] as const, [`missing:${five.id}`, 1] as const],
      ]),
    );
    expect(await list.places([], { sort: 'checks', order: 'ascending' })).toEqual([0, 2, 1]);
    await list.change(five, { isOn: false });
    await list.change(more, { expression: '${cast} < ${voters}' });
    await runner.run();
    expect(await list.places([{ column: 'checks', is: ['flagged'] }])).toEqual([1]);
    const checks = await ask<ListedCheck[]>(`GET ${list.path}/checks`);
    expect(new Map(checks.map(({ id, counts }) => [id, counts]))).toEqual(
      new Map([
        [more.id, { flagged: 1, verified: 0, missing: 1 }],
        [five.id, { flagged: 0, verified: 0, missing: 0 }],
      ]),
    );
    await sql`
      update report set state = 'erased', version_report_id = null, version_sha256 = null, changed_at = now(), is_settled = false
      where id = ${must(list.reports[1], 'id')}`;
    expect(await list.places([{ column: 'checks', is: ['flagged'] }])).toEqual([]);
  });
});
