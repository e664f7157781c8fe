import type { Claim } from '../../features/register/claims/claim.ts';
import { wordValue } from '../../features/register/claims/value-words.ts';
import { type ElectionFile, isKindName, type KindName } from '../../features/register/records/kinds.ts';
import { type ReadRecord, recordKey, titleOfRecord } from '../../features/register/records/screens/field-words.ts';
import type { Messages } from '../../platform/i18n/messages.ts';
import type { Choice } from '../../platform/ui/parts/fields/choice-field.tsx';

/** Kinds whose keys everybody reads as they are; a name would only be longer. */
const NAMED_BY_KEY: readonly KindName[] = ['source', 'provision'];

/** The records of a kind as choices for a reference: key and, where there is one, name. */
export function choicesOf(file: ElectionFile, messages: Messages, kind: string): Choice[] {
  if (!isKindName(kind)) return [];
  return (file[kind] as readonly ReadRecord[]).map((record) => {
    const key = recordKey(kind, record);
    const words = titleOfRecord(messages, record);
    return { value: key, label: words === '' ? key : `${key} – ${words}` };
  });
}

/** What a person would call a record of the file; null where the file does not hold it or its key says it best. */
export function recordLabel(
  file: ElectionFile,
  messages: Messages,
  { kind, key }: { readonly kind: string; readonly key: string },
): string | null {
  if (!isKindName(kind) || NAMED_BY_KEY.includes(kind)) return null;
  const record = (file[kind] as readonly ReadRecord[]).find((row) => recordKey(kind, row) === key);
  if (record === undefined) return null;
  const owner = ownerOf(file, kind, record);
  const words = kind === 'claim' ? wordValue(messages, record as unknown as Claim) : titleOfRecord(messages, record);
  return [owner === null ? '' : titleOfRecord(messages, owner), words].filter((part) => part !== '').join(': ') || null;
}

/** The record that a record speaks of: a claim of its subject, a step of its candidate, an assessment of its mission. */
function ownerOf(file: ElectionFile, kind: KindName, record: ReadRecord): ReadRecord | null {
  const owners: Partial<Record<KindName, KindName>> = {
    claim: 'subject',
    'candidate-step': 'candidate',
    assessment: 'mission',
  };
  const owner = owners[kind];
  if (owner === undefined) return null;
  return (file[owner] as readonly ReadRecord[]).find((row) => recordKey(owner, row) === record[owner]) ?? null;
}
