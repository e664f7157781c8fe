import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import { NO_LANGUAGE } from '../../../../../xforms/xlsform/settings.ts';
import { readYesNo } from '../../../../../xforms/xlsform/survey/question-types.ts';
import { columnsOf, findColumn, type SheetColumns } from '../../editing/columns/sheet-columns.ts';
import {
  type LanguageColumn,
  languageColumns,
  TEXT_COLUMNS,
  TEXT_SHEETS,
  type TextColumn,
  type TextSheet,
} from '../../editing/columns/text-columns.ts';

/** A text in one language, and its cell. */
export interface TranslationCell {
  /** As it is written; empty where there is none. */
  readonly text: string;
  /** Column of the sheet, counted from 0; null where the sheet has none for this text and language. */
  readonly column: number | null;
}

/** A text that people read, in all languages. */
export interface TranslationRow {
  readonly sheet: TextSheet;
  /** As a person counts: the header is row 1. */
  readonly row: number;
  readonly column: TextColumn;
  /** Name of the question, choice, check or figure; empty where the row has none. */
  readonly name: string;
  /** List of the choice; null in other sheets. */
  readonly list: string | null;
  /** A cell for every language of the table. */
  readonly cells: ReadonlyMap<string, TranslationCell>;
}

/** How many of the texts a language has. */
export interface Completeness {
  readonly translated: number;
  readonly of: number;
}

/** The texts of a form side by side in its languages. */
export interface TranslationTable {
  /** In the order of the columns; `default` for columns that name no language, where the settings name none either. */
  readonly languages: readonly string[];
  /** Texts that are there in one language at least, in the order of the sheets. */
  readonly rows: readonly TranslationRow[];
  readonly completeness: ReadonlyMap<string, Completeness>;
}

interface TextSheetColumns extends SheetColumns {
  readonly name: TextSheet;
  readonly texts: readonly { readonly base: TextColumn; readonly columns: readonly LanguageColumn[] }[];
}

/** Reads all texts of a workbook in all languages, by the same headers as the converter; rows that are disabled are passed over. */
export function translationTable(workbook: Workbook): TranslationTable {
  const sheets = TEXT_SHEETS.flatMap((name) => textColumnsOf(workbook, name));
  const all = [...new Set(sheets.flatMap(languagesOf))];
  const rows = sheets.flatMap((sheet) => rowsOf(sheet, all));
  const counted = new Map(all.map((language) => [language, completenessOf(rows, language)]));
  const isUsed = (language: string) => language !== NO_LANGUAGE || (counted.get(language)?.translated ?? 0) > 0;
  const languages = all.some(isUsed) ? all.filter(isUsed) : all;
  const completeness = new Map([...counted].filter(([language]) => languages.includes(language)));
  return { languages, rows, completeness };
}

function textColumnsOf(workbook: Workbook, name: TextSheet): TextSheetColumns[] {
  const columns = columnsOf(workbook, name);
  if (columns === null) return [];
  const texts = TEXT_COLUMNS[name].map((base) => ({ base, columns: languageColumns(columns, base) }));
  return [{ ...columns, name, texts: texts.filter((one) => one.columns.length > 0) }];
}

function languagesOf({ texts }: TextSheetColumns): string[] {
  const columns = texts.flatMap((one) => one.columns).sort((a, b) => a.column - b.column);
  return columns.map(({ language }) => language);
}

function rowsOf(columns: TextSheetColumns, languages: readonly string[]): TranslationRow[] {
  const { name: sheet } = columns;
  const sought = columns.texts.map(({ base, columns: own }) => ({
    base,
    columns: languages.map((language) => [language, own.filter((one) => one.language === language)] as const),
    all: own.map(({ column }) => column),
  }));
  const cell = (row: readonly string[], column: number | null) => (column === null ? '' : (row[column] ?? '').trim());
  const [nameAt, listAt, disabledAt] = ['name', 'list name', 'disabled'].map((name) => findColumn(columns, [name]));
  return columns.sheet.rows.flatMap((row, at): TranslationRow[] => {
    if (at === 0 || readYesNo(cell(row, disabledAt ?? null)) === true) return [];
    const name = cell(row, nameAt ?? null);
    const list = sheet === 'choices' ? cell(row, listAt ?? null) : null;
    return sought.flatMap(({ base, columns: byLanguage, all }) => {
      if (!all.some((column) => isFilled(row[column]))) return [];
      const cells = new Map(byLanguage.map(([language, own]) => [language, cellOf(row, own)]));
      return [{ sheet, row: at + 1, column: base, name, list, cells }];
    });
  });
}

/** The first of the columns that has a text, or an empty cell of the first that there is. */
function cellOf(row: readonly string[], columns: readonly LanguageColumn[]): TranslationCell {
  const said = columns.find(({ column }) => isFilled(row[column])) ?? columns[0];
  return said === undefined ? { text: '', column: null } : { text: row[said.column] ?? '', column: said.column };
}

function isFilled(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

function completenessOf(rows: readonly TranslationRow[], language: string): Completeness {
  const translated = rows.filter(({ cells }) => isFilled(cells.get(language)?.text)).length;
  return { translated, of: rows.length };
}
