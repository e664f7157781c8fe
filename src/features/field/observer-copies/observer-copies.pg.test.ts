import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { testArrival } from '../../../../test/support/arrivals.ts';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { SHEET_WORKBOOK, testPerson } from '../../../../test/support/typing-desk.ts';
import { callerOf, openWholeServer } from '../../../../test/support/whole-server.ts';
import { must } from '../../../kernel/result.ts';
import type { OpenRosaSecrets } from '../../mission/devices/device-replies.ts';
import type { ArrivedFile } from '../reports/arrival.ts';
import type { ReportReply } from '../reports/arrivals/arrival-replies.ts';

const { sql } = await testDatabase();
const server = await openWholeServer(sql, sql);
const call = callerOf(sql, server);
const { call: ask, audited } = testApp(server.endpoints, { sql });
const BASE = '/api/missions/coast';

const PEOPLE = ['editor1', 'editor2', 'administrator1', 'administrator2'];
for (const person of PEOPLE) {
  const { id, name, role } = testPerson(person);
  await sql`
    insert into account (id, name, sign_in_name, sign_in_key, role, created_at)
    values (${id}, ${name}, ${person}, ${person}, ${role}, now())`;
}
await call('administrator1', 'POST', '/api/missions', {
  ...{ id: randomUUID(), slug: 'coast', name: { en: 'Coast' }, election: null },
});
const begun = { workbook: SHEET_WORKBOOK, sourceName: 'sheet.xlsx' };
const { revision } = await call<{ revision: number }>('editor1', 'POST', `${BASE}/drafts`, begun);
await call('editor1', 'POST', `${BASE}/forms/sheet/publish`, { base: revision });
const [{ id: missionId } = { id: '' }] = await sql<{ id: string }[]>`select id from mission where slug = 'coast'`;

const addDevice = async (name: string, login: string) =>
  await call<OpenRosaSecrets>('administrator1', 'POST', `${BASE}/devices`, {
    id: randomUUID(),
    name,
    kind: 'odk',
    login,
  });
const own = await addDevice('Aysel Observer', 'aysel');
const other = await addDevice('Bahram Canaryov', 'bahram.canary');

async function* pieces(text: string) {
  yield Buffer.from(text);
}

async function photo(name: string, text: string): Promise<ArrivedFile> {
  const { sha256, bytes } = await server.blobs.keep(pieces(text), { maxBytes: 1_000 });
  return { name, sha256, bytes, contentType: 'image/jpeg' };
}

const recordOf = (place: string, meta: string) =>
  `<data id="sheet" version="1"><place>${place}</place><voters>7</voters><open>yes</open><meta>${meta}</meta></data>`;

interface Given {
  readonly deviceId: string;
  readonly place: string;
  readonly corrects?: string;
  readonly files?: readonly ArrivedFile[];
}

/** A record of the form that a telephone sends. */
async function send(id: string, { deviceId, place, corrects, files = [] }: Given) {
  const named = corrects === undefined ? {} : { corrects };
  const arrival = testArrival({ id, form: 'sheet', version: '1', deviceId, files, ...named });
  const meta = /<meta>(.*)<\/meta>/.exec(arrival.raw.toString())?.[1] ?? '';
  const raw = Buffer.from(recordOf(place, meta));
  const sha256 = createHash('sha256').update(raw).digest();
  return { raw, ...(await server.intake.take(missionId, { ...arrival, raw, sha256 })) };
}

/** The files of an archive, as Python's zipfile reads them; it checks each sum. */
function unzip(bytes: Uint8Array): ReadonlyMap<string, Buffer> {
  const script = `import sys, io, json, base64, zipfile
z = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert z.testzip() is None
print(json.dumps({n: base64.b64encode(z.read(n)).decode() for n in z.namelist()}))`;
  const out = execFileSync('python3', ['-c', script], { input: bytes, maxBuffer: 1e9 }).toString();
  const files = Object.entries(JSON.parse(out) as Record<string, string>);
  return new Map(files.map(([name, text]) => [name, Buffer.from(text, 'base64')]));
}

async function copyOf(device: string): Promise<ReadonlyMap<string, Buffer>> {
  const reply = await ask('administrator', `GET ${BASE}/devices/${device}/copy.zip`);
  expect(reply.status).toBe(200);
  return unzip(new Uint8Array(await reply.arrayBuffer()));
}

// biome-ignore lint/suspicious/noExplicitAny: what a copy says is read as its reader would.
const json = (files: ReadonlyMap<string, Buffer>, name: string): any =>
  JSON.parse(must(files.get(name), name).toString('utf8'));

const sent = await send('uuid:a1', {
  deviceId: own.id,
  place: 'Pier',
  files: [await photo('box.jpg', 'a sealed box')],
});
const edited = await send('uuid:a2', { deviceId: own.id, place: 'Quay', corrects: 'uuid:a1' });
await send('uuid:a1', {
  deviceId: other.id,
  place: 'Bahrams secret',
  files: [await photo('his.jpg', 'a photo of his')],
});
await send('uuid:b1', { deviceId: other.id, place: 'Lighthouse' });
await server.readReports();
const report = sent.reportId;
const { standing, versions } = await call<ReportReply>('editor1', 'GET', `${BASE}/reports/${report}`);
const counted = must(versions.find(({ sha256 }) => sha256 === standing?.version)?.instanceId, 'standing version');
await call('editor1', 'POST', `${BASE}/reports/${report}/acts`, {
  ...{ id: randomUUID(), on: standing?.version, kind: 'correct' },
  reason: 'Bahram Canaryov says so, and Person administrator2',
  xml: recordOf('Mole', `<instanceID>uuid:desk</instanceID><deprecatedID>${counted}</deprecatedID>`),
});
await call('administrator2', 'POST', `${BASE}/reports/${report}/comments`, {
  id: randomUUID(),
  text: `Ask PERSON EDITOR1, bahram.canary or ${other.pseudonym}; Aysel Observer knows`,
});
const told = { form: 'sheet', number: 1, cameBy: 'telephone', files: [] };
const typed = await call<{ reportId: string }>('editor2', 'POST', `${BASE}/entries`, {
  ...{ ...told, id: randomUUID(), device: own.id, reporter: null, note: 'Bahram Canaryov lent the telephone' },
  xml: recordOf('Told', '<instanceID>uuid:told</instanceID>'),
});
await call('editor1', 'POST', `${BASE}/entries`, {
  ...{ ...told, id: randomUUID(), device: null, reporter: 'Ann Kestrelova', note: null },
  xml: recordOf('Told by Ann', '<instanceID>uuid:ann</instanceID>'),
});
await server.readReports();
const reason = 'Her telephone is with Bahram Canaryov';
await call('administrator1', 'POST', `${BASE}/devices/${own.id}/revoke`, { reason });
const files = await copyOf(own.id);

describe('OPS-09 the copy of an observer’s data', () => {
  test('is complete: the record, every report in all versions, with answers, receipts and files', () => {
    expect(json(files, 'observer.json')).toMatchObject({
      mission: { slug: 'coast' },
      device: {
        name: 'Aysel Observer',
        login: 'aysel',
        pseudonym: own.pseudonym,
        revocationReason: expect.any(String),
      },
      counts: { reports: 2, versions: 4, files: 1 },
      missing: [],
    });
    const folders = [...files.keys()].filter((name) => name.endsWith('/report.json')).sort();
    expect(folders).toEqual([report, typed.reportId].map((id) => `reports/${id}/report.json`).sort());
    const told = json(files, `reports/${report}/report.json`);
    const places = told.versions.map((one: { by: string; answers?: Record<string, string> }) => [
      one.by,
      one.answers?.['/data/place'],
    ]);
    expect(places).toEqual([
      ['your device', 'Pier'],
      ['your device', 'Quay'],
      ['another device', undefined],
      ['desk', 'Mole'],
    ]);
    expect(told.versions.map((one: { receipt?: string }) => one.receipt).slice(0, 2)).toEqual([sent.code, edited.code]);
    expect(files.get(told.versions[0].file)).toEqual(sent.raw);
    expect(files.get(told.versions[1].file)).toEqual(edited.raw);
    expect(told.files).toMatchObject([{ name: 'box.jpg', bytes: 12 }]);
    expect(files.get(told.files[0].file)?.toString()).toBe('a sealed box');
    expect(json(files, `reports/${typed.reportId}/report.json`).entries).toMatchObject([
      { by: 'editor', cameBy: 'telephone', note: 'another device lent the telephone' },
    ]);
  });

  test('tells what was done and by which role, and what security noted', () => {
    const told = json(files, `reports/${report}/report.json`);
    expect(told.work.map(({ kind, by, text }: Record<string, string>) => [kind, by, text])).toEqual([
      ['correct', 'editor', 'another device says so, and administrator'],
      ['comment', 'administrator', 'Ask editor, another device or another device; Aysel Observer knows'],
    ]);
    const acts = json(files, 'acts.json') as { action: string; by: string; reason: string | null }[];
    expect(acts.map(({ action, by }) => `${action} ${by}`)).toEqual(
      expect.arrayContaining([
        'device.added administrator',
        'report.corrected editor',
        'report.entered editor',
        'device.revoked administrator',
        'device.copied person',
      ]),
    );
    expect(acts.find(({ action }) => action === 'device.revoked')?.reason).toBe('Her telephone is with another device');
    expect(json(files, 'observer.json').counts.acts).toBe(acts.length);
    const events = json(files, 'security-events.json') as { kind: string; by: string }[];
    expect(events.map(({ kind, by }) => `${kind} ${by}`)).toEqual(['device.revoked administrator']);
  });

  test('holds nothing of others, and nothing by which they are known', () => {
    const canaries = [
      ...['Bahram', 'Canaryov', 'bahram.canary', other.id, other.pseudonym, 'secret', 'Lighthouse', 'a photo of his'],
      ...['Kestrelova', 'by Ann', 'Person ', 'PERSON', ...PEOPLE.map((person) => testPerson(person).id)],
    ];
    const found = [...files].flatMap(([name, bytes]) =>
      canaries.filter((canary) => `${name}\n${bytes.toString('utf8')}`.includes(canary)),
    );
    expect(found).toEqual([]);
  });

  test('is for administrators, of a device of that mission, and stands in the history', async () => {
    for (const end of ['copy', 'copy.zip']) {
      expect((await ask('editor', `GET ${BASE}/devices/${own.id}/${end}`)).status).toBe(403);
      expect((await ask('administrator', `GET ${BASE}/devices/${randomUUID()}/${end}`)).status).toBe(404);
    }
    const ready = await ask('administrator', `GET ${BASE}/devices/${own.id}/copy`);
    expect(await ready.json()).toEqual({ fileName: `coast-observer-${own.pseudonym}.zip` });
    expect((await audited()).filter(({ action }) => action === 'device.copied')).toMatchObject([
      { subject: `device coast/${own.pseudonym}`, details: { name: 'Aysel Observer' } },
    ]);
  });

  test('of the other one is the other’s: nothing of the first is in it', async () => {
    const theirs = await copyOf(other.id);
    expect(json(theirs, 'observer.json').counts).toMatchObject({ reports: 2, versions: 2, files: 1 });
    const all = [...theirs.values()].map((bytes) => bytes.toString('utf8')).join('\n');
    expect(all).toContain('Bahrams secret');
    for (const canary of ['Aysel', own.pseudonym, 'Quay', 'Mole', 'a sealed box', 'Told'])
      expect(all).not.toContain(canary);
  });
});
