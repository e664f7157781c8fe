import { err, ok, type Result } from '../../../../../kernel/result.ts';
import { findForbiddenCharacter } from '../../../../../kernel/text.ts';
import { isCanonicalValue } from '../../../../../ledger/commitment/canonical-json.ts';
import type { ItemReason } from '../../arrivals/sync-answer.ts';
import { type SyncItem, syncItem } from '../../contract/sync.ts';
import { itemText } from '../../signed-text.ts';

/** An item that is written rightly, whoever it is of. */
export interface ReadItem {
  readonly item: SyncItem;
  /** What its signature goes over. */
  readonly text: string;
}

/** Why an item is refused, and what is known of it. */
export interface ItemFault {
  readonly id: string | null;
  readonly reason: ItemReason;
  readonly detail: string | null;
}

const DEEPEST = 16;

/** Reads one item of a batch, whatever it is. */
export function readItem(mission: string, value: unknown): Result<ReadItem, ItemFault> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return err({ id: null, reason: 'invalid-item', detail: null });
  }
  const { content, ...members } = value as Record<string, unknown>;
  const id = typeof members.id === 'string' && members.id.length <= 64 ? wellFormed(members.id) : null;
  if (!holdsTexts(members, DEEPEST)) return err({ id, reason: 'invalid-text', detail: null });
  if (!isCanonicalValue(members, DEEPEST)) return err({ id, reason: 'invalid-item', detail: null });
  const parsed = syncItem.safeParse(value);
  if (!parsed.success) {
    return err({ id, reason: 'invalid-item', detail: parsed.error.issues[0]?.path.map(String).join('.') ?? null });
  }
  return ok({ item: parsed.data, text: itemText(mission, members) });
}

/** Whether all texts within a value are such as can be stored; deeper than `depth` nothing is a text. */
function holdsTexts(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return findForbiddenCharacter(value) === null;
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(
    ([name, inner]) => findForbiddenCharacter(name) === null && holdsTexts(inner, depth - 1),
  );
}

function wellFormed(text: string): string | null {
  return findForbiddenCharacter(text) === null ? text : null;
}
