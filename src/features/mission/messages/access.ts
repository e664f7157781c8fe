import type { Exchange, Exchanged } from './message.ts';
import { listWaiting, saveAnswers, saveReceipts, takeTurn } from './store/exchange-messages.ts';

/**
 * What a telephone brings and is told of messages, in one transaction. Receipts and answers count for the telephone alone that
 * brings them.
 *
 * @throws Problem `turn-passed`.
 */
export async function exchangeMessages(
  sql: Parameters<typeof takeTurn>[0],
  phone: { readonly missionId: string; readonly deviceId: string; readonly now: Date },
  { turn, receipts, answers }: Exchange,
): Promise<Exchanged> {
  await takeTurn(sql, phone.deviceId, turn);
  await saveReceipts(sql, phone, receipts);
  const taken = await saveAnswers(sql, phone, answers);
  return { ...(await listWaiting(sql, phone)), answers: taken };
}
