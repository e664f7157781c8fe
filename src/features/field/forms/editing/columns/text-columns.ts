import { must } from '../../../../../kernel/result.ts';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import { NO_LANGUAGE } from '../../../../../xforms/xlsform/settings.ts';
import { addColumn, getColumns, type WithColumn } from './add-column.ts';
import type { ColumnSheet, SheetColumns } from './sheet-columns.ts';

/** Sheets that hold texts which people read. */
export const TEXT_SHEETS = ['survey', 'choices', 'checks', 'figures'] as const;
export type TextSheet = (typeof TEXT_SHEETS)[number];

/** A column of texts without its language, as XLSForm names it. */
export type TextColumn =
  | 'label'
  | 'hint'
  | 'guidance_hint'
  | 'constraint_message'
  | 'required_message'
  | 'image'
  | 'big-image'
  | 'audio'
  | 'video'
  | 'message';

const PATHS: Readonly<Record<TextColumn, readonly string[]>> = {
  label: ['label'],
  hint: ['hint'],
  guidance_hint: ['guidance_hint'],
  constraint_message: ['bind', 'jr:constraintMsg'],
  required_message: ['bind', 'jr:requiredMsg'],
  image: ['media', 'image'],
  'big-image': ['media', 'big-image'],
  audio: ['media', 'audio'],
  video: ['media', 'video'],
  message: ['message'],
};
const MEDIA = ['image', 'big-image', 'audio', 'video'] as const;

/** The columns of texts that each sheet may have. */
export const TEXT_COLUMNS: Readonly<Record<TextSheet, readonly TextColumn[]>> = {
  survey: ['label', 'hint', 'guidance_hint', 'constraint_message', 'required_message', ...MEDIA],
  choices: ['label', ...MEDIA],
  checks: ['message'],
  figures: ['label'],
};

/** A column of the sheet that holds one kind of text in one language. */
export interface LanguageColumn {
  /** As the converter has it; `default` where neither header nor settings name one. */
  readonly language: string;
  /** Counted from 0. */
  readonly column: number;
  /** Whether the header itself names the language: its text goes before that of a column that names none. */
  readonly isNamed: boolean;
}

/** The columns of one kind of text; of two in the same language the one that counts comes first. */
export function languageColumns({ paths, unnamed }: SheetColumns, base: TextColumn): LanguageColumn[] {
  const wanted = PATHS[base];
  const found = paths.flatMap((path, column): LanguageColumn[] => {
    if (path === null || !wanted.every((part, at) => path[at] === part)) return [];
    const [language, ...further] = path.slice(wanted.length);
    if (further.length > 0) return [];
    return [{ language: language ?? unnamed, column, isNamed: language !== undefined }];
  });
  return [...found.filter(({ isNamed }) => isNamed), ...found.filter(({ isNamed }) => !isNamed)];
}

/**
 * Whether a text can stand as a language in a header and is read back as it is: no colons, which part headers, no `jr`, which
 * is a prefix there, single spaces and none around it. `English (en)`.
 */
export function isLanguageName(text: string): boolean {
  return text !== '' && text === text.trim().replace(/\s+/g, ' ') && !text.includes(':') && text !== 'jr';
}

/**
 * The workbook with a column for a text in a language, beside its siblings; the same workbook where it is there already.
 *
 * @throws Error where the sheet is missing, or the language cannot stand in a header (see `isLanguageName`).
 */
export function withLanguageColumn(
  workbook: Workbook,
  { sheet, base, language }: { sheet: ColumnSheet; base: TextColumn; language: string },
): WithColumn {
  must(isLanguageName(language) || null, `Add a language: found ${language}, wanted a name without colons`);
  const columns = getColumns(workbook, sheet);
  const siblings = languageColumns(columns, base);
  const known = siblings.find((one) => one.language === language);
  if (known !== undefined) return { workbook, column: known.column };
  const last = siblings.reduce((most, { column }) => Math.max(most, column), -1);
  const at = last < 0 ? columns.headers.length : last + 1;
  const isPlain = language === NO_LANGUAGE && columns.unnamed === NO_LANGUAGE;
  const stem = stemOf(columns, siblings[0]) ?? base;
  return addColumn(workbook, columns, { header: isPlain ? stem : `${stem}${columns.separator}${language}`, at });
}

/** The header of a sibling without its language, as the author writes it. */
function stemOf({ headers, separator }: SheetColumns, sibling: LanguageColumn | undefined): string | null {
  if (sibling === undefined) return null;
  const header = headers[sibling.column] ?? '';
  return sibling.isNamed ? header.slice(0, header.lastIndexOf(separator)).trim() : header;
}

/** The kind of text and the language that a header stands for, `default` where it names none; null where it is no text. */
export function readTextPath(path: readonly string[]): { readonly base: TextColumn; readonly language: string } | null {
  for (const [base, wanted] of Object.entries(PATHS) as [TextColumn, readonly string[]][]) {
    if (path.length > wanted.length + 1 || !wanted.every((part, at) => path[at] === part)) continue;
    return { base, language: path[wanted.length] ?? NO_LANGUAGE };
  }
  return null;
}
