import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { findMisspelt, findSheet, type SheetName } from '../../../../xforms/xlsform/tables/find-sheets.ts';
import { findSheetNamed } from './sheet-cells.ts';

/** Sheets that an author may add, in the order in which they are offered, with the columns that each begins with. */
const STARTERS: ReadonlyMap<SheetName, readonly string[]> = new Map([
  ['survey', ['type', 'name', 'label']],
  ['choices', ['list_name', 'name', 'label']],
  ['settings', ['form_title', 'form_id', 'version', 'default_language']],
  ['entities', ['list_name', 'label']],
  ['external_choices', ['list_name', 'name', 'label']],
  ['checks', ['name', 'scope', 'condition', 'severity', 'message']],
  ['figures', ['name', 'kind', 'numerator', 'denominator', 'filter', 'floor', 'label']],
  ['obligations', ['question', 'obligation']],
]);

/** Sheets that a form may have and the workbook lacks. */
export function missingSheets(workbook: Workbook): SheetName[] {
  return [...STARTERS.keys()].filter((name) => findSheet(workbook, name) === null);
}

/**
 * Adds a sheet at the end with the columns that it begins with; labels and messages in the languages of the survey.
 * The same workbook where the sheet is there already.
 */
export function addSheet(workbook: Workbook, name: SheetName): Workbook {
  if (findSheetNamed(workbook, name) !== undefined) return workbook;
  const languages = languagesOf(workbook);
  const header = (STARTERS.get(name) ?? []).flatMap((column) =>
    ['label', 'message'].includes(column) && languages.length > 0
      ? languages.map((language) => `${column}::${language}`)
      : [column],
  );
  return { ...workbook, sheets: [...workbook.sheets, { name, rows: [header] }] };
}

/** Takes a sheet out. */
export function removeSheet(workbook: Workbook, name: string): Workbook {
  const sheets = workbook.sheets.filter((sheet) => sheet.name !== name);
  return sheets.length === workbook.sheets.length ? workbook : { ...workbook, sheets };
}

/** Gives a sheet another name; the same workbook where one of that name is there already. */
export function renameSheet(workbook: Workbook, name: string, next: string): Workbook {
  if (name === next || findSheetNamed(workbook, next) !== undefined) return workbook;
  const sheets = workbook.sheets.map((sheet) => (sheet.name === name ? { ...sheet, name: next } : sheet));
  return { ...workbook, sheets };
}

/** Names that a misspelt sheet may be meant to have. */
export function likelyNames(workbook: Workbook, sheet: string): SheetName[] {
  return missingSheets(workbook).filter((name) => findMisspelt(workbook, name).includes(sheet));
}

/** Languages in which the survey has labels, as they are written: `English (en)`. */
export function languagesOf(workbook: Workbook): string[] {
  const headers = findSheet(workbook, 'survey')?.rows[0] ?? [];
  const named = headers.flatMap((header) => /^\s*label\s*::\s*(.+?)\s*$/i.exec(header)?.[1] ?? []);
  return [...new Set(named)];
}
