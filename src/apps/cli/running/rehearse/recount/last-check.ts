import type { OutboxItem } from '../channel/telephone.ts';
import type { Board } from './board.ts';

/** What a telephone knows, beside what the server holds. */
export interface LastCheck {
  readonly board: Board;
  readonly items: readonly OutboxItem[];
  /** Items without a receipt, of telephones that are still heard. */
  readonly unreceived: number;
}

/** At the end: every receipt stands for a report that the server holds and has read, each picture came, nothing else is there. */
export async function checkAll({ board, items, unreceived }: LastCheck): Promise<void> {
  const { evidence } = board;
  // The board may show what was sent before the newest correction, which changes no number of it, is read.
  const unread = await board.lookUntilNone(async () => {
    await evidence.lookAgain();
    return [...evidence.held.values()].filter(({ state }) => state !== 'read');
  });
  if (unreceived > 0)
    board.fault(`${unreceived} reports or pictures have no receipt, and their telephones sent them again and again`);
  const withReceipt = items.filter(({ receipt }) => receipt !== null);
  const lost = withReceipt.filter(({ sha256 }) => !evidence.held.has(sha256));
  if (lost.length > 0)
    board.fault(`${lost.length} reports have a receipt and the server does not hold them: ${lost[0]?.receipt} …`);
  const others = withReceipt.filter(({ sha256, receipt }) => {
    const held = evidence.held.get(sha256);
    return held !== undefined && held.receipt.code !== receipt;
  });
  if (others.length > 0) board.fault(`${others.length} receipts are other ones than the server has`);
  if (unread.length > 0)
    board.fault(`${unread.length} reports were not read: ${unread[0]?.state} ${unread[0]?.reason ?? ''}`);
  const strangers = evidence.strangers();
  if (strangers.length > 0) board.fault(`${strangers.length} reports are on the server that no telephone sealed`);
  await checkPictures(board, withReceipt);
}

async function checkPictures(board: Board, items: readonly OutboxItem[]): Promise<void> {
  const { evidence } = board;
  let missing = 0;
  for (const { photo, sha256, item } of items) {
    const reportId = evidence.held.get(sha256)?.reportId;
    if (photo === null || !photo.isSent || reportId === undefined) continue;
    const [named] = item.files as readonly { readonly sha256: string }[];
    if (!(await evidence.filesOf(reportId)).has(named?.sha256 ?? '')) missing += 1;
  }
  if (missing > 0) board.fault(`${missing} pictures were sent and the server does not hold them`);
}
