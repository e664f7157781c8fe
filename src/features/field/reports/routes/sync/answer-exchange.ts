import { createHash } from 'node:crypto';
import { Problem } from '../../../../../platform/http/problem.ts';
import { exchangeMessages } from '../../../../mission/messages/access.ts';
import type { Exchange } from '../../../../mission/messages/message.ts';
import { exchangeBody, MOST_EXCHANGE_BYTES } from '../../contract/exchange.ts';
import type { WorkTicket } from '../openrosa/submission/work-budget.ts';
import { type Claim, requireSignature } from './enter.ts';
import type { SyncGround } from './ground.ts';
import { parseJson, readBatchBytes } from './read-batch.ts';

/** A request of a telephone for its messages. */
interface SentExchange {
  readonly request: Request;
  readonly claim: Claim;
  readonly ticket: WorkTicket;
  /** The hash of the body for which the claim was proved; null: it is to be proved yet. */
  readonly bodyHash: string | null;
}

/**
 * Answers `POST /sync/:mission/messages`.
 *
 * @throws Problem `not-signed`, `device-revoked`, `malformed`, `too-large`, `turn-passed`.
 */
export async function answerExchange(sent: SentExchange, ground: SyncGround): Promise<Response> {
  const { request, claim, ticket, bodyHash } = sent;
  const bytes = await readBatchBytes(request, ticket, MOST_EXCHANGE_BYTES);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (bodyHash === null) requireSignature(claim, request, found);
  else if (bodyHash !== found) throw new Problem('not-signed');
  const { device } = claim;
  if (device.isRevoked) throw new Problem('device-revoked', { device: device.name });
  const asked = readExchange(bytes);
  const now = new Date(ground.clock.now());
  const phone = { missionId: device.missionId, deviceId: device.id, now };
  const told = await ground.sql.begin((sql) => exchangeMessages(sql, phone, asked));
  await ground.devices.seen([device.id]);
  return Response.json({ time: now.getTime(), ...told }, { headers: { 'cache-control': 'no-store' } });
}

function readExchange(bytes: Uint8Array): Exchange {
  const read = exchangeBody.safeParse(parseJson(bytes));
  if (!read.success) throw new Problem('malformed');
  return read.data;
}
