import { type ElectionFile, isKindName, kindNamed } from '../../features/register/records/kinds.ts';
import type { LocalizedText } from '../../kernel/text.ts';
import type { Messages } from '../../platform/i18n/messages.ts';
import type { Choice } from '../../platform/ui/parts/fields/choice-field.tsx';

/** The records of a kind as choices for a reference: key and, where there is one, name. */
export function choicesOf(file: ElectionFile, messages: Messages, kind: string): Choice[] {
  if (!isKindName(kind)) return [];
  const column = kindNamed(kind).key;
  return (file[kind] as readonly Readonly<Record<string, unknown>>[]).map((record) => {
    const key = String(record[column]);
    const named = (record.name ?? record.title ?? {}) as LocalizedText;
    const words = messages.localized(named)?.text ?? (record.publisher as string | undefined);
    return { value: key, label: words === undefined ? key : `${key} – ${words}` };
  });
}
