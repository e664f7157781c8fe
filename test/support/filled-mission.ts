import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import type { ReportReply } from '../../src/features/field/reports/arrivals/arrival-replies.ts';
import type { MadeKey } from '../../src/features/mission/api-keys/api-key.ts';
import type { OpenRosaSecrets } from '../../src/features/mission/devices/device-replies.ts';
import type { ShownPlan } from '../../src/features/mission/plan/plan-replies.ts';
import {
  drawWanted,
  registerSample,
  type SampleWanted,
} from '../../src/features/mission/samples/routes/draw-for-mission.ts';
import type { HistoryBody } from '../../src/features/office/history/contract.ts';
import { must } from '../../src/kernel/result.ts';
import { exportAsk } from './exported-reports.ts';
import { TEST_NOW } from './http.ts';
import { personOf } from './people-desk.ts';
import { SHEET_WORKBOOK } from './typing-desk.ts';
import { type Call, callerOf, type WholeServer } from './whole-server.ts';

/** What is known of a mission in which there is something of everything that can be read. */
export interface FilledMission {
  readonly slug: string;
  /** In names, titles, labels, answers and files of it, and of no other. */
  readonly word: string;
  readonly key: string;
  readonly device: OpenRosaSecrets;
  /** Parts of addresses by their names; what `sha256` stands for depends on the address. */
  readonly params: Readonly<Record<string, string>>;
  readonly sha256: { readonly version: string; readonly earlier: string; readonly file: string };
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What a mission is to be called, and how much there is to be in it. */
export interface GivenMission {
  readonly slug: string;
  readonly word: string;
  /** Reports, and sheets of paper. */
  readonly count: number;
}

/** Through what a mission is made. */
export interface MissionMaker {
  readonly call: Call;
  /** Resolves once what came to the mission at this path was read. */
  readonly readReports: (base: string) => Promise<void>;
  /** Resolves once everything of the mission at this path was matched with its plan. */
  readonly matched: (base: string) => Promise<void>;
  /** Resolves once that export is made. */
  readonly makeExport: (base: string, id: string) => Promise<void>;
}

/** Makes a mission in this process, as `makeMission`. */
export async function fillMission(sql: Sql, server: WholeServer, given: GivenMission): Promise<FilledMission> {
  const { readReports, matched, makeExports: makeExport } = server;
  const made = await makeMission({ call: callerOf(sql, server), readReports, matched, makeExport }, given);
  const sample = await addSample(sql, given);
  return { ...made, params: { ...made.params, sample, file: 'document.json' } };
}

/** Makes a mission through the endpoints themselves, with so many reports and sheets of paper, the first report corrected. */
export async function makeMission(
  { call, readReports, matched, makeExport }: MissionMaker,
  { slug, word, count }: GivenMission,
): Promise<FilledMission> {
  const base = `/api/missions/${slug}`;
  const mission = { name: { en: `Mission ${word}` }, election: null };
  await call('administrator1', 'POST', '/api/missions', { id: randomUUID(), slug, ...mission });
  const made = { name: `Telephone ${word}`, kind: 'odk', login: 'one' };
  const device = await call<OpenRosaSecrets>('administrator1', 'POST', `${base}/devices`, {
    id: randomUUID(),
    ...made,
  });
  const scopes = ['reports:read', 'forms:read', 'log:read'];
  const named = { name: `Program ${word}`, scopes };
  const { key } = await call<MadeKey>('administrator1', 'POST', `${base}/api-keys`, named);
  await publishForms(call, base, word);
  const file = await call<{ sha256: string }>(
    'editor1',
    'PUT',
    `${base}/entry-files/${randomUUID()}`,
    Buffer.from(word),
  );
  const [ids, papers]: [string[], string[]] = [[], []];
  for (let at = 0; at < count; at += 1) {
    const { reportId } = await call<{ reportId: string }>(
      'editor1',
      'POST',
      `${base}/entries`,
      entryOf(word, file.sha256),
    );
    ids.push(reportId);
    papers.push(await typeOnPaper(call, base, word));
  }
  await readReports(base);
  const [report, paper] = [must(ids[0], 'report'), must(papers[0], 'sheet')];
  await workOn(call, base, { report, word });
  await readReports(base);
  const { versions } = await call<ReportReply>('administrator1', 'GET', `${base}/reports/${report}`);
  const view = { form: null, filters: [], search: word, sort: null, columns: [], size: 50 };
  await call('administrator1', 'POST', `${base}/report-views`, { id: randomUUID(), name: word, isShared: true, view });
  const id = randomUUID();
  await call('administrator1', 'POST', `${base}/exports`, {
    id,
    ask: exportAsk({ formId: 'sheet', withRepeats: false }),
  });
  await makeExport(base, id);
  const list = randomUUID();
  const rule = { endsOn: '2023-11-05', days: { files: 0 }, base: 0, reason: `Because of ${word}` };
  await call('administrator1', 'PUT', `${base}/retention`, rule);
  await call('administrator1', 'POST', `${base}/retention/lists`, { id: list, asOf: null });
  const person = await addPeople(call, base, { word, device: device.id, count });
  const visit = await addPlan(call, base, { word, team: person.team });
  const meeting = await addMeeting(call, base, word);
  const message = await addMessage(call, base, { word, team: person.team });
  await matched(base);
  const check = randomUUID();
  const words = {
    title: { en: `Check ${word}` },
    severity: 'note',
    expression: '${voters} > 5',
    other: null,
    isOn: true,
  };
  await call('editor1', 'POST', `${base}/checks`, { id: check, form: 'sheet', ...words });
  const turnout = { form: 'sheet', voted: '/data/voters', at: '12:00', registered: null };
  await call('editor1', 'PUT', `${base}/turnout-settings`, { questions: [turnout], base: 0, reason: null });
  const incident = randomUUID();
  const facts = { what: `Seen by ${word}`, danger: 'sos' };
  await call('editor1', 'POST', `${base}/incidents`, { id: incident, facts });
  const [earlier, version] = [versions[0]?.sha256 ?? '', versions.at(-1)?.sha256 ?? ''];
  const { acts } = await call<HistoryBody>('administrator1', 'GET', '/api/history?action=device.added');
  const act = acts.find(({ action, details }) => action === 'device.added' && JSON.stringify(details).includes(word));
  const params = {
    act: must(act, 'act').id,
    mission: slug,
    form: 'sheet',
    number: '2',
    name: 'stations.csv',
    report,
    paper,
    id,
    list,
    device: device.id,
    person: person.id,
    team: person.team,
    visit,
    check,
    meeting,
    message,
    recipient: person.team,
    incident,
  };
  return { slug, word, key, device, params, sha256: { version, earlier, file: file.sha256 } };
}

/** A sample of a list in a file, since the mission observes no election. Gives its id. */
async function addSample(sql: Sql, { slug, word }: { readonly slug: string; readonly word: string }): Promise<string> {
  const [found] = await sql<{ id: string }[]>`select id from mission where slug = ${slug}`;
  const units = [1, 2, 3].map((at) => ({ id: `Pier ${word} ${at}`, stratum: null, cluster: null, size: null }));
  const wanted: SampleWanted = {
    ...{ id: randomUUID(), name: `Sample ${word}`, seed: word, reserves: 0 },
    frame: { units, source: { kind: 'file', name: `${word}.csv` } },
    design: { kind: 'units', method: 'simple', allocation: { kind: 'none', n: 2 } },
  };
  const drawn = drawWanted(wanted);
  if (!drawn.ok) throw new Error(JSON.stringify(drawn.error));
  const given = { wanted, draw: drawn.value, at: new Date(TEST_NOW), by: { id: null, name: 'console' } };
  await sql.begin((transaction) => registerSample(transaction, { id: must(found, 'mission').id, slug }, given));
  return wanted.id;
}

/** A person in a team that has the device, and what was decided about people. Gives the ids of person and team. */
async function addPeople(
  call: Call,
  base: string,
  { word, device, count }: { readonly word: string; readonly device: string; readonly count: number },
): Promise<{ readonly id: string; readonly team: string }> {
  const [person, team] = [personOf('OBS-1', { role: `Role ${word}` }), randomUUID()];
  await call('editor1', 'PUT', `${base}/people/settings`, {
    accreditationRule: null,
    countryCode: `99${count}`,
    base: 0,
  });
  await call('editor1', 'POST', `${base}/people`, person);
  const step = { kind: 'applied', on: '2024-02-01', badge: null, validTo: null, reason: null };
  await call('editor1', 'POST', `${base}/people/${person.id}/accreditation`, { id: randomUUID(), ...step });
  await call('editor1', 'POST', `${base}/teams`, { id: team, code: 'T1', name: `Team ${word}`, kind: 'pair' });
  const members = [{ person: person.id, part: 'observer', fromDay: null, toDay: null }];
  await call('editor1', 'PUT', `${base}/teams/${team}/members`, { members, base: 1, reason: null });
  const handed = { id: randomUUID(), holder: { team }, base: null, reason: null };
  await call('editor1', 'PUT', `${base}/devices/${device}/holder`, handed);
  return { id: person.id, team };
}

/** A phase of the only form, a visit that is expected and was changed, a call about it. Gives the id of the visit. */
async function addPlan(
  call: Call,
  base: string,
  { word, team }: { readonly word: string; readonly team: string },
): Promise<string> {
  const { forms } = await call<ShownPlan>('editor1', 'GET', `${base}/plan`);
  const form = must(
    forms.find(({ name }) => name === 'sheet'),
    'form',
  ).id;
  const phase = { key: 'voting', name: { en: `Phase ${word}` }, dueAt: null, dueDays: 0, forms: [form] };
  const plan = { zone: 'Asia/Baku', dayBeginsAt: 4, phases: [phase], base: 0, reason: null };
  await call('editor1', 'PUT', `${base}/plan`, plan);
  const visit = { id: randomUUID(), team, day: '2024-02-05', phase: 'voting', station: `Pier ${word}`, position: 1 };
  await call('editor1', 'POST', `${base}/plan/visits`, { visits: [{ ...visit, source: 'route' }] });
  for (const [at, position] of [1, 2].entries()) {
    const words = { position, mark: null, markedAt: null, note: `Behind ${word}`, base: at + 1, reason: null };
    await call('editor1', 'PUT', `${base}/plan/visits/${visit.id}`, words);
  }
  const about = { person: null, visit: visit.id, report: null, outcome: 'reached', calledAt: null };
  await call('editor1', 'POST', `${base}/calls`, { id: randomUUID(), team, ...about, note: `Spoke of ${word}` });
  return visit.id;
}

/** A meeting with what has to follow, and a restricted note that was changed. Gives its id. */
async function addMeeting(call: Call, base: string, word: string): Promise<string> {
  const id = randomUUID();
  const words = {
    met: null,
    heldAt: '2024-01-31T10:00:00Z',
    place: null,
    tookPart: [],
    topics: null,
    publicNote: null,
  };
  await call('editor1', 'POST', `${base}/meetings`, { id, institution: `Office ${word}`, ...words });
  const item = {
    kind: 'follow-up',
    whose: null,
    askedOn: null,
    dueOn: null,
    state: 'open',
    doneOn: null,
    answer: null,
  };
  const sent = { id: randomUUID(), what: `Ask ${word}`, usedIn: null, ...item };
  await call('editor1', 'POST', `${base}/meetings/${id}/items`, sent);
  for (const [at, text] of [`Said of ${word}`, `Meant of ${word}`].entries())
    await call('editor1', 'PUT', `${base}/meetings/${id}/restricted`, { text, base: at, reason: 'Heard it again' });
  return id;
}

/** A message to the team, as telephones without our app would miss it. Gives its id. */
async function addMessage(
  call: Call,
  base: string,
  { word, team }: { readonly word: string; readonly team: string },
): Promise<string> {
  const [id, audience] = [randomUUID(), { kind: 'teams' }];
  await call('editor1', 'POST', `${base}/messages`, { id, texts: { en: `Word of ${word}` }, teams: [team], audience });
  return id;
}

/** Two versions of the same form in each mission, with a file beside it, and the draft of a third. */
async function publishForms(call: Call, base: string, word: string): Promise<void> {
  const file = Buffer.from(`name,label\n1,${word} Pier\n`);
  for (const [version, reason] of [
    ['1', undefined],
    ['2', 'A better label'],
    ['3', null],
  ] as const) {
    const workbook = workbookOf(word, version);
    const begun = { workbook, sourceName: 'sheet.xlsx' };
    await call('editor1', 'POST', `${base}/drafts`, begun);
    const draft = await call<{ revision: number }>(
      'editor1',
      'PUT',
      `${base}/forms/sheet/draft/files/stations.csv`,
      file,
    );
    if (reason !== null) await call('editor1', 'POST', `${base}/forms/sheet/publish`, { base: draft.revision, reason });
  }
}

function workbookOf(word: string, version: string) {
  const [survey, choices] = SHEET_WORKBOOK.sheets;
  const station = ['select_one_from_file stations.csv', 'station', 'Station', ''];
  const rows = [...(survey?.rows ?? []), station].map((row) =>
    row.map((cell) => cell.replace('Place', `Place ${word}`)),
  );
  const settings = [
    ['form_id', 'form_title', 'version'],
    ['sheet', `Sheet ${word}`, version],
  ];
  return { sheets: [{ name: 'survey', rows }, choices, { name: 'settings', rows: settings }] };
}

function recordOf(word: string, { id = `uuid:${randomUUID()}`, corrects = '' } = {}): string {
  const named = `<instanceID>${id}</instanceID>${corrects === '' ? '' : `<deprecatedID>${corrects}</deprecatedID>`}`;
  return (
    `<data id="sheet" version="2"><place>At ${word}</place><voters>7</voters><open>yes</open>` +
    `<person><role>${word}</role></person><meta>${named}</meta></data>`
  );
}

function entryOf(word: string, file: string) {
  const about = { form: 'sheet', number: 2, cameBy: 'telephone', device: null, reporter: `Ann ${word}`, note: null };
  const files = [{ name: `${word}.txt`, sha256: file, contentType: 'text/plain' }];
  return { id: randomUUID(), ...about, xml: recordOf(word), files };
}

/** Corrects the report, and writes something to it. */
async function workOn(call: Call, base: string, { report, word }: { report: string; word: string }): Promise<void> {
  const { standing, versions } = await call<ReportReply>('editor1', 'GET', `${base}/reports/${report}`);
  const xml = recordOf(`${word} again`, { corrects: versions[0]?.instanceId ?? '' });
  const act = { id: randomUUID(), on: standing?.version, reason: `Because of ${word}`, kind: 'correct', xml };
  await call('editor1', 'POST', `${base}/reports/${report}/acts`, act);
  await call('editor1', 'POST', `${base}/reports/${report}/comments`, { id: randomUUID(), text: word });
}

/** A sheet with its picture and two copies that differ. */
async function typeOnPaper(call: Call, base: string, word: string): Promise<string> {
  const id = randomUUID();
  const papers = [{ id, label: `Sheet ${word} ${id}`, station: null }];
  await call('editor1', 'POST', `${base}/papers`, { form: 'sheet', number: 2, papers });
  await call('editor1', 'PUT', `${base}/papers/${id}/scan`, Buffer.concat([PNG, Buffer.from(word)]));
  for (const [person, more] of [
    ['editor1', 'one'],
    ['editor2', 'two'],
  ] as const) {
    const body = { id: randomUUID(), xml: recordOf(`${word} ${more}`) };
    await call(person, 'POST', `${base}/papers/${id}/copies`, body);
  }
  return id;
}
