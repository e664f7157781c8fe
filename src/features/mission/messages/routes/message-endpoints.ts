import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { dayInUtc } from '../../../../kernel/calendar-date.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { pageOf } from '../../../../platform/wire/page-of.ts';
import { getMission, getWorkingMission } from '../../missions/access.ts';
import {
  followBody,
  lookBody,
  messageBody,
  messageParams,
  missionParams,
  pageQuery,
  strikeBody,
  threadParams,
} from '../contract.ts';
import type { AnswerPage, MessagePage, OpenedMessage, ThreadEntry } from '../message.ts';
import {
  type Addressee,
  type Chosen,
  findAddressees,
  findUnknownAddressee,
  insertRecipients,
} from '../store/choose-recipients.ts';
import { getMessage, insertMessage, listMessages, type NewMessage, withdrawMessage } from '../store/keep-messages.ts';
import { listAnswers, listRecipients, listThread } from '../store/open-message.ts';

type Mission = Awaited<ReturnType<typeof getMission>>;
type Author = { readonly id: string; readonly name: string; readonly at: Date };

const reads = ({ params }: { readonly params: { readonly mission: string } }) => {
  return { what: 'messages', subject: { kind: 'mission-here', id: params.mission } };
};

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/messages',
  access: 'reader',
  params: missionParams,
  query: pageQuery,
  reads,
  handle: async ({ sql, params, query }): Promise<MessagePage> => {
    const { id } = await getMission(sql, params.mission);
    const { shown, next } = await pageOf(query, (page) => listMessages(sql, id, page));
    return { messages: shown, next };
  },
});

const answers = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/answers',
  access: 'reader',
  params: missionParams,
  query: pageQuery,
  reads,
  handle: async ({ sql, params, query }): Promise<AnswerPage> => {
    const { id } = await getMission(sql, params.mission);
    const { shown, next } = await pageOf(query, (page) => listAnswers(sql, id, page));
    return { answers: shown, next };
  },
});

const open = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/messages/:message',
  access: 'reader',
  params: messageParams,
  reads,
  handle: async ({ sql, params }): Promise<OpenedMessage> => {
    const { id } = await getMission(sql, params.mission);
    return await openedOf(sql, id, params.message);
  },
});

const thread = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/messages/:message/threads/:recipient',
  access: 'reader',
  params: threadParams,
  reads,
  handle: async ({ sql, params }): Promise<ThreadEntry[]> => {
    const { id } = await getMission(sql, params.mission);
    const message = await getMessage(sql, id, params.message);
    return await listThread(sql, id, { thread: message.thread ?? message.id, recipient: params.recipient });
  },
});

const look = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/messages/addressees',
  access: 'editor',
  params: missionParams,
  body: lookBody,
  unaudited: 'tells whom a message would go to, and sends nothing',
  handle: async ({ sql, params, body, now }): Promise<Addressee[]> => {
    const mission = await getWorkingMission(sql, params.mission);
    return await addresseesOf(sql, mission, { chosen: body, now });
  },
});

const send = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/messages',
  access: 'editor',
  params: missionParams,
  body: messageBody,
  status: 201,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<OpenedMessage> => {
    const mission = await getWorkingMission(sql, params.mission);
    const { id, texts, audience, ...chosen } = body;
    const message: NewMessage = { id, thread: null, texts, audience, sha256: hashOf(body) };
    const by = { id: actor.id, name: actor.name, at: now };
    const isNew = await sendTo(sql, mission, { message, chosen, by });
    const sent = await openedOf(sql, mission.id, id);
    const subject = { kind: 'mission-here', id: mission.slug };
    const parameters = { count: sent.counts.recipients, isRepeated: !isNew };
    await audit({ action: 'message.sent', subject, electionId: mission.electionId, parameters });
    return sent;
  },
});

const follow = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/messages/:message/threads/:recipient',
  access: 'editor',
  params: threadParams,
  body: followBody,
  status: 201,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<ThreadEntry[]> => {
    const mission = await getWorkingMission(sql, params.mission);
    const begun = await getMessage(sql, mission.id, params.message);
    const recipients = await listRecipients(sql, mission.id, begun.id);
    const whose = recipients.find(({ id }) => id === params.recipient);
    if (whose === undefined) throw new Problem('not-found', { what: `recipient ${params.recipient}` });
    const { team, person } = whose;
    const bare = team === null && person === null;
    const chosen = {
      ...{ all: false, area: null, devices: bare ? [whose.id] : [] },
      ...{ teams: team === null ? [] : [team.id], people: person === null ? [] : [person.id] },
    };
    const thread = begun.thread ?? begun.id;
    const message: NewMessage = {
      ...{ id: body.id, thread, texts: body.texts, audience: { kind: 'answer', asked: {} } },
      sha256: hashOf({ ...body, thread, recipient: whose.id }),
    };
    const isNew = await sendTo(sql, mission, { message, chosen, by: { id: actor.id, name: actor.name, at: now } });
    const subject = { kind: 'mission-here', id: mission.slug };
    const parameters = { count: 1, isRepeated: !isNew };
    await audit({ action: 'message.sent', subject, electionId: mission.electionId, parameters });
    return await listThread(sql, mission.id, { thread, recipient: whose.id });
  },
});

const withdraw = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/messages/:message/withdraw',
  access: 'editor',
  params: messageParams,
  body: strikeBody,
  handle: async ({ sql, params, body: { reason }, actor, now, audit }): Promise<OpenedMessage> => {
    const mission = await getWorkingMission(sql, params.mission);
    const before = await getMessage(sql, mission.id, params.message);
    const by = { name: actor.name, at: now, reason };
    const isDone = await withdrawMessage(sql, { missionId: mission.id, id: before.id }, by);
    if (!isDone) throw new Problem('changed-meanwhile', { by: before.withdrawn?.by ?? '' });
    const subject = { kind: 'mission-here', id: mission.slug };
    const parameters = { count: before.counts.recipients };
    await audit({ action: 'message.withdrawn', subject, electionId: mission.electionId, reason, parameters });
    return await openedOf(sql, mission.id, before.id);
  },
});

/** What the desk tells the people of a mission, and what they answer. */
export const messageEndpoints: readonly Endpoint[] = [list, answers, look, send, open, thread, follow, withdraw];

async function openedOf(sql: Db, missionId: string, id: string): Promise<OpenedMessage> {
  return { ...(await getMessage(sql, missionId, id)), recipients: await listRecipients(sql, missionId, id) };
}

/** @throws Problem `not-found` where somebody who is meant is not there. */
async function addresseesOf(
  sql: TransactionSql,
  mission: Mission,
  { chosen, now }: { readonly chosen: Chosen; readonly now: Date },
): Promise<Addressee[]> {
  const unknown = await findUnknownAddressee(sql, mission.id, chosen);
  if (unknown !== null) throw new Problem('not-found', { what: unknown });
  return await findAddressees(sql, mission, { chosen, day: dayInUtc(now) });
}

/** @returns whether it is new. @throws Problem `conflict`, `message-for-nobody`. */
async function sendTo(
  sql: TransactionSql,
  mission: Mission,
  { message, chosen, by }: { readonly message: NewMessage; readonly chosen: Chosen; readonly by: Author },
): Promise<boolean> {
  const stored = await insertMessage(sql, mission.id, { message, by });
  if (stored === 'other') throw new Problem('conflict', { what: `message ${message.id}` });
  if (stored === 'same') return false;
  const addressees = await addresseesOf(sql, mission, { chosen, now: by.at });
  if (addressees.length === 0) throw new Problem('message-for-nobody');
  await insertRecipients(sql, { missionId: mission.id, id: message.id }, addressees);
  return true;
}

function hashOf(asked: object): Buffer {
  return createHash('sha256').update(JSON.stringify(asked)).digest();
}
