import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/http.ts';
import { openIntake } from '../../../../test/support/intake.ts';
import { type GivenReport, storeForm, storeReports } from '../../../../test/support/listed-reports.ts';
import { localLists } from '../../../../test/support/lists.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { foldText } from '../../../kernel/text.ts';
import type { ColumnTally, ReportPage } from './arrivals/list/list-replies.ts';
import { settleReports } from './jobs/settle-reports.ts';
import { listEndpoints } from './routes/list/list-endpoints.ts';

const { sql } = await testDatabase();
const app = testApp(listEndpoints(localLists(sql)), { sql });

const CODEBOOK = {
  columns: ['path', 'control', 'type', 'value', 'label'],
  rows: [
    ['/data/open', 'select1', 'string', '', 'Is it open?'],
    ['/data/open', 'choice', '', 'yes', 'Yes'],
    ['/data/open', 'choice', '', 'no', 'No'],
    ['/data/seen', 'select', 'string', '', 'What was seen?'],
    ['/data/seen', 'choice', '', 'queue', 'A queue'],
    ['/data/voters', 'input', 'int', '', 'Voters'],
    ['/data/note', 'input', 'string', '', 'Note'],
  ],
};
const NOTES = ['Two boxes', 'Ящик без пломбы', 'Qutu möhürsüz idi', 'საარჩევნო ყუთი', '=1+1'];

async function openList(reports: readonly GivenReport[]) {
  const { missionId, slug } = await openIntake(sql);
  const form = await storeForm(sql, missionId, CODEBOOK);
  await storeReports(sql, form, { first: 0, reports });
  await sql`insert into report_progress (mission_id, next_index) values (${missionId}, ${reports.length})`;
  const ask = async <T>(what: string, query: Readonly<Record<string, string>>): Promise<T> => {
    const reply = await app.call('reader', `GET /api/missions/${slug}/${what}?${new URLSearchParams(query)}`);
    expect([query, reply.status]).toEqual([query, 200]);
    return (await reply.json()) as T;
  };
  const page = (query: Readonly<Record<string, string>> = {}) => ask<ReportPage>('reports', query);
  const all = async (query: Readonly<Record<string, string>>) => {
    const read: ReportPage['reports'][number][] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { reports: next, next: rest } = await page({ ...query, limit: '3', ...(after === '' ? {} : { after }) });
      read.push(...next);
      after = rest;
    }
    return read.map(({ id }) => id);
  };
  const tally = (query: Readonly<Record<string, string>>) => ask<ColumnTally>('report-tally', query);
  return { missionId, slug, form, page, all, tally };
}

const answers = fc
  .record(
    {
      '/data/open': fc.constantFrom('yes', 'no'),
      '/data/seen': fc.constantFrom('queue', 'crowd queue', 'crowd'),
      '/data/voters': fc.integer({ min: 0, max: 30 }).map(String),
      '/data/note': fc.constantFrom(...NOTES),
      '/data/visit[1]/who': fc.constantFrom('a', 'b'),
      '/data/visit[2]/who': fc.constantFrom('b', 'c'),
    },
    { requiredKeys: [] },
  )
  .map((given) => given as Record<string, string>);
const report = fc.record({
  id: fc.constant(0).map(() => randomUUID()),
  answers,
  station: fc.constantFrom('1', '02', null),
});

const asked = fc.constantFrom<{ filter: unknown[]; search?: string }[]>(
  { filter: [] },
  { filter: [{ column: '/data/open', is: ['yes'] }] },
  { filter: [{ column: '/data/seen', is: ['queue'] }] },
  { filter: [{ column: '/data/visit/who', is: ['b'] }] },
  {
    filter: [
      { column: '/data/voters', from: '5', to: '20' },
      { column: '/data/open', isNot: ['no'] },
    ],
  },
  { filter: [{ column: '/data/note', isEmpty: false }] },
  { filter: [{ column: '/data/note', has: 'ПЛОМБ' }] },
  { filter: [{ column: 'station', is: ['02'] }], search: 'qutu' },
  { filter: [], search: 'ЯЩИК пло' },
);
const sort = fc.constantFrom('/data/voters', '/data/note', '/data/open', 'station', 'received', null);

function isWanted(
  { answers: given, station }: GivenReport,
  { filter, search }: { filter: unknown[]; search?: string },
) {
  const valuesOf = (column: string) =>
    column === 'station'
      ? [station ?? '']
      : Object.entries(given).flatMap(([path, value]) =>
          path.replace(/\[\d+\]/g, '') === column ? (column === '/data/seen' ? value.split(' ') : [value]) : [],
        );
  const words = foldText(Object.values(given).join(' ')).split(/[^\p{L}\p{N}]+/u);
  const isFound = (search ?? '').split(' ').every((word) => words.some((own) => own.startsWith(foldText(word))));
  return (
    (search === undefined || isFound) &&
    (filter as Record<string, unknown>[]).every((one) => {
      const values = valuesOf(String(one.column)).filter((value) => value !== '');
      if (Array.isArray(one.is)) return values.some((value) => (one.is as string[]).includes(value));
      if (Array.isArray(one.isNot)) return !values.some((value) => (one.isNot as string[]).includes(value));
      if (one.has !== undefined) return values.some((value) => foldText(value).includes(foldText(String(one.has))));
      if (one.isEmpty !== undefined) return (values.length === 0) === one.isEmpty;
      return values.some((value) => Number(value) >= Number(one.from) && Number(value) <= Number(one.to));
    })
  );
}

describe('the list of reports', () => {
  test('has what is asked for, whether reports are in chunks, have changed since, or are new', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(report, { minLength: 1, maxLength: 25 }), asked, sort, fc.nat(24), async (...given) => {
        const [reports, query, column, settled] = given;
        const { missionId, form, all, page } = await openList(reports.slice(0, settled));
        await settleReports(sql, missionId, 1);
        await storeReports(sql, form, { first: Math.min(settled, reports.length), reports: reports.slice(settled) });
        const again = reports[0] as GivenReport;
        const after = { ...again, answers: { '/data/note': 'Ящик и пломба' } };
        await sql`update report_reading set answers = ${JSON.stringify(after.answers)}::text::json where report_id = ${again.id}`;
        await sql`update report set is_settled = false, changed_at = now() where id = ${again.id}`;
        const asking = {
          form: 'visit',
          filter: JSON.stringify(query.filter),
          ...(query.search === undefined ? {} : { search: query.search }),
        };
        const expected = [after, ...reports.slice(1)].filter((one) => isWanted(one, query)).map(({ id }) => id);
        expect(await all(asking)).toEqual(expected.reverse());
        const sorting = column === null ? {} : { sort: column, order: 'descending' };
        expect((await all({ ...asking, ...sorting })).sort()).toEqual([...expected].sort());
        await settleReports(sql, missionId, 1);
        expect(await all(asking)).toEqual(expected);
        expect((await page(asking)).count).toBe(expected.length);
      }),
      { numRuns: 12 },
    );
  });

  test('is sorted by numbers as numbers, by choices as the form has them, those without an answer last', async () => {
    const given = [
      ['yes', '9'],
      ['no', '10'],
      ['yes', '100'],
      [null, null],
    ] as const;
    const { all } = await openList(
      given.map(([open, voters], at) => ({
        id: `00000000-0000-4000-8000-00000000000${at}`.replace('8000', randomUUID().slice(19, 23)),
        answers: { ...(open && { '/data/open': open }), ...(voters && { '/data/voters': voters }) },
      })),
    );
    const order = async (query: Readonly<Record<string, string>>) =>
      (await all({ form: 'visit', ...query })).map((id) => Number(id.at(-1)));
    expect(await order({ sort: '/data/voters' })).toEqual([0, 1, 2, 3]);
    expect(await order({ sort: '/data/voters', order: 'descending' })).toEqual([2, 1, 0, 3]);
    expect(await order({ sort: '/data/open' })).toEqual([2, 0, 1, 3]);
  });

  test('tells of each report what it shows, and the answers that are asked for', async () => {
    const id = randomUUID();
    const { page } = await openList([
      { id, answers: { '/data/note': 'n', '/data/visit[1]/who': 'a', '/data/visit[2]/who': 'b' } },
    ]);
    const { reports } = await page({ form: 'visit', columns: '/data/note,/data/visit/who' });
    expect(reports).toMatchObject([
      { id, state: 'read', formTitle: 'A visit', answers: { '/data/note': ['n'], '/data/visit/who': ['a', 'b'] } },
    ]);
  });

  test('is tallied', async () => {
    const { tally } = await openList(
      ['3', '5', '5', null].map((voters) => ({
        id: randomUUID(),
        answers: voters === null ? {} : { '/data/voters': voters },
      })),
    );
    expect(await tally({ form: 'visit', column: '/data/voters' })).toEqual({
      rows: 4,
      empty: 1,
      values: [
        { value: '5', count: 2 },
        { value: '3', count: 1 },
      ],
      isCut: false,
      numbers: { count: 3, sum: 13, mean: 13 / 3, least: 3, most: 5 },
      stations: {},
      places: {},
      choices: {},
      checks: {},
    });
  });

  test('is tallied by form: what names one and could not be read with it counts as one of its reports', async () => {
    const reports = Array.from({ length: 3 }, () => ({ id: randomUUID(), answers: {} }));
    const { missionId, form, tally } = await openList(reports);
    const later = randomUUID();
    await sql`insert into form (id, mission_id, form_id, created_at) values (${later}, ${missionId}, 'later', now())`;
    const [one, other] = [reports[0]?.id ?? '', reports[1]?.id ?? ''];
    await sql`update report set form_uuid = null, form_number = null where id = ${one}`;
    await sql`update report set form_uuid = ${later}, form_name = 'later' where id = ${other}`;
    await settleReports(sql, form.missionId, 1);
    expect((await tally({ column: 'form' })).values).toEqual([
      { value: 'visit', count: 2 },
      { value: 'later', count: 1 },
    ]);
  });

  test('has what names a form and could not be read with it, and nothing that is made of signs alone', async () => {
    const [read, held] = [randomUUID(), randomUUID()];
    const { missionId, all } = await openList([
      { id: read, answers: { '/data/note': 'a' } },
      { id: held, answers: {} },
    ]);
    await sql`
      update report set state = 'held', reason = 'unknown-version', form_uuid = null, form_number = null where id = ${held}`;
    expect(await all({ form: 'visit' })).toEqual([held, read]);
    await settleReports(sql, missionId, 1);
    expect(await all({ form: 'visit' })).toEqual([held, read]);
    expect(await all({ search: '%' })).toEqual([]);
    expect(await all({ search: '% a' })).toEqual([read]);
  });

  test('leaves nothing in columns of what was erased, however few have changed', async () => {
    const [erased, kept] = [randomUUID(), randomUUID()];
    const { missionId, all } = await openList([
      { id: erased, answers: { '/data/note': 'Zebrafink' } },
      { id: kept, answers: { '/data/note': 'Amsel' } },
    ]);
    await settleReports(sql, missionId, 1);
    const held = async (word: string) => {
      const [row] = await sql<{ columns: number; words: number }[]>`
        select (select count(*)::int from column_data
            where mission_id = ${missionId} and position(convert_to(${word}, 'UTF8') in data) > 0) as columns,
          (select count(*)::int from column_word where mission_id = ${missionId} and word = ${word.toLowerCase()}) as words`;
      return row;
    };
    expect(await held('Zebrafink')).toEqual({ columns: 1, words: 1 });
    await sql`
      update report set state = 'erased', is_settled = false, version_report_id = null, version_sha256 = null
      where id = ${erased}`;
    expect(await settleReports(sql, missionId)).toBe(1);
    expect(await held('Zebrafink')).toEqual({ columns: 0, words: 0 });
    expect(await held('Amsel')).toEqual({ columns: 1, words: 1 });
    expect(await all({ search: 'amsel' })).toEqual([kept]);
    expect(await settleReports(sql, missionId)).toBe(0);
  });

  test.each([
    ['form=nobody', 'list-form-unknown'],
    ['sort=nothing', 'list-column-unknown'],
    ['sort=/data/note', 'list-form-wanted'],
  ])('says what is wrong: %s', async (query, code) => {
    const { slug } = await openList([]);
    const reply = await app.call('reader', `GET /api/missions/${slug}/reports?${query}`);
    expect([reply.status, await reply.json()]).toMatchObject([422, { issues: [{ code }] }]);
  });

  test('refuses a filter that is none', async () => {
    const { slug } = await openList([]);
    for (const filter of ['{', '{}', '[{"column":"state"}]', '[{"column":"state","is":"x"}]']) {
      const reply = await app.call('reader', `GET /api/missions/${slug}/reports?filter=${encodeURIComponent(filter)}`);
      expect([filter, reply.status]).toEqual([filter, 422]);
    }
  });
});
