import { createHash, randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { expect } from 'vitest';
import type { Arrival } from '../../src/features/field/reports/arrival.ts';
import type { DifferenceReply, ReportReply } from '../../src/features/field/reports/arrivals/arrival-replies.ts';
import { answerPage, answerTally, type ListTools } from '../../src/features/field/reports/jobs/answer-lists.ts';
import { settleReports } from '../../src/features/field/reports/jobs/settle-reports.ts';
import { reportActEndpoints } from '../../src/features/field/reports/routes/acts/act-endpoints.ts';
import { reportEndpoints } from '../../src/features/field/reports/routes/desk/show-report.ts';
import { eraseReport } from '../../src/features/field/reports/store/erase-report.ts';
import { ListMemory } from '../../src/features/field/reports/store/list/find-reports.ts';
import { FormColumns } from '../../src/features/field/reports/store/list/load-columns.ts';
import { stoppedClock } from '../../src/kernel/time/clock.ts';
import { createLoadMeter } from '../../src/platform/jobs/load-meter.ts';
import { testApp } from './http.ts';
import { type Given, openReading, publish, xmlOf } from './reading.ts';

/** Answers of a report as a test gives them. */
export interface GivenAnswers {
  readonly note: string | null;
  readonly visits: readonly string[];
  readonly place: string | null;
}

/** What somebody did to a report, as it was sent. */
export interface SentAct {
  readonly report: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly reply: unknown;
}

/** Columns of the list that are compared, those of answers last. */
const TALLIED = ['state', 'station', 'moved', 'device', 'versions', 'flags', 'comments'];
const ANSWERED = ['/data/note', '/data/visit/station'];

/** Answers as a record has them. */
export function answersXml({ note, visits, place }: GivenAnswers): string {
  const texts = visits.map((name) => `<visit><station>${name}</station></visit>`).join('');
  return `${note === null ? '' : `<note>${note}</note>`}${texts}${place === null ? '' : `<place>${place}</place>`}`;
}

/** Answers by path, as they are to be compared. */
export function answersByPath({ note, visits, place }: GivenAnswers): Map<string, string> {
  const named: [string, string | null][] = [
    ['/data/note', note],
    ...visits.map((name, at): [string, string] => [`/data/visit[${at + 1}]/station`, name]),
    ['/data/place', place],
  ];
  return new Map(named.filter((one): one is [string, string] => one[1] !== null && one[1] !== ''));
}

/** A mission whose reports are worked on through the endpoints of the desk, with two versions of a form. */
export async function openReportDesk(sql: Sql) {
  const { intake, missionId, slug, reader, take, close } = await openReading(sql);
  const stations = 'name,label\n1001,One\n1002,Two\n';
  for (const version of ['1', '2']) await publish(sql, missionId, { version, stations });
  const deviceId = randomUUID();
  await sql`
    insert into device (id, mission_id, name, pseudonym, kind, created_at)
    values (${deviceId}, ${missionId}, 'Observer 7', ${deviceId.replaceAll('-', '').slice(0, 16)}, 'odk', now())`;
  const blobs = { open: async () => null };
  const readAgain = () => {};
  const ground = { blobs, load: createLoadMeter(stoppedClock(0)), intake, readAgain };
  const { call } = testApp([...reportActEndpoints(ground), ...reportEndpoints(ground)], { sql });
  const base = `/api/missions/${slug}/reports`;
  const said = new Map<string, GivenAnswers>();
  const note = (xml: string, answers: GivenAnswers) => {
    const sha256 = createHash('sha256').update(xml).digest('hex');
    said.set(sha256, answers);
    return sha256;
  };
  const get = async <T>(path: string): Promise<T> => {
    const reply = await call('reader', `GET ${base}/${path}` as 'GET /x');
    if (reply.status !== 200) throw new Error(`GET ${path}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as T;
  };
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const reply = await call('editor', `POST ${base}/${path}` as 'POST /x', body);
    const text = await reply.text();
    if (!reply.ok) throw new Error(`POST ${path} ${JSON.stringify(body)}: ${reply.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  return {
    ...{ missionId, said, get, post, close },
    sender: { deviceId, pseudonym: null, courierId: null },
    read: () => reader.run(),
    /** Something comes, and is not read yet. */
    come: async (given: Given, answers: GivenAnswers, arrival: Partial<Arrival> = {}) => {
      const whole = { id: randomUUID(), ...given, answers: answersXml(answers) };
      note(xmlOf(whole), answers);
      return await take(whole, arrival);
    },
    record: (given: Given, answers: GivenAnswers) => {
      const xml = xmlOf({ ...given, answers: answersXml(answers) });
      return { xml, sha256: note(xml, answers) };
    },
    show: (report: string) => get<ReportReply>(report),
    differences: (report: string, { from, to }: { readonly from: string; readonly to: string }) =>
      get<DifferenceReply>(`${report}/differences?from=${from}&to=${to}`),
    /** Writes something to a report, and once more; takes it back, and once more. */
    comment: async (report: string, isWithdrawn: boolean) => {
      const id = randomUUID();
      for (const _ of [0, 1]) await post(`${report}/comments`, { id, text: 'again' });
      const line = `DELETE ${base}/${report}/comments/${id}` as const;
      for (const _ of isWithdrawn ? [0, 1] : []) expect((await call('editor', line as 'DELETE /x')).status).toBe(204);
    },
    erase: async (report: string) => {
      await sql.begin((tx) => eraseReport(tx, missionId, { reportId: report, at: new Date() }));
    },
    settle: () => settleReports(sql, missionId, 1),
    /** What lists, filters and tallies tell. */
    lists: () => listsOf({ sql, memory: new ListMemory(), forms: new FormColumns() }, { id: missionId, slug }),
  };
}

async function listsOf(tools: ListTools, mission: { readonly id: string; readonly slug: string }) {
  const filter = { form: 'form', filters: [], search: null };
  const asked = { kind: 'page', mission, sort: null, after: null, limit: 200, columns: ANSWERED } as const;
  const named = await answerPage(tools, { ...asked, filter });
  const all = await answerPage(tools, { ...asked, columns: [], filter: { ...filter, form: null } });
  const words = await answerPage(tools, { ...asked, filter: { ...filter, search: 'again' } });
  const tallies: unknown[] = [];
  for (const column of [...TALLIED, ...ANSWERED]) {
    const isAnswer = column.startsWith('/');
    const order = { kind: 'tally', mission, column, most: 100, filter: { ...filter, form: isAnswer ? 'form' : null } };
    tallies.push([column, await answerTally(tools, order as Parameters<typeof answerTally>[1])]);
  }
  const sorted = (page: typeof all) => page.reports.map(({ ordinal: _, ...row }) => row).sort(byId);
  return { all: sorted(all), named: sorted(named), words: sorted(words), tallies };
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}
