import type { Fault } from '../../../../kernel/issue.ts';
import type { Cells } from '../../../../kernel/record.ts';
import { type LocalizedText, pickText } from '../../../../kernel/text.ts';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import { wordProblem } from '../../../../platform/ui/parts/states/problem-words.ts';
import { type KindName, kindNamed } from '../kinds.ts';
import { keyOf } from '../record-set.ts';

/** What the column of a kind is called; a localized one with the language that it is in. */
export function columnLabel(messages: Messages, kind: KindName, column: string): string {
  const cut = column.lastIndexOf('_');
  const [family, tag] = [column.slice(0, cut), column.slice(cut + 1)];
  if (cut > 0 && kindNamed(kind).fields[family]?.type === 'localized') {
    return `${fieldLabel(messages, kind, family)} (${languageName(messages, tag)})`;
  }
  return fieldLabel(messages, kind, column);
}

/** What the field of a kind is called. */
export function fieldLabel(messages: Messages, kind: KindName, field: string): string {
  return messages.find(`fields.field.${kind}.${field}`) ?? messages.find(`fields.field.${field}`) ?? field;
}

/** What one of the choices of a field is called. */
export function choiceLabel(messages: Messages, field: string, value: string): string {
  return messages.find(`fields.choice.${field}.${value}`) ?? value;
}

/** A kind in the singular: `Claim`. */
export function kindLabel(messages: Messages, kind: KindName): string {
  return messages.find(`fields.kind.${kind}`) ?? kind;
}

/** Marks the code of what went wrong with a request as a whole, beside those of faults in cells. */
export const REQUEST = 'request:';

/** A fault in words, with what was found and what is wanted. */
export function faultText(messages: Messages, fault: Fault): string {
  if (!fault.code.startsWith(REQUEST)) return messages.find(`issues.${fault.code}`, fault.parameters) ?? fault.code;
  const { title, advice } = wordProblem(messages, { ...fault, code: fault.code.slice(REQUEST.length) });
  return `${title} ${advice}`;
}

/** A language by its name in the language of the page. */
export function languageName(messages: Messages, tag: string): string {
  return new Intl.DisplayNames([messages.language, 'en'], { type: 'language' }).of(tag) ?? tag;
}

/** What a person would call the record: its title or name, else its key. */
export function recordTitle(messages: Messages, kind: KindName, cells: Cells): string {
  for (const family of ['name', 'title', 'meaning', 'rule', 'finding']) {
    const text = localizedCells(cells, family);
    const picked = pickText(text, [messages.language]);
    if (picked !== null) return picked.text;
  }
  const plain = cells.publisher ?? cells.topic ?? cells.value;
  return plain ?? keyOf(kind, cells);
}

/** The cells of a localized field: language → text. */
export function localizedCells(cells: Cells, family: string): Readonly<Record<string, string>> {
  const found = Object.entries(cells).filter(([column]) => column.startsWith(`${family}_`));
  return Object.fromEntries(found.map(([column, cell]) => [column.slice(family.length + 1), cell]));
}

/** A record of any kind, read. */
export type ReadRecord = Readonly<Record<string, unknown>>;

/** The key of a record that was read. */
export function recordKey(kind: KindName, record: ReadRecord): string {
  return String(record[kindNamed(kind).key]);
}

/** What a person would call the record: its title or name, else what it says first. */
export function titleOfRecord(messages: Messages, record: ReadRecord): string {
  for (const family of ['name', 'title', 'meaning', 'rule', 'finding']) {
    const text = record[family];
    if (typeof text === 'object' && text !== null) {
      const picked = messages.localized(text as LocalizedText);
      if (picked !== null) return picked.text;
    }
  }
  return String(record.publisher ?? record.topic ?? record.value ?? record.step ?? '');
}
