import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, expect, test } from 'vitest';
import { testArrival } from '../../../../../test/support/arrivals.ts';
import { personOf } from '../../../../../test/support/people-desk.ts';
import { testDatabase } from '../../../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { SHEET_WORKBOOK, sheetXml, testPerson } from '../../../../../test/support/typing-desk.ts';
import { callerOf, openWholeServer } from '../../../../../test/support/whole-server.ts';
import { blobPath } from '../../../../platform/files/blobs/blob-path.ts';
import { OpenArchive } from './open-archive.ts';
import { takeEverything } from './take-everything.ts';

const { sql } = await testDatabase();
const server = await openWholeServer(sql, sql);
const call = callerOf(sql, server);
const [dataFolder, folder] = [temporaryFolder('taken-data'), temporaryFolder('taken')];
afterAll(() => {
  for (const each of [dataFolder, folder]) rmSync(each, { recursive: true, force: true });
});

const BASE = '/api/missions/coast';
const SCAN = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

for (const person of ['editor1', 'editor2', 'administrator1']) {
  const { id, name, role } = testPerson(person);
  await sql`
    insert into account (id, name, sign_in_name, sign_in_key, role, created_at)
    values (${id}, ${name}, ${person}, ${person}, ${role}, now())`;
}
const mission = { id: randomUUID(), slug: 'coast', name: { en: 'Coast' }, election: null };
await call('administrator1', 'POST', '/api/missions', mission);
const begun = { workbook: SHEET_WORKBOOK, sourceName: 'sheet.xlsx' };
const { revision } = await call<{ revision: number }>('editor1', 'POST', `${BASE}/drafts`, begun);
await call('editor1', 'POST', `${BASE}/forms/sheet/publish`, { base: revision });
const entry = { id: randomUUID(), form: 'sheet', number: 1, cameBy: 'telephone', device: null, files: [] };
const heard = { reporter: 'Ann Canaryova', note: 'as Person editor1 heard', xml: sheetXml({}) };
await call('editor1', 'POST', `${BASE}/entries`, { ...entry, ...heard });
const sheet = randomUUID();
const papers = [{ id: sheet, label: '=Sheet 7', station: null }];
await call('editor1', 'POST', `${BASE}/papers`, { form: 'sheet', number: 1, papers });
await call('editor1', 'PUT', `${BASE}/papers/${sheet}/scan`, SCAN);
const typed = { first: sheetXml({ voters: '7' }), second: sheetXml({ voters: '8' }) };
await call('editor1', 'POST', `${BASE}/papers/${sheet}/copies`, { id: randomUUID(), xml: typed.first });
await call('editor2', 'POST', `${BASE}/papers/${sheet}/copies`, { id: randomUUID(), xml: typed.second });
await server.readReports();
const [observer, team] = [personOf('OBS-1', { note: 'Person editor2 knows them' }), randomUUID()];
await sql`
  insert into account_right (id, account_id, name, reason, given_at, given_by, given_by_name)
  select gen_random_uuid(), id, 'identities', 'for the test', now(), id, name from account where sign_in_key = 'editor1'`;
await call('editor1', 'POST', `${BASE}/people`, observer);
const names = { name: 'Bo Kestrelov', nameLatin: null, email: null };
const phones = [{ id: randomUUID(), written: '+999 55 010 20 30', label: null }];
await call('editor1', 'PUT', `${BASE}/people/${observer.id}/identity`, { ...names, phones, base: 0, reason: 'came' });
const applied = { id: randomUUID(), kind: 'applied', on: '2024-02-01', badge: null, validTo: null, reason: null };
await call('editor1', 'POST', `${BASE}/people/${observer.id}/accreditation`, applied);
await call('editor1', 'POST', `${BASE}/teams`, { id: team, code: 'T1', name: null, kind: 'pair' });
const members = [{ person: observer.id, part: 'observer', fromDay: '2024-02-07', toDay: null }];
await call('editor1', 'PUT', `${BASE}/teams/${team}/members`, { members, base: 1, reason: null });

const phase = { key: 'opening', name: { en: 'Opening' }, dueAt: null, dueDays: 0, forms: [] };
await call('editor1', 'PUT', `${BASE}/plan`, {
  ...{ zone: 'Asia/Baku', dayBeginsAt: 4, phases: [phase], base: 0, reason: null },
});
const visit = { id: randomUUID(), team, day: '2024-02-07', phase: 'opening', station: '0101', position: 1 };
await call('editor1', 'POST', `${BASE}/plan/visits`, { visits: [{ ...visit, source: 'route' }] });
const marked = { position: 1, mark: 'unreachable', markedAt: null, note: null, base: 1, reason: null };
await call('editor1', 'PUT', `${BASE}/plan/visits/${visit.id}`, marked);
const called = { id: randomUUID(), team, person: null, visit: visit.id, report: null, outcome: 'busy' };
await call('editor1', 'POST', `${BASE}/calls`, { ...called, note: null, calledAt: null });
await call('editor1', 'POST', `${BASE}/calls/${called.id}/strike`, { reason: 'Another team' });
const message = { id: randomUUID(), texts: { en: 'Stay there' }, teams: [team], audience: { kind: 'teams' } };
await call('editor1', 'POST', `${BASE}/messages`, message);
await call('editor1', 'POST', `${BASE}/messages/${message.id}/withdraw`, { reason: 'Too late' });
const meeting = { id: randomUUID(), institution: 'Invented office', met: null, heldAt: '2024-01-31T10:00:00Z' };
const said = { place: null, tookPart: ['OBS-1'], topics: null, publicNote: null };
await call('editor1', 'POST', `${BASE}/meetings`, { ...meeting, ...said });
const follow = { kind: 'follow-up', what: 'Write to them', whose: null, askedOn: null, dueOn: null };
const unanswered = { state: 'open', doneOn: null, answer: null, usedIn: null };
await call('editor1', 'POST', `${BASE}/meetings/${meeting.id}/items`, { id: randomUUID(), ...follow, ...unanswered });
const secret = { text: 'Not to be said', base: 0, reason: null };
await call('editor1', 'PUT', `${BASE}/meetings/${meeting.id}/restricted`, secret);
const check = {
  ...{ id: randomUUID(), form: 'sheet', title: { en: 'As Person editor1 said' }, severity: 'warning', other: null },
  ...{ expression: '/data/voters > 5', isOn: true },
};
await call('editor1', 'POST', `${BASE}/checks`, check);
const { expression, title, severity, other } = check;
await call('editor1', 'PUT', `${BASE}/checks/${check.id}`, {
  ...{ title, severity, expression, other, isOn: false, base: 1, reason: 'Too loud' },
});
const [typedReport] = await sql<{ id: string }[]>`select id from report limit 1`;
const verified = {
  id: randomUUID(),
  answers: [{ path: '/data/voters', value: '7' }],
  how: 'call',
  note: 'They are sure',
};
await call('editor1', 'POST', `${BASE}/reports/${typedReport?.id}/verifications`, verified);
const [stays, twin] = [randomUUID(), randomUUID()];
await call('editor1', 'POST', `${BASE}/incidents`, { id: stays, facts: { what: 'Pushed out', danger: 'sos' } });
await call('editor1', 'POST', `${BASE}/incidents`, { id: twin, facts: { what: 'Person editor2 was there' } });
const onIncident = async (incident: string, base: number | null, act: object, reason: string | null = null) =>
  await call('editor1', 'POST', `${BASE}/incidents/${incident}/acts`, { id: randomUUID(), base, act, reason });
await onIncident(stays, null, { kind: 'acknowledged' });
await onIncident(stays, 2, { kind: 'assigned', assignee: testPerson('editor2').id });
await onIncident(stays, 3, { kind: 'linked', link: 'person', target: observer.id });
await onIncident(twin, 1, { kind: 'merged', into: stays }, 'The same event');
await call('editor1', 'PUT', `${BASE}/incidents/settings`, {
  ...{ base: 0, categories: [], forms: [], reason: 'None is needed' },
});

async function take(name: string, withNames: boolean) {
  const own = join(folder, name);
  mkdirSync(own);
  const archive = await OpenArchive.begin(own, 'archive');
  const order = { archive, dataFolder, withNames, program: '1', now: new Date(0), say: () => {} };
  const described = await sql.begin('isolation level repeatable read read only', (snapshot) =>
    takeEverything(snapshot, order),
  );
  await archive.finish();
  await archive.close();
  expect(statSync(join(own, 'archive')).mode & 0o777).toBe(0o600);
  const script = `import sys, json, zipfile
z = zipfile.ZipFile(sys.argv[1])
print(json.dumps({n: z.read(n).decode('latin1') for n in z.namelist()}))`;
  const out = execFileSync('python3', ['-c', script, join(own, 'archive')], { maxBuffer: 1e9 }).toString();
  const files = new Map(Object.entries(JSON.parse(out) as Record<string, string>));
  const text = (path: string) => Buffer.from(files.get(`missions/coast/${path}`) ?? '', 'latin1');
  const rows = (path: string) => parse(text(path), { bom: true, columns: true }) as Record<string, string>[];
  return { described, files, text, rows };
}

test('OPS-11 what was typed at the desk is taken out: for whom, sheets with their pictures, every copy', async () => {
  const [row] = await sql<{ sha256: Buffer }[]>`select scan_sha256 as sha256 from paper`;
  const scanPath = blobPath(join(dataFolder, 'files'), row?.sha256 ?? Buffer.alloc(32));
  const without = await take('without', false);
  expect(without.described.faults).toEqual([expect.stringContaining(`sheets/${sheet}/scan.png`)]);
  expect(without.files.get('README.md')).toContain('What is not in it, though it should be');
  mkdirSync(dirname(scanPath), { recursive: true });
  writeFileSync(scanPath, SCAN);
  const { described, text, rows } = await take('with', true);
  expect(described.faults).toEqual([]);
  expect(text(`sheets/${sheet}/scan.png`)).toEqual(SCAN);
  expect(rows('sheets.csv')).toMatchObject([
    { sheet, label: "'=Sheet 7", scan: `missions/coast/sheets/${sheet}/scan.png` },
  ]);
  expect(rows('copies.csv').map(({ place, typist }) => [place, typist])).toEqual([
    ['1', 'Person editor1'],
    ['2', 'Person editor2'],
  ]);
  expect([1, 2].map((at) => text(`sheets/${sheet}/copy-${at}.xml`).toString())).toEqual([typed.first, typed.second]);
  expect(rows('entries.csv')).toMatchObject([
    { reporter: 'Ann Canaryova', came_by: 'telephone', typist: 'Person editor1' },
  ]);
  expect(rows('entries.csv')[0]?.sha256).toBe(rows('submissions.csv')[0]?.sha256);
});

test('people are taken out by their codes, and who they are where names were asked for', async () => {
  const { rows } = await take('people', true);
  expect(rows('people.csv')).toMatchObject([{ code: 'OBS-1', team: 'T1', note: 'Person editor2 knows them' }]);
  expect(rows('people-with-names.csv')).toMatchObject([
    { code: 'OBS-1', name: 'Bo Kestrelov', phone: "'+999550102030" },
  ]);
  expect(rows('accreditations.csv')).toMatchObject([{ person: 'OBS-1', step: 'applied', on: '2024-02-01' }]);
  expect(rows('teams.csv')).toMatchObject([{ team: 'T1', person: 'OBS-1', from_day: '2024-02-07', to_day: '' }]);
});

test('plan, calls, messages and meetings are taken out, what was struck or withdrawn among them', async () => {
  const { rows } = await take('work', false);
  expect(rows('expected-visits.csv')).toMatchObject([{ team: 'T1', station: '0101', mark: 'unreachable' }]);
  expect(rows('expected-visit-versions.csv')).toHaveLength(1);
  expect(rows('calls.csv')).toMatchObject([{ team: 'T1', outcome: 'busy', struck_because: 'Another team' }]);
  const [message] = rows('messages.csv');
  expect(JSON.parse(message?.texts ?? '')).toEqual({ en: 'Stay there' });
  expect(message).toMatchObject({ withdrawn_because: 'Too late' });
  expect(rows('message-recipients.csv')).toMatchObject([{ message: message?.message, team: 'T1', device: '' }]);
  expect(rows('meetings.csv')).toMatchObject([{ institution: 'Invented office', took_part: 'OBS-1' }]);
  expect(rows('meeting-items.csv')).toMatchObject([{ what: 'Write to them', state: 'open' }]);
  expect(rows('meeting-notes.csv')).toMatchObject([{ text: 'Not to be said' }]);
});

test('checks are taken out with every version and what was verified; incidents with all that was done to them', async () => {
  const { rows } = await take('findings', false);
  expect(rows('check-versions.csv')).toMatchObject([
    { check: check.id, version: '1', form: 'sheet', expression, is_on: '1', reason: '' },
    { check: check.id, version: '2', is_on: '0', reason: 'Too loud' },
  ]);
  expect(rows('check-verifications.csv')).toMatchObject([
    { report: typedReport?.id, path: '/data/voters', value: '7', how: 'call', note: 'They are sure' },
  ]);
  expect(rows('incidents.csv')).toMatchObject([
    {
      incident: stays,
      number: '1',
      what: 'Pushed out',
      status: 'assigned',
      acknowledged_at: expect.stringMatching(/Z$|\+/),
    },
    { incident: twin, number: '2', merged_into: '1' },
  ]);
  expect(rows('incidents.csv')[0]?.assignee).toMatch(/^editor \w{8}$/);
  expect(rows('incident-acts.csv').map(({ incident, kind, reason }) => [incident, kind, reason])).toEqual([
    ...[
      ['1', 'made', ''],
      ['1', 'acknowledged', ''],
      ['1', 'assigned', ''],
      ['1', 'linked', ''],
    ],
    ...[
      ['2', 'made', ''],
      ['2', 'merged', 'The same event'],
    ],
  ]);
  expect(rows('incident-links.csv')).toEqual([{ incident: '1', kind: 'person', target: 'OBS-1' }]);
  expect(rows('incident-settings.csv')).toMatchObject([{ revision: '1', reason: 'None is needed' }]);
});

/** Tables of a mission that the archive has something of; what is in which file stands in `docs/exports.md`. */
const TAKEN = [
  ...['accreditation_step', 'call_entry', 'check_result', 'check_verification', 'device', 'device_holder'],
  ...['expected_visit', 'expected_visit_version', 'form', 'incident', 'incident_act', 'incident_form', 'incident_link'],
  ...['incident_setting', 'log_leaf', 'meeting', 'meeting_item', 'meeting_restricted_note', 'meeting_version'],
  ...['message_answer', 'message_recipient', 'mission_message', 'paper', 'person', 'person_identity', 'person_phone'],
  ...['plan_phase', 'plan_phase_form', 'plan_settings', 'report', 'report_act', 'report_check', 'report_comment'],
  ...[
    'report_entry',
    'report_file',
    'report_item',
    'report_reading',
    'sample',
    'sample_unit',
    'sample_withdrawal',

    'team',
    'team_member',
    'turnout_settings',
  ],
  'visit',
];
const LEFT_OUT = {
  'follows from what is taken': [
    ...['check_due', 'check_found', 'column_chunk', 'column_data', 'column_word', 'incident_changed_report'],
    ...['incident_count', 'log_waiting', 'report_flow', 'report_place', 'report_progress', 'response_count'],
    ...['turnout_due', 'turnout_seen', 'visited_station'],
  ],
  'of this server alone: keys, what it was set to, what runs': [
    ...['api_key', 'export_job', 'log_alarm', 'mission_log', 'people_settings', 'report_view', 'retention_hold'],
    ...['retention_list', 'retention_rule'],
  ],
  'what stood before, as `docs/next.md` says': [
    ...['identity_version', 'person_version', 'plan_settings_version', 'team_version', 'turnout_settings_version'],
  ],
};

test('of every table of a mission it is decided whether it is taken out', async () => {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'mission_id' order by 1`;
  const decided = [...TAKEN, ...Object.values(LEFT_OUT).flat()].sort();
  expect(tables.map(({ name }) => name)).toEqual(decided);
});

test('and names nobody where nobody asked for names', async () => {
  const { files, rows } = await take('nameless', false);
  const all = [...files].map(([path, text]) => `${path}\n${text}`).join('\n');
  expect(
    ['Canaryova', 'Person editor', 'Person administrator', 'Kestrelov', '0102030'].filter((name) => all.includes(name)),
  ).toEqual([]);
  const [told] = rows('entries.csv');
  expect(told).toMatchObject({ reporter: 'person', note: expect.stringMatching(/^as editor \w{8} heard$/) });
});

test('files are taken out that are kept longer than the bytes of the version that they came with', async () => {
  const sha256 = createHash('sha256').update(SCAN).digest();
  const path = blobPath(join(dataFolder, 'files'), sha256);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, SCAN);
  const [{ id: missionId } = { id: '' }] = await sql<{ id: string }[]>`select id from mission where slug = 'coast'`;
  const files = [{ name: 'wall.png', sha256, bytes: SCAN.length, contentType: 'image/png' }];
  const taken = await server.intake.take(missionId, { ...testArrival({ id: 'uuid:photo', form: 'sheet' }), files });
  await server.readReports();
  const fileOf = (rows: readonly Record<string, string>[]) => rows.find(({ name }) => name === 'wall.png');
  const whole = await take('whole', false);
  expect(fileOf(whole.rows('files.csv'))?.submission).toMatch(/submission\.xml$/);
  await sql`
    update report_item set raw = null, raw_deleted_at = now() where mission_id = ${missionId} and report_id = ${taken.reportId}`;
  const { described, files: found, rows } = await take('bytes-deleted', false);
  expect(described.faults).toEqual([]);
  const told = fileOf(rows('files.csv'));
  expect(told).toMatchObject({ submission: '', state: 'present' });
  expect(Buffer.from(found.get(told?.file ?? '') ?? '', 'latin1')).toEqual(SCAN);
});
