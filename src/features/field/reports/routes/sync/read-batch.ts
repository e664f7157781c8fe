import { pacedBody, requireFewValues } from '../../../../../platform/http/input.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import { MOST_BATCH_BYTES, MOST_ITEMS } from '../../contract/sync.ts';
import { busy } from '../openrosa/submission/collect-parts.ts';
import type { WorkTicket } from '../openrosa/submission/work-budget.ts';

/**
 * The body of a batch, counted while it arrives.
 *
 * @throws Problem `too-large` with `limitBytes`, `busy`, `broken-off`.
 */
export async function readBatchBytes(
  request: Request,
  ticket: WorkTicket,
  limitBytes: number = MOST_BATCH_BYTES,
): Promise<Buffer> {
  const tooLarge = new Problem('too-large', { limitBytes });
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pacedBody(request.body)) {
    size += piece.length;
    if (size > limitBytes) throw tooLarge;
    if (!ticket.grow(piece.length)) throw busy();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The items of a batch as they stand. @throws Problem `malformed`, `too-large` with `limit`. */
export function itemsOf(bytes: Uint8Array): readonly unknown[] {
  const parsed = parseJson(bytes);
  if (typeof parsed !== 'object' || parsed === null || !('items' in parsed) || !Array.isArray(parsed.items)) {
    throw new Problem('malformed');
  }
  if (parsed.items.length > MOST_ITEMS) throw new Problem('too-large', { limit: MOST_ITEMS });
  return parsed.items;
}

/** What the bytes say. @throws Problem `malformed`. */
export function parseJson(bytes: Uint8Array): unknown {
  requireFewValues(bytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem('malformed');
  }
}
