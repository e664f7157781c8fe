import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { peopleDesk, personOf } from '../../../../test/support/people-desk.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { serveSync, type TestPhone } from '../../../../test/support/sync-server.ts';
import type { Exchanged, MessagePage, OpenedMessage, ShownAnswer, ThreadEntry } from './message.ts';
import { messageEndpoints } from './routes/message-endpoints.ts';

const { sql } = await testDatabase();
const server = await serveSync(sql);
const { ask, audited } = peopleDesk(sql, messageEndpoints);
const BASE = `/api/missions/${server.slug}` as const;
let made = 0;

async function done<T>(line: string, body?: unknown): Promise<T> {
  const [method, path] = line.split(' ');
  const told = await ask<T>('editor', `${method} ${BASE}/${path}`, body);
  if (told.status >= 300) throw new Error(`${line}: ${told.status} ${JSON.stringify(told.body)}`);
  return told.body;
}

/** A team with a phone of our app. */
async function addTeam(): Promise<{ readonly id: string; readonly code: string; readonly phone: TestPhone }> {
  made += 1;
  const [id, code] = [randomUUID(), `T${made}`];
  await done('POST teams', { id, code, name: null, kind: 'pair' });
  const phone = await server.addPhone(`Phone of ${code}`);
  await hand(phone, { team: id }, null);
  return { id, code, phone };
}

const hand = (phone: TestPhone, holder: object | null, base: string | null) => {
  const handed = { id: randomUUID(), holder, base, reason: null };
  return done<{ id: string }>(`PUT devices/${phone.id}/holder`, handed);
};

const messageTo = (teams: readonly string[], more: object = {}) => {
  const texts = { en: 'Stay where you are', ru: 'Оставайтесь на месте' };
  return { id: randomUUID(), texts, teams, audience: { kind: 'teams' }, ...more };
};
const toldIds = (told: Exchanged) => told.messages.map(({ id }) => id);

describe('a message', () => {
  test('is given to the telephones of those it is for until they confirm it, and is counted as it comes on', async () => {
    const [one, other, third] = [await addTeam(), await addTeam(), await addTeam()];
    const message = messageTo([one.id, other.id]);
    const sent = await done<OpenedMessage>('POST messages', message);
    expect(sent.counts).toEqual({ recipients: 2, withoutPhone: 0, delivered: 0, read: 0, answered: 0 });
    const { told } = await one.phone.exchange();
    expect(told.messages).toMatchObject([{ id: message.id, texts: message.texts, withdrawnAt: null }]);
    // Nothing of people, and nothing of others.
    expect(Object.keys(told.messages[0] ?? {}).sort()).toEqual(['id', 'sentAt', 'texts', 'thread', 'withdrawnAt']);
    expect(toldIds((await one.phone.exchange()).told)).toEqual([message.id]);
    expect(toldIds((await third.phone.exchange()).told)).toEqual([]);
    expect(
      toldIds((await one.phone.exchange({ receipts: [{ message: message.id, kind: 'delivered' }] })).told),
    ).toEqual([]);
    await one.phone.exchange({ receipts: [{ message: message.id, kind: 'read' }] });
    const open = await done<OpenedMessage>(`GET messages/${message.id}`);
    expect(open.counts).toMatchObject({ delivered: 1, read: 1 });
    expect(open.recipients.map(({ team, reached }) => [team?.code, reached])).toEqual([
      [other.code, 'waiting'],
      [one.code, 'read'],
    ]);
  });

  test('is confirmed by the telephone alone that it was for', async () => {
    const [one, other] = [await addTeam(), await addTeam()];
    const message = messageTo([one.id]);
    await done('POST messages', message);
    const answer = { id: randomUUID(), message: message.id, text: 'I am here', deviceTime: null };
    const { told } = await other.phone.exchange({
      receipts: [{ message: message.id, kind: 'read' }],
      answers: [answer],
    });
    expect(told.answers).toEqual([{ id: answer.id, status: 'refused', reason: 'not-addressed' }]);
    const open = await done<OpenedMessage>(`GET messages/${message.id}`);
    expect(open.counts).toMatchObject({ delivered: 0, read: 0, answered: 0 });
  });

  test('is told to nobody who sends a request again that they saw, and a turn is taken once', async () => {
    const { id, phone } = await addTeam();
    await done('POST messages', messageTo([id]));
    expect((await phone.exchange({ turn: 7 })).status).toBe(200);
    const again = await phone.exchange({ turn: 7 });
    expect(again.status).toBe(409);
    expect(JSON.parse(again.text)).toMatchObject({ code: 'turn-passed', parameters: { last: 7 } });
    const [first, second] = await Promise.all([phone.exchange({ turn: 8 }), phone.exchange({ turn: 8 })]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
  });

  test('sent twice is one, and other words under its id are refused', async () => {
    const { id, phone } = await addTeam();
    const message = messageTo([id]);
    await Promise.all([done('POST messages', message), done('POST messages', message)]);
    const other = { ...message, texts: { en: 'Go home' } };
    expect((await ask('editor', `POST ${BASE}/messages`, other)).status).toBe(409);
    expect((await phone.exchange()).told.messages).toHaveLength(1);
  });

  test('is withdrawn also where it came, with nothing left of its words', async () => {
    const [one, other] = [await addTeam(), await addTeam()];
    const message = messageTo([one.id, other.id]);
    await done('POST messages', message);
    await one.phone.exchange({ receipts: [{ message: message.id, kind: 'delivered' }] });
    await done(`POST messages/${message.id}/withdraw`, { reason: 'The wrong teams' });
    for (const { phone } of [one, other]) {
      const { told } = await phone.exchange();
      expect(told.messages).toMatchObject([{ id: message.id, texts: {}, withdrawnAt: expect.any(String) }]);
      expect(toldIds((await phone.exchange({ receipts: [{ message: message.id, kind: 'withdrawn' }] })).told)).toEqual(
        [],
      );
    }
    expect((await ask('editor', `POST ${BASE}/messages/${message.id}/withdraw`, { reason: 'again' })).status).toBe(409);
    expect((await audited()).map(({ action }) => action).slice(-2)).toEqual(['message.sent', 'message.withdrawn']);
  });

  test('is not given to whoever has the telephone next, nor to a revoked one', async () => {
    const [one, other] = [await addTeam(), await addTeam()];
    await done('POST messages', messageTo([one.id, other.id]));
    const [holder] = await sql`select id from device_holder where device_id = ${one.phone.id} and to_at is null`;
    await hand(one.phone, { team: other.id }, String(holder?.id));
    expect(toldIds((await one.phone.exchange()).told)).toEqual([]);
    await sql`update device set revoked_at = now(), revocation_reason = 'lost' where id = ${other.phone.id}`;
    expect((await other.phone.exchange()).status).toBe(409);
  });

  test('to everybody reaches teams, people without one and telephones that nobody has, each once', async () => {
    const { code } = await addTeam();
    const person = personOf(`P${made}`);
    await done('POST people', person);
    const [own, bare] = [await server.addPhone('Own phone'), await server.addPhone('Bare phone')];
    await hand(own, { person: person.id }, null);
    const message = messageTo([], { all: true, audience: { kind: 'all' } });
    const sent = await done<OpenedMessage>('POST messages', message);
    const names = sent.recipients.map((one) => one.team?.code ?? one.person?.code ?? one.devices[0]);
    expect(names).toEqual(expect.arrayContaining([code, person.code, 'Bare phone']));
    expect(new Set(names).size).toBe(names.length);
    expect(toldIds((await bare.exchange()).told)).toContain(message.id);
    expect(toldIds((await own.exchange()).told)).toContain(message.id);
  });

  test('for nobody, for somebody who is not there, or without a text is refused', async () => {
    const statuses = [];
    for (const body of [messageTo([]), messageTo([randomUUID()]), messageTo([], { texts: {} })])
      statuses.push((await ask('editor', `POST ${BASE}/messages`, body)).status);
    expect(statuses).toEqual([422, 404, 422]);
  });

  test('of a team without a telephone is known to reach nobody', async () => {
    const id = randomUUID();
    made += 1;
    await done('POST teams', { id, code: `T${made}`, name: null, kind: 'pair' });
    const sent = await done<OpenedMessage>('POST messages', messageTo([id]));
    expect(sent.counts).toMatchObject({ recipients: 1, withoutPhone: 1 });
    expect(sent.recipients).toMatchObject([{ reached: 'no-phone', devices: [] }]);
  });
});

describe('an answer', () => {
  test('is kept once, and stands in the thread with what the desk says to that', async () => {
    const [one, other] = [await addTeam(), await addTeam()];
    const message = messageTo([one.id, other.id]);
    await done('POST messages', message);
    const answer = { id: randomUUID(), message: message.id, text: 'The door is locked', deviceTime: null };
    const statusOf = async (text: string) =>
      (await one.phone.exchange({ answers: [{ ...answer, text }] })).told.answers[0];
    expect(await statusOf(answer.text)).toMatchObject({ status: 'accepted' });
    expect(await statusOf(answer.text)).toMatchObject({ status: 'same' });
    expect(await statusOf('It is open')).toMatchObject({ status: 'refused', reason: 'content-differs' });
    const follow = { id: randomUUID(), texts: { en: 'Ask the chair' } };
    const path = `messages/${message.id}/threads/${one.id}`;
    const thread = await done<ThreadEntry[]>(`POST ${path}`, follow);
    expect(thread.map(({ from, texts }) => `${from}: ${Object.values(texts)[0]}`).sort()).toEqual([
      'desk: Ask the chair',
      'desk: Stay where you are',
      'field: The door is locked',
    ]);
    const { told } = await one.phone.exchange();
    expect(told.messages.find(({ id }) => id === follow.id)).toMatchObject({ thread: message.id });
    expect(toldIds((await other.phone.exchange()).told)).toEqual([message.id]);
    const second = { id: randomUUID(), message: follow.id, text: 'Done', deviceTime: null };
    await one.phone.exchange({ answers: [second] });
    expect((await done<ThreadEntry[]>(`GET ${path}`)).at(-1)).toMatchObject({ from: 'field', texts: { und: 'Done' } });
    const page = await done<MessagePage>('GET messages?limit=200');
    expect(page.messages.find(({ id }) => id === message.id)).toMatchObject({ counts: { answered: 1 } });
    expect(page.messages.some(({ id }) => id === follow.id)).toBe(false);
    const { answers } = await done<{ answers: ShownAnswer[] }>('GET answers?limit=2');
    expect(answers.map(({ text, thread: of, recipient }) => [text, of, recipient])).toEqual([
      ['Done', message.id, one.id],
      ['The door is locked', message.id, one.id],
    ]);
  });
});

test('of 10,000 messages a telephone is told those that wait for it alone, without a look at the others', async () => {
  const { id, phone } = await addTeam();
  await sql`
    insert into mission_message (mission_id, id, texts, audience, sha256, by_id, by_name, at)
    select ${server.missionId}, gen_random_uuid(), '{"en": "Old"}', '{"kind": "teams", "asked": {}}', ${Buffer.alloc(32)},
      gen_random_uuid(), 'Test', timestamptz '2020-01-01' + n * interval '1 second' from generate_series(1, 10000) n`;
  await sql`
    insert into message_recipient (mission_id, message_id, place, team_id, device_id, is_waiting, delivered_at)
    select mission_id, id, 1, ${id}, ${phone.id}, false, now() from mission_message
    where mission_id = ${server.missionId} and by_name = 'Test'`;
  await sql`analyze mission_message, message_recipient`;
  const message = messageTo([id]);
  await done('POST messages', message);
  expect(toldIds((await phone.exchange()).told)).toEqual([message.id]);
  const [plan] = await sql`
    explain (analyze, format json) select message_id from message_recipient r
    where mission_id = ${server.missionId} and device_id = ${phone.id} and is_waiting`;
  expect(JSON.stringify(plan)).toContain('message_recipient_waiting');
});
