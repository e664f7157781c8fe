import { tagOfLanguage } from '../../../../../kernel/text.ts';
import type { BankRow } from '../../bank/bank-question.ts';
import { pathOfHeader } from '../../editing/columns/sheet-columns.ts';
import { readTextPath } from '../../editing/columns/text-columns.ts';

/** A text, and the tag of its language for a `lang` attribute; empty where it is not known. */
export interface Said {
  readonly text: string;
  readonly lang: string;
}

/** The label in the reader's language, else in English, else the first that there is; null where there is none. */
export function labelIn(labels: Readonly<Record<string, string>>, reader: string): Said | null {
  const said = Object.entries(labels).map(([language, text]) => ({ text, lang: tagOfLanguage(language) ?? '' }));
  const isIn = (language: string) => (one: Said) => one.lang.split('-')[0] === language;
  return said.find(isIn(reader)) ?? said.find(isIn('en')) ?? said[0] ?? null;
}

/** The same for a row of a list, whose labels stand under their headers: `label::English (en)`. */
export function choiceIn(row: BankRow, reader: string): Said | null {
  const labels = Object.entries(row).flatMap(([header, text]) => {
    const read = readTextPath(pathOfHeader('choices', header));
    return read?.base === 'label' ? [[read.language, text] as const] : [];
  });
  return labelIn(Object.fromEntries(labels), reader);
}
