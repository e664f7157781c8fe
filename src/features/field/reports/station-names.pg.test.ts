import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportedMission } from '../../../../test/support/exported-reports.ts';
import { testApp } from '../../../../test/support/http.ts';
import { openIntake } from '../../../../test/support/intake.ts';
import { type GivenReport, storeForm, storeReports } from '../../../../test/support/listed-reports.ts';
import { localLists } from '../../../../test/support/lists.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { storeElection } from '../../../../test/support/stored-election.ts';
import { visitForm } from '../../../../test/support/visit-form.ts';
import { foldText } from '../../../kernel/text.ts';
import { listFileChoices } from '../forms/access.ts';
import type { ColumnTally, ReportPage } from './arrivals/list/list-replies.ts';
import { findOrdinals, type ListTools } from './jobs/answer-lists.ts';
import { settleReports } from './jobs/settle-reports.ts';
import { listEndpoints } from './routes/list/list-endpoints.ts';
import { ListMemory } from './store/list/find-reports.ts';
import { FormColumns } from './store/list/load-columns.ts';

const { sql } = await testDatabase();
const app = testApp(listEndpoints(localLists(sql)), { sql });

const precinct = (code: string, parent: string, names: Readonly<Record<string, string>>) => ({
  code,
  parent,
  level: 'precinct',
  ...names,
});
const PLACES = [
  { code: 'XA', level: 'country', name_en: 'Invented Country' },
  { code: 'D1', parent: 'XA', level: 'district', name_en: 'Gusar' },
  { code: 'D2', parent: 'XA', level: 'district', name_en: 'Harbour' },
  precinct('D1-1', 'D1', { name_en: 'School of the north', name_az: 'Şimal məktəbi', name_ru: 'Школа «Ёлка»' }),
  precinct('D1-2', 'D1', { name_en: 'Lesna-mill' }),
  precinct('D2-1', 'D2', { name_en: 'Lesna-mill' }),
  precinct('D2-2', 'D2', { name_en: 'Library', name_az: "Ən'ənə İqlim", name_zh: '投票所' }),
];
const CODES = PLACES.map(({ code }) => code).filter((code) => code.includes('-'));
const CODEBOOK = {
  columns: ['path', 'control', 'type', 'value', 'label'],
  rows: [['/data/note', 'input', 'string', '', 'Note']],
};

async function ask<T>(slug: string, what: string, query: Readonly<Record<string, string>>): Promise<T> {
  const reply = await app.call('reader', `GET /api/missions/${slug}/${what}?${new URLSearchParams(query)}`);
  expect([query, reply.status]).toEqual([query, 200]);
  return (await reply.json()) as T;
}

/** A mission that observes the invented election, with a report for each of these stations; its note is what is said there. */
async function openMission(given: readonly (readonly [station: string | null, note: string])[]) {
  const { missionId, slug } = await openIntake(sql);
  const electionId = await storeElection(sql, {
    ...{ slug: `e-${randomUUID()}`, visibility: 'private', records: { place: PLACES } },
  });
  await sql`update mission set election_id = ${electionId} where id = ${missionId}`;
  const form = await storeForm(sql, missionId, CODEBOOK);
  const reports = given.map(
    ([station, note]): GivenReport => ({ id: randomUUID(), station, answers: { '/data/note': note } }),
  );
  await storeReports(sql, form, { first: 0, reports });
  await sql`insert into report_progress (mission_id, next_index) values (${missionId}, ${reports.length})`;
  const places = new Map(reports.map(({ id }, at) => [id, at]));
  const found = async (search: string) => {
    const { reports: listed, count } = await ask<ReportPage>(slug, 'reports', { search, limit: '100' });
    expect(count).toBe(listed.length);
    return listed.map(({ id }) => places.get(id) ?? -1).sort((one, other) => one - other);
  };
  const settle = () => settleReports(sql, missionId, 1);
  return { missionId, slug, electionId, reports, found, settle };
}

const rename = (electionId: string, code: string, name: string) =>
  sql.begin(async (transaction) => {
    await transaction`
      update record set cells = cells || ${JSON.stringify({ name_en: name })}::text::jsonb, version = version + 1
      where election_id = ${electionId} and kind = 'place' and key = ${code}`;
    await transaction`update election set revision = revision + 1 where id = ${electionId}`;
  });

test('reports are found by the names of their stations, alone and with a word of an answer, wherever they rest', async () => {
  const { found, settle, slug, missionId } = await openMission([
    ['D1-1', 'two boxes'],
    ['D1-1', 'a queue'],
    ['D1-2', 'two boxes'],
    ['D2-1', 'a queue of the north'],
    [null, 'a school'],
    ['nowhere', 'x'],
  ]);
  for (let round = 0; round < 2; round += 1) {
    expect(await found('School of the NORTH')).toEqual([0, 1]);
    expect(await found('school')).toEqual([0, 1, 4]);
    expect(await found('nor')).toEqual([0, 1, 3]);
    expect(await found('boxes school')).toEqual([0]);
    // Stations of one name in two districts.
    expect(await found('lesna')).toEqual([2, 3]);
    expect(await found('mill')).toEqual([2, 3]);
    for (const none of ['chool', 'library', 'gusar', 'lesna school', '"']) expect(await found(none)).toEqual([]);
    await settle();
  }
  const tally = await ask<ColumnTally>(slug, 'report-tally', { search: 'lesna', column: 'station' });
  expect(tally.values.map(({ value }) => value).sort()).toEqual(['D1-2', 'D2-1']);
  const first = await ask<ReportPage>(slug, 'reports', {
    search: 'lesna',
    limit: '1',
    sort: 'station',
    order: 'descending',
  });
  const rest = await ask<ReportPage>(slug, 'reports', {
    ...{ search: 'lesna', limit: '1', sort: 'station', order: 'descending', after: first.next ?? '' },
  });
  expect([
    first.count,
    ...[first, rest].flatMap(({ reports }) => reports.map(({ station }) => station)),
    rest.next,
  ]).toEqual([2, 'D2-1', 'D1-2', null]);
  // As exports of a filtered list ask.
  const tools: ListTools = { sql, memory: new ListMemory(0), forms: new FormColumns() };
  const filter = { form: null, filters: [], search: 'lesna two' };
  expect(await findOrdinals(tools, { mission: { id: missionId }, filter })).toEqual([2]);
});

test('names are compared as the words of answers are: without case and marks, in any script', async () => {
  const { found } = await openMission([
    ['D1-1', ''],
    ['D2-2', ''],
  ]);
  for (const typed of ['елка', 'ЁЛК', 'ШКОЛА', 'simal', 'ŞİMAL', 'mektebi', 'Məktəb'])
    expect([typed, await found(typed)]).toEqual([typed, [0]]);
  for (const typed of ['enene', 'Ən’ənə', 'iqlim', 'İQLİM', 'ıqlım', '投票', '票所'])
    expect([typed, await found(typed)]).toEqual([typed, [1]]);
});

test('a report that was moved is found by its new station, and a station by its new name', async () => {
  const { found, settle, reports, electionId } = await openMission([
    ['D1-1', ''],
    ['D1-2', ''],
  ]);
  await settle();
  expect(await found('north')).toEqual([0]);
  await sql`
    update report set station = 'D2-2', station_moved = true, is_settled = false, changed_at = now()
    where id = ${reports[0]?.id ?? ''}`;
  expect([await found('north'), await found('library')]).toEqual([[], [0]]);
  await rename(electionId, 'D1-2', 'Theatre');
  expect([await found('lesna'), await found('theatre')]).toEqual([[], [1]]);
  await settle();
  expect([await found('north'), await found('library'), await found('theatre')]).toEqual([[], [0], [1]]);
  await sql`update record set withdrawn = true, version = version + 1 where election_id = ${electionId} and key = 'D1-2'`;
  await sql`update election set revision = revision + 1 where id = ${electionId}`;
  expect(await found('theatre')).toEqual([]);
});

test('names in the list of stations of a form are found, those of its newest list, and no code before them', async () => {
  const { slug, add, addFile } = await reportedMission(sql, [visitForm('1'), visitForm('2')]);
  await addFile(1, { name: 'stations.csv', text: 'name,label\n17,17 Old barge\n18,18 Windmill\n' });
  await addFile(2, { name: 'stations.csv', text: 'name,label,label::Русский (ru)\n17,17 Lighthouse,Маяк\n' });
  await listFileChoices(sql);
  const [barge, mill] = await add(['17', '18'].map((station) => ({ answers: {}, station })));
  const found = async (search: string) =>
    (await ask<ReportPage>(slug, 'reports', { search })).reports.map(({ id }) => id);
  expect([await found('light'), await found('маяк')]).toEqual([[barge], [barge]]);
  expect([await found('wind'), await found('barge')]).toEqual([[mill], []]);
});

const WORDS = ['school', 'north', 'lesna', 'mill', 'library', 'елка', 'box', 'no', 's', 'queue'];
const namesOf = (station: string | null) =>
  Object.entries(PLACES.find(({ code }) => code === station) ?? {}).flatMap(([column, name]) =>
    column.startsWith('name_') ? [name] : [],
  );

test('each word is among the words of the report or in a name of its station, as a model says it', async () => {
  const given = fc.array(
    fc.tuple(fc.constantFrom(...CODES, null), fc.constantFrom('', 'box', 'north box', 'a queue', 'School')),
    { minLength: 1, maxLength: 12 },
  );
  const asked = fc.array(fc.subarray(WORDS, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(given, asked, fc.nat(11), async (reports, searches, moved) => {
      const { found, settle, reports: stored } = await openMission(reports);
      await settle();
      const report = stored[moved];
      const stands = reports.map(([station, note], at) => [at === moved ? 'D2-1' : station, note] as const);
      if (report !== undefined) {
        await sql`update report set station = 'D2-1', is_settled = false, changed_at = now() where id = ${report.id}`;
      }
      for (const words of searches) {
        const expected = stands.flatMap(([station, note], at) => {
          const own = [note, ...namesOf(station)].flatMap((text) => foldText(text).split(/[^\p{L}\p{N}]+/u));
          return words.every((word) => own.some((one) => one.startsWith(word))) ? [at] : [];
        });
        expect([words, await found(words.join(' '))]).toEqual([words, expected]);
      }
    }),
    { numRuns: 8 },
  );
});
