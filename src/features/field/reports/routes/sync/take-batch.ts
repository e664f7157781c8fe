import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type AskedAt, problemOf } from '../../../../../platform/http/mount.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import type { KnownDevice } from '../../../../mission/devices/device.ts';
import type { Taken } from '../../arrival.ts';
import { type BatchAnswer, type ItemAnswer, notTaken } from '../../arrivals/sync-answer.ts';
import type { NoteRefusal } from '../openrosa/submission/note-refusal.ts';
import type { WorkTicket } from '../openrosa/submission/work-budget.ts';
import { arrivalOfItem } from './arrival-of-item.ts';
import { isSignedBy } from './device-signature.ts';
import { type Claim, requireSignature } from './enter.ts';
import type { SyncGround } from './ground.ts';
import { itemsOf, readBatchBytes } from './read-batch.ts';
import { readItem } from './read-item.ts';

/** What all batches share. */
export interface BatchWork {
  readonly ground: SyncGround;
  readonly noteRefusal: NoteRefusal;
}

/** A batch that comes. */
interface SentBatch {
  readonly request: Request;
  readonly claim: Claim;
  readonly ticket: WorkTicket;
  /** The hash of the body for which the claim was proved; null: it is to be proved yet. */
  readonly bodyHash: string | null;
  readonly asked: AskedAt;
}

/** So many signatures are looked at before others have their turn. */
const SIGNATURES_AT_ONCE = 8;

/** Answers `POST /sync/:mission`: each item is taken, or not, for itself. */
export async function takeBatch(sent: SentBatch, work: BatchWork): Promise<Response> {
  const { request, claim, ticket, bodyHash, asked } = sent;
  const bytes = await readBatchBytes(request, ticket);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (bodyHash === null) requireSignature(claim, request, found);
  else if (bodyHash !== found) throw new Problem('not-signed');
  const courier = claim.device;
  const { ground } = work;
  const answers: Promise<ItemAnswer>[] = [];
  for (const [at, value] of itemsOf(bytes).entries()) {
    if (at % SIGNATURES_AT_ONCE === SIGNATURES_AT_ONCE - 1) await setImmediate();
    answers.push(answerItem(value, courier, { ...work, asked }));
  }
  const items = await Promise.all(answers);
  await ground.devices.seen([courier.id]);
  const answer: BatchAnswer = { time: ground.clock.now(), items };
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
}

async function answerItem(
  value: unknown,
  courier: KnownDevice,
  work: BatchWork & Pick<SentBatch, 'asked'>,
): Promise<ItemAnswer> {
  try {
    return await takeItem(value, courier, work);
  } catch (error) {
    const problem = problemOf(error, work.asked, work.ground.log);
    return notTaken(idOf(value), { status: 'retry', reason: 'not-now', detail: problem.kind });
  }
}

async function takeItem(value: unknown, courier: KnownDevice, work: BatchWork): Promise<ItemAnswer> {
  const { ground, noteRefusal } = work;
  const read = readItem(courier.missionSlug, value);
  if (!read.ok) return refused(read.error);
  const { item, text } = read.value;
  const isOwn = item.device === courier.pseudonym;
  const author = isOwn ? courier : await ground.devices.byName(courier.missionId, item.device);
  if (author === null || !isSignedBy(author, text, item.signature)) {
    return refused({ id: item.id, reason: 'not-signed', detail: null });
  }
  const arrival = await arrivalOfItem(item, { author, courier });
  if (!arrival.ok) {
    const { reason, detail } = arrival.error;
    if (reason === 'hostile-record') await noteRefusal(author, detail ?? '');
    return refused(arrival.error);
  }
  return await taken(item.id, await ground.intake.take(courier.missionId, arrival.value));
}

function refused({
  id,
  reason,
  detail,
}: Pick<ItemAnswer, 'id' | 'detail'> & { reason: Parameters<typeof notTaken>[1]['reason'] }): ItemAnswer {
  return notTaken(id, { status: 'refused', reason, detail });
}

async function taken(id: string, { status, code, proof }: Taken): Promise<ItemAnswer> {
  return { id, status, receipt: code, proof: await proof(), reason: null, detail: null };
}

function idOf(value: unknown): string | null {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'string' ? id : null;
}
