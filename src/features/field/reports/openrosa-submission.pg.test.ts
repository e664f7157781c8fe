import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type Answered,
  multipart,
  type Part,
  publishForm,
  recordPart,
  serveOpenRosa,
} from '../../../../test/support/openrosa-server.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';

const { sql } = await testDatabase();
const server = await serveOpenRosa(sql);
const device = await server.addDevice();
const base = `/openrosa/${server.slug}/key/${device.token}`;
await publishForm(sql, server.missionId, { formId: 'visit of station', version: '7' });

const FORM = 'id="visit of station" version="7"';
const meta = (id: string | null, corrects: string | null = null) =>
  `<meta>${id === null ? '' : `<instanceID>${id}</instanceID>`}${corrects === null ? '' : `<deprecatedID>${corrects}</deprecatedID>`}</meta>`;
const record = (id: string | null, { answer = '1', corrects = null as string | null, form = FORM } = {}) =>
  `<?xml version='1.0' ?><data ${form}><a>${answer}</a><photo>a.jpg</photo>${meta(id, corrects)}</data>`;
const newId = () => `uuid:${randomUUID()}`;
const post = (parts: readonly Part[], headers: Record<string, string> = {}) => {
  const made = multipart(parts);
  return server.send(`${base}/submission?deviceID=collect%3Atest`, {
    method: 'POST',
    body: made.body,
    headers: { ...made.headers, ...headers },
  });
};
const postXml = (xml: Buffer | string) => post([recordPart(xml)]);

const messageOf = ({ text }: Answered) =>
  /^<OpenRosaResponse xmlns="http:\/\/openrosa\.org\/http\/response"><message nature="[a-z_]*">(.*)<\/message><\/OpenRosaResponse>$/.exec(
    text,
  )?.[1];
const codeOf = (answered: Answered) => /Receipt: (\S+)$/.exec(messageOf(answered) ?? '')?.[1];

interface Stored {
  readonly sha: string;
  readonly number: number;
  readonly fault: string | null;
  readonly formId: string | null;
}
const items = (instanceId: string) => sql<Stored[]>`
  select encode(sha256, 'hex') as sha, number, fault, form_id as "formId" from report_item
  where mission_id = ${server.missionId} and instance_id = ${instanceId} order by number`;
const filesOf = async (instanceId: string) =>
  (
    await sql<{ name: string; bytes: number; sha: string }[]>`
      select f.name, f.bytes::int as bytes, encode(f.sha256, 'hex') as sha from report_file f
      where f.report_id in (select report_id from report_item where instance_id = ${instanceId}) order by f.name, f.sha256`
  ).map((row) => ({ ...row }));
const countAll = async () => Number((await sql`select count(*) from report_item`)[0]?.count);
const sha = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

describe('what comes is taken', () => {
  test('POST new: 201 with its receipt in an OpenRosaResponse, which the log has', async () => {
    const id = newId();
    const reply = await postXml(record(id));
    expect(reply.status).toBe(201);
    expect(reply.headers).toMatchObject({
      'content-type': 'text/xml; charset=utf-8',
      'x-openrosa-version': '1.0',
      'x-openrosa-accept-content-length': '100000000',
    });
    const [item] = await sql`
      select leaf_index, encode(raw, 'escape') as raw, device_id, channel from report_item where instance_id = ${id}`;
    expect(codeOf(reply)?.toLowerCase()).toContain(`${server.slug}-${item?.leaf_index}-`);
    expect(item).toMatchObject({ raw: record(id), device_id: device.id, channel: 'odk' });
  });

  test('same again (lost acknowledgement): 201, one record, the same receipt', async () => {
    const id = newId();
    const [first, second] = [await postXml(record(id)), await postXml(record(id))];
    expect([first.status, second.status, codeOf(second)]).toEqual([201, 201, codeOf(first)]);
    expect(await items(id)).toHaveLength(1);
  });

  test('same instanceID, other XML: 201 with receipt, both are kept', async () => {
    const id = newId();
    const [first, second] = [await postXml(record(id)), await postXml(record(id, { answer: '2' }))];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(codeOf(second)).not.toBe(codeOf(first));
    expect((await items(id)).map(({ number }) => number)).toEqual([1, 2]);
  });

  test('same instanceID, one more space: 201, equal after canonicalisation is the same', async () => {
    const id = newId();
    const [first, second] = [await postXml(record(id)), await postXml(record(id).replace('<a>', '<a >'))];
    expect([second.status, codeOf(second)]).toEqual([201, codeOf(first)]);
    expect(await items(id)).toHaveLength(1);
  });

  test('nonsense Date header: 201', async () => {
    const made = multipart([recordPart(record(newId()))]);
    const headers = { ...made.headers, Date: 'Thu, 99 Xyz 13:61 half past nine' };
    expect((await server.send(`${base}/submission`, { method: 'POST', body: made.body, headers })).status).toBe(201);
  });

  test('a part without filename is accepted', async () => {
    const id = newId();
    const reply = await post([{ name: 'xml_submission_file', filename: null, content: record(id) }]);
    expect([reply.status, (await items(id)).length]).toEqual([201, 1]);
  });

  test('XML-07 8 identical POSTs at once, with pictures: 201 for all, one record, one receipt', async () => {
    const id = newId();
    const photos = ['a.jpg', 'b.jpg', 'c.jpg'].map((name) => ({ name, content: `photo ${name}`, type: 'image/jpeg' }));
    const replies = await Promise.all(Array.from({ length: 8 }, () => post([recordPart(record(id)), ...photos])));
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(replies.map(codeOf)).size).toBe(1);
    expect([(await items(id)).length, (await filesOf(id)).length]).toEqual([1, 3]);
  });

  test('unknown extra elements: 201', async () => {
    expect((await postXml(record(newId()).replace('<a>', '<zz><y>1</y></zz><a>'))).status).toBe(201);
  });

  test('without the version header: 201, so that no report stays behind', async () => {
    const made = multipart([recordPart(record(newId()))]);
    const headers = { ...made.headers, 'X-OpenRosa-Version': undefined };
    expect((await server.send(`${base}/submission`, { method: 'POST', body: made.body, headers })).status).toBe(201);
  });

  test.each([
    ['ru', 'Принято'],
    ['az-AZ,ru;q=0.5', 'Qəbul'],
    ['fr, ru;q=0.2, az;q=0.9', 'Qəbul'],
    ['fr', 'Received'],
  ])('is answered in the language of the telephone: %s', async (language, word) => {
    const reply = await post([recordPart(record(newId()))], { 'Accept-Language': language });
    expect(messageOf(reply)).toContain(word);
  });
});

describe('what cannot be understood is kept aside', () => {
  test('malformed XML: 201 with receipt, raw bytes in quarantine', async () => {
    const xml = `<data ${FORM}><a>${randomUUID()}</b></data>`;
    const reply = await postXml(xml);
    expect(codeOf(reply)).toMatch(/^M-/);
    const rows = await sql`select fault, raw from report_item where sha256 = ${Buffer.from(sha(xml), 'hex')}`;
    expect(rows[0]?.raw).toEqual(Buffer.from(xml));
    expect(rows[0]?.fault).toMatch(/^xml-/);
  });

  test('no XML at all: 201 with receipt', async () => {
    expect(codeOf(await postXml(Buffer.from([0xff, 0xd8, 0xff, 0, 1, 2])))).toMatch(/^M-/);
  });

  test('XML without form id: 201; empty XML: 400', async () => {
    const id = newId();
    expect((await postXml(record(id, { form: '' }))).status).toBe(201);
    expect((await items(id))[0]?.formId).toBeNull();
    const before = await countAll();
    const empty = await postXml('');
    expect([empty.status, messageOf(empty)]).toEqual([400, expect.stringContaining('no report')]);
    expect(await countAll()).toBe(before);
  });

  test.each(['id="never heard of" version="7"', 'id="visit of station" version="99"'])(
    'XML-05 unknown form or version: 201 with receipt: %s',
    async (form) => {
      const id = newId();
      const reply = await postXml(record(id, { form }));
      expect([reply.status, (await items(id)).length]).toEqual([201, 1]);
      expect(codeOf(reply)).toMatch(/^M-/);
    },
  );

  test('without instanceID, twice: 201, one record', async () => {
    const xml = record(null, { answer: randomUUID() });
    const [first, second] = [await postXml(xml), await postXml(xml)];
    expect([first.status, second.status, codeOf(second)]).toEqual([201, 201, codeOf(first)]);
    expect(await sql`select 1 from report_item where sha256 = ${Buffer.from(sha(xml), 'hex')}`).toHaveLength(1);
  });

  test.each(['\ufeff', ''])('XML-13 BOM: 201, and the bytes are as they came', async (mark) => {
    const id = newId();
    expect((await postXml(`${mark}${record(id)}`)).status).toBe(201);
    expect((await items(id))[0]?.sha).toBe(sha(`${mark}${record(id)}`));
  });

  test('XML-13 UTF-16 is kept byte by byte', async () => {
    const id = newId();
    const bytes = Buffer.from(`\ufeff${record(id)}`, 'utf16le');
    expect((await postXml(bytes)).status).toBe(201);
    expect(await sql`select 1 from report_item where sha256 = ${Buffer.from(sha(bytes), 'hex')}`).toHaveLength(1);
  });

  test('XML-15 an encrypted record is kept as it is', async () => {
    const id = newId();
    const xml = `<data ${FORM} encrypted="yes"><base64EncryptedKey>x</base64EncryptedKey>${meta(id)}</data>`;
    const reply = await post([recordPart(xml), { name: 'submission.xml.enc', content: 'opaque' }]);
    expect([reply.status, (await items(id)).length]).toEqual([201, 1]);
  });

  test('record of an old version after a new one is published, and of a retired form: 201', async () => {
    await publishForm(sql, server.missionId, { formId: 'old', version: '1' });
    await publishForm(sql, server.missionId, { formId: 'old', version: '2', number: 2, state: 'retired' });
    expect((await postXml(record(newId(), { form: 'id="old" version="1"' }))).status).toBe(201);
  });
});

describe('what is an attack is refused', () => {
  const bomb = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at} "${`&a${at - 1 < 0 ? '' : at - 1};`.repeat(10)}">`).join('')}]><data ${FORM}>&a8;</data>`;

  test('XML-01 DOCTYPE or entity: 400, nothing stored but one entry of security; the next is taken', async () => {
    const [before, audited] = [await countAll(), (await sql`select 1 from audit_entry`).length];
    const reply = await postXml(bomb);
    expect([reply.status, messageOf(reply)]).toEqual([400, expect.stringContaining('could harm')]);
    expect(await countAll()).toBe(before);
    const entries = await sql`select action, actor_name, subject_key, details from audit_entry`;
    expect(entries).toHaveLength(audited + 1);
    expect(entries.at(-1)).toMatchObject({
      action: 'report.refused',
      subject_key: `${server.slug}/${device.pseudonym}`,
      details: { code: 'xml-doctype', channel: 'odk' },
    });
    expect((await postXml(record(newId()))).status).toBe(201);
  });

  test('XML-03 200,000 nested elements: 400', async () => {
    const reply = await postXml(`<data ${FORM}>${'<a>'.repeat(200_000)}`);
    expect(reply.status).toBe(400);
  });

  test('HTTP-11 keys of JSON prototypes are names of files and nothing else', async () => {
    const id = newId();
    const parts = [recordPart(record(id)), { name: '__proto__', content: 'x' }, { name: 'constructor', content: 'y' }];
    expect((await post(parts)).status).toBe(201);
    expect((await filesOf(id)).map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('files', () => {
  const photo = (name: string, content: Buffer | string) => ({ name, content, type: 'image/jpeg' });

  test('two attachments, XML last: 201, both', async () => {
    const id = newId();
    expect((await post([photo('a.jpg', 'one'), photo('b.jpg', 'two'), recordPart(record(id))])).status).toBe(201);
    expect(await filesOf(id)).toEqual([
      { name: 'a.jpg', bytes: 3, sha: sha('one') },
      { name: 'b.jpg', bytes: 3, sha: sha('two') },
    ]);
  });

  test('XML-09 attachments over two requests: 201 each with the same receipt, both belong to it', async () => {
    const id = newId();
    const incomplete = { name: '*isIncomplete*', filename: null, content: 'yes' };
    const first = await post([recordPart(record(id)), photo('a.jpg', 'one'), incomplete]);
    const second = await post([recordPart(record(id)), photo('b.jpg', 'two')]);
    expect([first.status, second.status, codeOf(second)]).toEqual([201, 201, codeOf(first)]);
    expect((await filesOf(id)).map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']);
    expect(await items(id)).toHaveLength(1);
  });

  test('attachment sent again with other content: 201, both kept', async () => {
    const id = newId();
    await post([recordPart(record(id)), photo('a.jpg', 'one')]);
    expect((await post([recordPart(record(id)), photo('a.jpg', 'two')])).status).toBe(201);
    expect((await filesOf(id)).map(({ sha }) => sha).sort()).toEqual([sha('one'), sha('two')].sort());
  });

  test('attachment not named in the XML: 201, kept', async () => {
    const id = newId();
    expect((await post([recordPart(record(id)), photo('unnamed.jpg', 'x')])).status).toBe(201);
    expect(await filesOf(id)).toHaveLength(1);
  });

  test('attachment with UTF-8 name; of zero bytes: 201', async () => {
    const id = newId();
    expect((await post([recordPart(record(id)), photo('Şəki — Ə.jpg', ''), photo('a.jpg', 'x')])).status).toBe(201);
    expect((await filesOf(id)).map(({ name, bytes }) => [name, bytes]).sort()).toEqual([
      ['a.jpg', 1],
      ['Şəki — Ə.jpg', 0],
    ]);
  });

  test('XML-11 two fields with the same bytes: both recorded, stored once', async () => {
    const [id, content] = [newId(), randomUUID()];
    expect((await post([recordPart(record(id)), photo('a.jpg', content), photo('b.jpg', content)])).status).toBe(201);
    expect(await filesOf(id)).toHaveLength(2);
    expect(server.files().filter((name) => name === sha(content))).toHaveLength(1);
  });

  test("HTTP-07 filename='../../etc/cron.d/x' is a text, and the bytes lie under their hash", async () => {
    const id = newId();
    const part = { name: 'photo', filename: '../../etc/cron.d/x', content: 'harm' };
    expect((await post([recordPart(record(id)), part])).status).toBe(201);
    expect((await filesOf(id)).map(({ name }) => name)).toEqual(['../../etc/cron.d/x']);
    expect(server.files()).toContain(sha('harm'));
  });

  test('11 MB attachment: 201', async () => {
    const id = newId();
    const content = Buffer.alloc(11_000_000, randomUUID());
    expect((await post([recordPart(record(id)), photo('a.jpg', content)])).status).toBe(201);
    expect(await filesOf(id)).toEqual([{ name: 'a.jpg', bytes: 11_000_000, sha: sha(content) }]);
  });
});

describe('edits', () => {
  test('deprecatedID = current: 201, new version of the same report; again: 201, the same receipt', async () => {
    const [original, edited] = [newId(), newId()];
    const first = await postXml(record(original));
    const edit = record(edited, { answer: '2', corrects: original });
    const [second, third] = [await postXml(edit), await postXml(edit)];
    expect([second.status, third.status, codeOf(third)]).toEqual([201, 201, codeOf(second)]);
    expect(codeOf(second)).not.toBe(codeOf(first));
    expect((await items(edited)).map(({ number }) => number)).toEqual([2]);
    const again = await postXml(record(original));
    expect([again.status, codeOf(again)]).toEqual([201, codeOf(first)]);
  });

  test('from a stale version: 201, both versions kept', async () => {
    const [original, one, two] = [newId(), newId(), newId()];
    await postXml(record(original));
    expect((await postXml(record(one, { answer: '2', corrects: original }))).status).toBe(201);
    expect((await postXml(record(two, { answer: '3', corrects: original }))).status).toBe(201);
    expect([await items(one), await items(two)].flat().map(({ number }) => number)).toEqual([2, 3]);
  });

  test('of unknown deprecatedID: 201, linked when the original arrives', async () => {
    const [original, edited] = [newId(), newId()];
    expect((await postXml(record(edited, { corrects: original }))).status).toBe(201);
    expect((await postXml(record(original))).status).toBe(201);
    const reports = await sql`select distinct report_id from report_item where instance_id in (${original}, ${edited})`;
    expect(reports).toHaveLength(1);
  });

  test('instanceID already used: 201, as rivals', async () => {
    const [used, other] = [newId(), newId()];
    await postXml(record(used));
    await postXml(record(other));
    expect((await postXml(record(used, { answer: '9', corrects: other }))).status).toBe(201);
    expect(await items(used)).toHaveLength(2);
  });
});
