import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { type ReportedMission, reportedMission } from '../../../../test/support/exported-reports.ts';
import { testApp } from '../../../../test/support/http.ts';
import { localLists } from '../../../../test/support/lists.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { openReading, publish } from '../../../../test/support/reading.ts';
import { visitForm } from '../../../../test/support/visit-form.ts';
import { inventTerritory } from '../../../apps/cli/running/rehearse/country/places.ts';
import { stoppedClock } from '../../../kernel/time/clock.ts';
import { createLoadMeter } from '../../../platform/jobs/load-meter.ts';
import { listFileChoices } from '../forms/access.ts';
import type { ChoiceMatches } from '../forms/checking/file-choices.ts';
import type { AnswersReply } from './arrivals/arrival-replies.ts';
import type { ColumnTally, ReportPage } from './arrivals/list/list-replies.ts';
import { reportEndpoints } from './routes/desk/show-report.ts';
import { listEndpoints } from './routes/list/list-endpoints.ts';
import { nameStations } from './store/show/name-stations.ts';

const { sql } = await testDatabase();

const RU = 'Русский (ru)';
/** The polling stations of an invented country, as a file lists them. */
const PRECINCTS = inventTerritory('file choices', 20_000)
  .places.filter(({ level }) => level === 'precinct')
  .map((cells) => ({
    code: cells.code ?? '',
    en: `Station ${cells.number} ${cells.name_en ?? ''}`.trim(),
    ru: cells.name_ru ?? '',
  }));
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const STATIONS = [
  `name,label,label::${RU}`,
  ...PRECINCTS.map(({ code, en, ru }) => [code, en, ru].map(quoted).join(',')),
  '',
].join('\n');

const load = createLoadMeter(stoppedClock(0));
const ground = { blobs: { open: async () => Readable.from(['a']) }, load, readAgain: () => {} };
const app = testApp([...listEndpoints(localLists(sql)), ...reportEndpoints(ground)], { sql });

const listsOf = async ({ formUuid }: ReportedMission) =>
  (
    await sql<
      { id: string }[]
    >`select list_id as id from form_question_list where form_id = ${formUuid} order by number`
  ).map(({ id }) => id);

async function openMission(stations = STATIONS) {
  const mission = await reportedMission(sql, [visitForm('1')]);
  await mission.addFile(1, { name: 'stations.csv', text: stations });
  await listFileChoices(sql);
  const ask = async <T>(what: string, query: Readonly<Record<string, string>> = {}): Promise<T> => {
    const reply = await app.call('reader', `GET /api/missions/${mission.slug}/${what}?${new URLSearchParams(query)}`);
    expect([what, reply.status]).toEqual([what, 200]);
    return (await reply.json()) as T;
  };
  return { ...mission, ask };
}

const labelsOf = ({ en, ru }: (typeof PRECINCTS)[number]) => ({ '': en, ...(ru === '' ? {} : { [RU]: ru }) });
const PATH = '/data/station';
const FORM = 'station visit';

test('choices of 20,000 rows are named in the list, its tally and a report: those that are shown, and no others', async () => {
  const { add, ask, missionId } = await openMission();
  const [first, second, third] = [PRECINCTS[0], PRECINCTS[9_999], PRECINCTS[19_999]].map(
    (one) => one ?? { code: '', en: '', ru: '' },
  );
  if (first === undefined || second === undefined || third === undefined) throw new Error('no stations');
  const answered = (code: string) => ({ answers: { [PATH]: code, '/data/who': second.code }, station: code });
  const [, id] = await add([answered(first.code), answered(second.code), answered('nowhere')]);

  const page = await ask<ReportPage>('reports', { form: FORM, columns: `${PATH},/data/who` });
  expect(page.choices).toEqual({ [PATH]: { [first.code]: labelsOf(first), [second.code]: labelsOf(second) } });
  expect(Object.keys(page.stations).sort()).toEqual([first.code, second.code].sort());
  // What a filter names is named, though no report has it.
  const filter = JSON.stringify([{ column: PATH, is: [third.code] }]);
  const empty = await ask<ReportPage>('reports', { form: FORM, filter });
  expect([empty.count, empty.choices]).toEqual([0, { [PATH]: { [third.code]: labelsOf(third) } }]);

  const tally = await ask<ColumnTally>('report-tally', { form: FORM, column: PATH });
  expect(tally.values.length).toBe(3);
  expect(tally.choices).toEqual(page.choices);

  const [version] = await sql<{ sha256: string }[]>`
    select encode(sha256, 'hex') as sha256 from report_item where report_id = ${id ?? ''}`;
  const { answers } = await ask<AnswersReply>(`reports/${id}/versions/${version?.sha256}`);
  expect(answers.find(({ path }) => path === PATH)?.choices).toEqual([labelsOf(second)]);
  expect(answers.find(({ path }) => path === '/data/who')?.choices).toEqual([]);
  expect(await nameStations(sql, missionId, [third.code])).toMatchObject({ [third.code]: { und: third.en } });
});

test('choices are found by code and by words in any language of the file, in its order', async () => {
  const { ask } = await openMission();
  const find = (search: string, more = {}) =>
    ask<ChoiceMatches>('report-choices', { form: FORM, column: PATH, search, ...more });
  const wanted = PRECINCTS.find(({ ru }) => ru !== '') ?? { code: '', en: '', ru: '' };
  for (const typed of [wanted.code.toLowerCase(), `${wanted.code} ${wanted.ru.toUpperCase()}`]) {
    const { choices } = await find(typed);
    const place = PRECINCTS.indexOf(wanted);
    expect([typed, choices[0]]).toEqual([typed, { value: wanted.code, labels: labelsOf(wanted), place }]);
  }
  const all = await find('', { limit: '7' });
  expect(all.choices.map(({ value }) => value)).toEqual(PRECINCTS.slice(0, 7).map(({ code }) => code));
  expect(all.isCut).toBe(true);
  for (const none of ['no such station', '%', '…']) expect(await find(none)).toEqual({ choices: [], isCut: false });
  expect(await find('a', { column: '/data/who' })).toEqual({ choices: [], isCut: false });
});

test('reports are sorted, and equal bars of a tally stand, in the order of the file and not of its codes', async () => {
  const one = await openMission('name,label\nS3,First\nS1,Second\nS2,Third\n');
  await one.add(['S2', 'S1', 'gone', 'S3'].map((code) => ({ answers: { [PATH]: code } })));
  const sorted = async (order: string) => {
    const query = { form: FORM, columns: PATH, sort: PATH, order };
    const { reports } = await one.ask<ReportPage>('reports', query);
    return reports.flatMap(({ answers }) => answers[PATH] ?? []);
  };
  expect(await sorted('ascending')).toEqual(['S3', 'S1', 'S2', 'gone']);
  expect(await sorted('descending')).toEqual(['gone', 'S2', 'S1', 'S3']);
  const { values, places } = await one.ask<ColumnTally>('report-tally', { form: FORM, column: PATH });
  expect(values.map(({ value }) => value)).toEqual(['S3', 'S1', 'S2', 'gone']);
  expect(places).toEqual({ S3: 0, S1: 1, S2: 2 });
});

test('a file is read once, whichever versions and forms choose from it; what is newer has the word', async () => {
  const one = await openMission('name,label\nS1,Old name\nS2,Left out later\nS1,Twice\n');
  const [list] = await listsOf(one);
  expect(await sql`select value, labels from form_choice where list_id = ${list ?? ''} order by place`).toEqual([
    { value: 'S1', labels: { '': 'Old name' } },
    { value: 'S2', labels: { '': 'Left out later' } },
  ]);
  const other = await openMission('name,label\nS1,Old name\nS2,Left out later\nS1,Twice\n');
  expect(await listsOf(other)).toEqual([list]);
  await sql`
    insert into form_version (form_id, number, title, version, source_name, workbook, xform, package, codebook, warnings,
      questions, languages, author_name, at)
    select form_id, 2, title, '2', source_name, workbook, xform, package, codebook, warnings, questions, languages, 'A', now()
    from form_version where form_id = ${one.formUuid}`;
  await one.addFile(2, { name: 'stations.csv', text: 'name,label\nS1,New name\n' });
  await listFileChoices(sql);
  await listFileChoices(sql);
  expect((await listsOf(one)).length).toBe(2);
  const [id] = await one.add([{ answers: { [PATH]: 'S1' } }, { answers: { [PATH]: 'S2' } }]);
  const { choices } = await one.ask<ReportPage>('reports', { form: FORM, columns: PATH });
  expect(choices).toEqual({ [PATH]: { S1: { '': 'New name' }, S2: { '': 'Left out later' } } });
  // A report is told in the words of the version that it was read with.
  const [version] = await sql<{ sha256: string }[]>`
    select encode(sha256, 'hex') as sha256 from report_item where report_id = ${id ?? ''}`;
  const { answers } = await one.ask<AnswersReply>(`reports/${id}/versions/${version?.sha256}`);
  expect(answers[0]?.choices).toEqual([{ '': 'Old name' }]);
});

test('whoever reads reports makes the lists of what is published', async () => {
  const { missionId, reader } = await openReading(sql);
  const version = await publish(sql, missionId, { stations: `name,label\n${randomUUID()},School\n` });
  await reader.run();
  const listed = () => sql`select path, file_name as file from form_question_list where form_id = ${version.id}`;
  expect(await listed()).toEqual([{ path: '/data/place', file: 'stations.csv' }]);
  await publish(sql, missionId, { version: '2', stations: `name,label\n${randomUUID()},Library\n` });
  await reader.run();
  expect((await listed()).length).toBe(2);
});
