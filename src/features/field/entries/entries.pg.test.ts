import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { sheetXml, typingDesk } from '../../../../test/support/typing-desk.ts';
import type { EnteredReport, EntryForm, ShownEntry, StoredFile } from './report-entry.ts';

const { sql } = await testDatabase();
const { call, audited, missionId } = await typingDesk(sql);

const entryOf = (given: Readonly<Record<string, unknown>> = {}) => ({
  id: randomUUID(),
  form: 'sheet',
  number: 1,
  cameBy: 'telephone',
  device: null,
  reporter: 'Ayan, village council',
  note: null,
  xml: sheetXml({}),
  files: [],
  ...given,
});

async function addDevice(name: string): Promise<string> {
  const id = randomUUID();
  const { status } = await call('editor1: POST devices', { id, name, kind: 'odk', login: null });
  expect(status).toBe(201);
  return id;
}

const enter = async (entry: unknown) => {
  const { status, body } = await call('editor1: POST entries', entry);
  expect([status, body]).toEqual([200, body]);
  return body as EnteredReport;
};

const rowOf = async (reportId: string) => {
  const rows = await sql`
    select channel, device_id as device, fault, form_id as form, instance_id as name from report_item
    where report_id = ${reportId}`;
  return rows[0];
};

describe('a report that is typed for somebody', () => {
  test('the forms in use are offered, each in its newest version', async () => {
    const { body } = await call('editor1: GET entry-forms');
    expect(body as EntryForm[]).toEqual([{ formId: 'sheet', number: 1, title: 'Sheet', titles: null, version: '1' }]);
  });

  test('is stored with a receipt, and who typed it for whom is kept', async () => {
    const device = await addDevice('Observer 12');
    const entry = entryOf({ device, reporter: null, note: 'the line was bad' });
    const { status, reportId, code } = await enter(entry);
    expect(status).toBe('accepted');
    expect(code).toMatch(/^M-/i);
    expect(await rowOf(reportId)).toMatchObject({ channel: 'desk', device, fault: null, form: 'sheet' });
    const { body } = await call(`reader1: GET reports/${reportId}/entries`);
    expect(body as ShownEntry[]).toMatchObject([
      {
        cameBy: 'telephone',
        deviceName: 'Observer 12',
        reporter: null,
        note: 'the line was bad',
        typistName: 'Person editor1',
      },
    ]);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'report.entered',
      subject: `report ${reportId}`,
      details: { code, form: 'sheet', cameBy: 'telephone', reporter: 'Observer 12' },
    });
  });

  test('sent twice is one, with the receipt of the first time; also where the page has lost its own number', async () => {
    const entry = entryOf();
    const first = await enter(entry);
    expect(await enter(entry)).toEqual({ ...first, status: 'same' });
    expect(await enter({ ...entry, id: randomUUID() })).toEqual({ ...first, status: 'same' });
    const [row] = await sql`select count(*)::int as count from report_item where report_id = ${first.reportId}`;
    expect(row?.count).toBe(1);
    expect((await call(`reader1: GET reports/${first.reportId}/entries`)).body).toHaveLength(1);
  });

  test('two that are sent at once are one', async () => {
    const entry = entryOf();
    const both = await Promise.all([enter(entry), enter(entry)]);
    expect(both[0]?.code).toBe(both[1]?.code);
    expect(both.map(({ status }) => status).sort()).toEqual(['accepted', 'same']);
  });

  test('the same number with other answers is refused, and nothing of it is stored', async () => {
    const entry = entryOf();
    await enter(entry);
    const xml = sheetXml({ voters: '8' });
    expect(await call('editor1: POST entries', { ...entry, xml })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    const name = /instanceID>([^<]+)</.exec(xml)?.[1] ?? '';
    expect(await sql`select from report_item where instance_id = ${name}`).toHaveLength(0);
  });

  test('for a device that was revoked it waits for a person, as all that is sent in its name', async () => {
    const device = await addDevice('Lost');
    await call(`editor1: POST devices/${device}/revoke`, { reason: 'lost' });
    const { reportId } = await enter(entryOf({ device, reporter: null }));
    expect(await rowOf(reportId)).toMatchObject({ device, fault: 'revoked-device' });
  });

  test('its files come before it and belong to it', async () => {
    const { body } = await call(`editor1: PUT entry-files/${randomUUID()}`, Buffer.from('photo'));
    const { sha256, bytes } = body as StoredFile;
    expect(bytes).toBe(5);
    const { reportId } = await enter(entryOf({ files: [{ name: 'a.jpg', sha256, contentType: 'image/jpeg' }] }));
    const files = await sql`select name, content_type as type, encode(sha256, 'hex') as sha256 from report_file
      where report_id = ${reportId}`;
    expect(files).toMatchObject([{ name: 'a.jpg', type: 'image/jpeg', sha256 }]);
    const missing = { name: 'b.jpg', sha256: 'ab'.repeat(32), contentType: 'image/jpeg' };
    expect((await call('editor1: POST entries', entryOf({ files: [missing] }))).status).toBe(404);
  });

  test.each([
    ['no XML', 'x', 'xml-'],
    ['an attack', '<!DOCTYPE a><data id="sheet"/>', 'xml-doctype'],
    ['of another form', sheetXml({}).replace('"sheet"', '"other"'), 'record-form'],
    ['without a name', sheetXml({}).replace(/<meta>.*<\/meta>/, ''), 'record-id'],
    [
      'with two answers to one question',
      sheetXml({}).replace('<voters>', '<voters>1</voters><voters>'),
      'record-twice',
    ],
  ])('%s is refused by name, and nothing is stored', async (_, xml, code) => {
    const before = await sql`select count(*)::int as count from report_item where mission_id = ${missionId}`;
    const reply = await call('editor1: POST entries', entryOf({ xml }));
    expect(reply).toMatchObject({ status: 422, body: { code: 'entry-refused' } });
    expect((reply.body as { parameters: { code: string } }).parameters.code).toContain(code);
    expect(await sql`select count(*)::int as count from report_item where mission_id = ${missionId}`).toEqual(before);
  });

  test('says for whom it is, a device or somebody, and not both', async () => {
    const device = await addDevice('Observer 13');
    for (const wrong of [{ device, reporter: 'x' }, { device: null, reporter: null }, { cameBy: 'pigeon' }]) {
      expect((await call('editor1: POST entries', entryOf(wrong))).status).toBe(422);
    }
    expect((await call('editor1: POST entries', entryOf({ device: randomUUID(), reporter: null }))).status).toBe(404);
    expect((await call('reader1: POST entries', entryOf())).status).toBe(403);
  });
});
