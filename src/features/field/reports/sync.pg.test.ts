import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { newId, serveSync, TestPhone } from '../../../../test/support/sync-server.ts';
import { parseLogProof } from '../../../ledger/proof/log-proof.ts';
import { itemText, type SentItem } from './signed-text.ts';

const { sql, owner } = await testDatabase();
const server = await serveSync(sql);
const { missionId, slug } = server;

const rowsOf = (ids: readonly unknown[]) => sql<
  { number: number; deviceId: string; courierId: string | null; fault: string | null; deviceTime: Date | null }[]
>`
  select number, device_id as "deviceId", courier_id as "courierId", fault, device_time as "deviceTime"
  from report_item where instance_id = any (${ids.map((id) => `uuid:${id}`)}) order by number`;

describe('a batch', () => {
  test('SYNC-01 sent ten times at once has one set of receipts, entries and rows', async () => {
    const phone = await server.addPhone();
    const items = Array.from({ length: 5 }, () => phone.item());
    const before = await sql`select index from log_leaf where mission_id = ${missionId}`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => phone.sync(items)));
    const after = await sql`select index from log_leaf where mission_id = ${missionId}`;
    expect(new Set(answers.map((each) => each.map(({ receipt }) => receipt).join())).size).toBe(1);
    expect(answers.flat().filter(({ status }) => status === 'accepted')).toHaveLength(5);
    expect(answers.flat().filter(({ status }) => status === 'same')).toHaveLength(45);
    expect(after.length - before.length).toBe(5);
    expect(await rowsOf(items.map(({ id }) => id))).toHaveLength(5);
    expect(answers.flat().every(({ proof }) => proof !== null && parseLogProof(proof).ok)).toBe(true);
  });
  test('SYNC-03 of 20 items of which one is wrong, 19 have receipts and one its reason', async () => {
    const phone = await server.addPhone();
    const items: SentItem[] = Array.from({ length: 20 }, () => phone.item());
    items[7] = { ...items[7], sequence: 0 };
    const answers = await phone.sync(items);
    expect(answers.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    expect(answers.filter(({ status }) => status === 'accepted')).toHaveLength(19);
    expect(answers[7]).toMatchObject({ status: 'refused', reason: 'invalid-item', detail: 'sequence', receipt: null });
    expect(await rowsOf(items.map(({ id }) => id))).toHaveLength(19);
  });
  test('SYNC-05 versions that come as 3, 1, 2 are one report, and each says which it took the place of', async () => {
    const phone = await server.addPhone();
    const report = newId();
    const ids = [newId(), newId(), newId()];
    const sealed = ids.map((id, at) => phone.item({ id, report, corrects: ids[at - 1] ?? null, answer: String(at) }));
    for (const at of [2, 0, 1]) expect((await phone.sync([sealed[at]]))[0]).toMatchObject({ status: 'accepted' });
    const rows = await sql`
      select report_id as "reportId", instance_id as name, deprecated_id as base, device_sequence as sequence
      from report_item where instance_id = any (${ids.map((id) => `uuid:${id}`)}) order by device_sequence`;
    expect(new Set(rows.map(({ reportId }) => reportId)).size).toBe(1);
    expect(rows.map(({ base }) => base)).toEqual([null, `uuid:${ids[0]}`, `uuid:${ids[1]}`]);
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });
  test('other content under the same id is a rival, and both are kept', async () => {
    const phone = await server.addPhone();
    const [id, report] = [newId(), newId()];
    const answers = await phone.sync([phone.item({ id, report }), phone.item({ id, report, answer: '2' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['accepted', 'rival']);
    expect(await rowsOf([id])).toHaveLength(2);
  });
  test('SYNC-11 two phones that report on the same station are both kept', async () => {
    const [one, two] = [await server.addPhone(), await server.addPhone()];
    const content = Buffer.from('<data id="visit"><station>17</station></data>');
    const [first] = await one.sync([one.item({ content })]);
    const [second] = await two.sync([two.item({ content })]);
    expect([first?.status, second?.status]).toEqual(['accepted', 'accepted']);
    expect(first?.receipt).not.toBe(second?.receipt);
  });
  test('SYNC-09 what a courier brings is the work of the phone that sealed it, and its receipts are the same there', async () => {
    const [author, courier] = [await server.addPhone('A'), await server.addPhone('B')];
    const items = [author.item(), courier.item()];
    const brought = await courier.sync(items);
    expect(brought.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(await rowsOf([items[0]?.id])).toMatchObject([{ deviceId: author.id, courierId: courier.id }]);
    expect(await rowsOf([items[1]?.id])).toMatchObject([{ deviceId: courier.id, courierId: null }]);
    expect(await author.sync([items[0]])).toMatchObject([{ status: 'same', receipt: brought[0]?.receipt }]);
  });
  test('a report id of another mission is a report of its own here', async () => {
    const other = await serveSync(sql);
    const [here, there] = [await server.addPhone(), await other.addPhone()];
    const [id, report] = [newId(), newId()];
    const [one] = await here.sync([here.item({ id, report })]);
    const [two] = await there.sync([there.item({ id, report })]);
    expect([one?.status, two?.status]).toEqual(['accepted', 'accepted']);
    expect(await rowsOf([id])).toHaveLength(2);
  });
  test('PWA-09 items that an app of the first version sealed long ago are taken', async () => {
    const path = new URL('../../../../test/support/phone-v1.json', import.meta.url);
    const kept = JSON.parse(readFileSync(path, 'utf8'));
    const old = await serveSync(sql);
    await owner`update mission set slug = ${kept.slug} where id = ${old.missionId}`;
    await sql`
      insert into device (id, mission_id, name, pseudonym, kind, public_key, enrolled_at, created_at)
      values (${kept.id}, ${old.missionId}, 'Old phone', ${kept.pseudonym}, 'app',
        ${Buffer.from(kept.publicKey, 'base64')}, now(), now())`;
    const phone = new TestPhone({ ...kept, port: old.port });
    const answers = await phone.sync(kept.items);
    expect(answers).toHaveLength(30);
    expect(answers.filter(({ status, receipt }) => status === 'accepted' && receipt !== null)).toHaveLength(30);
  });
});

describe('an item', () => {
  test('TIME-01 of a phone whose clock is three years behind, or shows what no clock does, is taken with what it shows', async () => {
    const phone = await server.addPhone();
    const behind = phone.item({ deviceTime: '2021-11-26T10:00:00.000Z' });
    const beyond = phone.item({ deviceTime: '+275760-09-13T00:00:00.000Z' });
    const statuses = (await phone.sync([behind, beyond])).map(({ status }) => status);
    expect(statuses).toEqual(['accepted', 'accepted']);
    expect((await rowsOf([behind.id]))[0]?.deviceTime?.toISOString()).toBe('2021-11-26T10:00:00.000Z');
    expect((await rowsOf([beyond.id]))[0]?.deviceTime).toBeNull();
  });
  test('TIME-01 a request of a phone whose clock is wrong is taken, and told the time', async () => {
    const phone = await server.addPhone();
    const body = JSON.stringify({ items: [phone.item()] });
    const bodyHash = createHash('sha256').update(body).digest('hex');
    for (const timestamp of [0, 1, 4_102_444_800_000]) {
      const authorization = phone.authorize({ method: 'POST', path: `/sync/${slug}`, bodyHash, timestamp });
      const { status, text } = await phone.post(body, { authorization });
      expect(status).toBe(200);
      expect(JSON.parse(text).time).toBeGreaterThan(1_700_000_000_000);
    }
  });
  test('that is no record is kept with its fault and has a receipt; an attack is refused', async () => {
    const phone = await server.addPhone();
    const broken = phone.item({ content: Buffer.from('<data id="visit"><a>1</a>') });
    const nothing = phone.item({ content: Buffer.alloc(0) });
    const attack = phone.item({ content: Buffer.from('<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>') });
    const answers = await phone.sync([broken, nothing, attack]);
    expect(answers.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'refused']);
    expect(answers[2]).toMatchObject({ reason: 'hostile-record', detail: 'xml-doctype', receipt: null });
    expect((await rowsOf([broken.id]))[0]?.fault).toMatch(/^xml-/);
    expect(await rowsOf([attack.id])).toEqual([]);
  });
  test('TXT-01 with U+0000 or half of a surrogate pair is refused alone; in the record itself it is kept as it came', async () => {
    const phone = await server.addPhone();
    const nul = phone.item({ form: 'a\u0000b', content: Buffer.from('<data/>') });
    const half = { ...phone.item(), form: '\ud800' };
    const key = { ...phone.item(), 'a\u0000': 1 };
    const inside = phone.item({ content: Buffer.from('<data id="visit"><a>x\u0000y</a></data>') });
    const answers = await phone.sync([nul, half, key, phone.item(), inside]);
    expect(answers.map(({ status }) => status)).toEqual(['refused', 'refused', 'refused', 'accepted', 'accepted']);
    expect(answers.slice(0, 3).map(({ reason }) => reason)).toEqual(['invalid-text', 'invalid-text', 'invalid-text']);
    const [row] = await sql`select raw from report_item where instance_id = ${`uuid:${inside.id}`}`;
    expect(row?.raw.toString()).toContain('x\u0000y');
  });
  test('HTTP-11 with __proto__ and constructor.prototype changes nothing but itself', async () => {
    const phone = await server.addPhone();
    const text = JSON.stringify(phone.item());
    const poisoned = [
      `{"__proto__":{"polluted":true},${text.slice(1)}`,
      `{"constructor":{"prototype":{"polluted":true}},${text.slice(1)}`,
    ];
    const { status, text: reply } = await phone.post(`{"__proto__":{"items":[]},"items":[${poisoned},${text}]}`);
    expect(status).toBe(200);
    const answers = JSON.parse(reply).items;
    expect(answers.map((answer: { status: string }) => answer.status)).toEqual(['refused', 'refused', 'accepted']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
  test('with another content, device, mission or signature than was signed is refused', async () => {
    const [phone, other] = [await server.addPhone(), await server.addPhone()];
    const item = phone.item();
    const elsewhere = { ...item, signature: phone.sign(itemText('elsewhere', omit(item, 'signature'))) };
    const answers = await phone.sync([
      { ...item, content: Buffer.from('<data/>').toString('base64') },
      { ...item, content: `${item.content} ` },
      { ...item, device: other.pseudonym },
      { ...item, device: '0123456789abcdef' },
      { ...item, sequence: 99 },
      { ...item, extra: 'x' },
      elsewhere,
      null,
      [],
      'text',
      {},
      item,
    ]);
    const reasons = answers.map(({ reason }) => reason);
    const [content, signature, invalid] = ['content-differs', 'not-signed', 'invalid-item'];
    expect(reasons.slice(0, 7)).toEqual([content, content, signature, signature, signature, signature, signature]);
    expect(reasons.slice(7)).toEqual([invalid, invalid, invalid, invalid, null]);
  });
  test('with members that a later version of the app signs is taken', async () => {
    const phone = await server.addPhone();
    const [answer] = await phone.sync([phone.item({ more: { mood: 'calm', place: { hint: [1, null] } } })]);
    expect(answer?.status).toBe('accepted');
  });
});

describe('a request', () => {
  test('HTTP-09 of one byte more than is taken is refused with the limit; of the limit itself it is taken', async () => {
    const phone = await server.addPhone();
    const body = (bytes: number) => {
      const start = '{"items":[],"rest":"';
      return `${start}${'x'.repeat(bytes - start.length - 2)}"}`;
    };
    expect((await phone.post(body(8_000_000))).status).toBe(200);
    const refused = await phone.post(body(8_000_001));
    expect(refused.status).toBe(413);
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'too-large', parameters: { limitBytes: 8_000_000 } });
    const many = await phone.post(JSON.stringify({ items: Array.from({ length: 101 }, () => 1) }));
    expect(JSON.parse(many.text)).toMatchObject({ status: 413, parameters: { limit: 100 } });
  });
  test.each(['', '{', '[]', '{"items":{}}', 'null', '\u00ff'])('of %j is malformed', async (body) => {
    const phone = await server.addPhone();
    expect((await phone.post(Buffer.from(body, 'latin1'))).status).toBe(400);
  });
  test('LOAD-07 bodies that never end, of whoever knows the name of a phone, keep no phone out', async () => {
    const phone = await server.addPhone();
    const forged = `Device ${phone.pseudonym}:1:${'A'.repeat(86)}==`;
    const held = new Set<http.ClientRequest>();
    const hold = () => {
      const headers = { authorization: forged, 'content-length': '8000000' };
      const there = { host: '127.0.0.1', port: server.port, method: 'POST', path: `/sync/${slug}`, agent: false };
      const request = http.request({ ...there, headers });
      held.add(request);
      request.on('error', () => {});
      // Where another request had what was left, it tries again.
      request.on('response', () => held.delete(request) && hold());
      request.write(Buffer.alloc(7_999_990, 0x20));
    };
    hold();
    hold();
    const body = JSON.stringify({ items: [phone.item()] });
    let status = 200;
    while (status !== 503) ({ status } = await phone.post(body, { 'content-digest': '' }));
    expect((await phone.post(body)).status).toBe(200);
    const bodyHash = createHash('sha256').update('other').digest('hex');
    const digest = `sha-256=:${Buffer.from(bodyHash, 'hex').toString('base64')}:`;
    expect((await phone.post(body, { 'content-digest': digest })).status).toBe(401);
    for (const request of held) request.removeAllListeners('response').destroy();
  });
  test('AUTH-07 without the signature of the phone, or with that of another request, is refused', async () => {
    const [phone, thief] = [await server.addPhone(), await server.addPhone()];
    const body = JSON.stringify({ items: [phone.item()] });
    const bodyHash = createHash('sha256').update(body).digest('hex');
    const path = `/sync/${slug}`;
    const right = phone.authorize({ method: 'POST', path, bodyHash });
    const parts = right.split(':');
    const tries = [
      'Bearer sesame',
      '',
      right.replace('Device', 'Bearer'),
      right.replace(phone.pseudonym, thief.pseudonym),
      [parts[0], Number(parts[1]) + 1, parts[2]].join(':'),
      phone.authorize({ method: 'PUT', path, bodyHash }),
      phone.authorize({ method: 'POST', path: `${path}x`, bodyHash }),
      phone.authorize({ method: 'POST', path, bodyHash: bodyHash.replace(/./, 'g') }),
      thief.authorize({ method: 'POST', path, bodyHash }).replace(thief.pseudonym, phone.pseudonym),
    ];
    for (const authorization of tries) {
      const { status, headers } = await phone.post(body, { authorization });
      expect([status, headers['www-authenticate']]).toEqual([401, 'Device']);
    }
    expect((await phone.post(body, { authorization: right })).status).toBe(200);
    const other = JSON.stringify({ items: [] });
    expect((await phone.post(other, { authorization: right })).status).toBe(401);
  });
  test('AUTH-07 one that is sent again by whoever saw it brings nothing that is not there', async () => {
    const phone = await server.addPhone();
    const items = [phone.item()];
    const [first] = await phone.sync(items);
    expect(await phone.sync(items)).toMatchObject([{ status: 'same', receipt: first?.receipt }]);
  });
  test('AUTH-11 of a phone that was revoked is taken, has its receipts, and is held', async () => {
    const phone = await server.addPhone();
    const items = [phone.item(), phone.item()];
    await sql`update device set revoked_at = now(), revocation_reason = 'lost' where id = ${phone.id}`;
    expect((await phone.sync(items)).map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect((await rowsOf(items.map(({ id }) => id))).map(({ fault }) => fault)).toEqual([
      'revoked-device',
      'revoked-device',
    ]);
  });
  test('to a mission that is not there, by another method, or elsewhere', async () => {
    const phone = await server.addPhone();
    const headers = { authorization: phone.authorize({ method: 'GET', path: '/sync/nowhere', bodyHash: null }) };
    expect((await phone.send({ method: 'POST', path: '/sync/nowhere', headers, body: '{}' })).status).toBe(404);
    expect((await phone.send({ method: 'GET', path: `/sync/${slug}`, headers })).status).toBe(405);
    expect((await phone.send({ method: 'GET', path: '/sync', headers })).status).toBe(404);
  });
});

function omit(item: SentItem, name: string): SentItem {
  return Object.fromEntries(Object.entries(item).filter(([key]) => key !== name));
}
