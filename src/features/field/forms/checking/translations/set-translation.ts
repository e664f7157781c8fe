import { must } from '../../../../../kernel/result.ts';
import type { Workbook } from '../../../../../xforms/workbook/workbook.ts';
import { getColumns } from '../../editing/columns/add-column.ts';
import { columnsOf } from '../../editing/columns/sheet-columns.ts';
import {
  languageColumns,
  TEXT_COLUMNS,
  TEXT_SHEETS,
  type TextColumn,
  type TextSheet,
  withLanguageColumn,
} from '../../editing/columns/text-columns.ts';
import { writeCell } from '../../editing/edit-cells.ts';

/** A text in a language and where it belongs. */
export interface Translation {
  readonly sheet: TextSheet;
  /** As a person counts: the header is row 1. */
  readonly row: number;
  readonly column: TextColumn;
  /** As the table of translations names it. */
  readonly language: string;
  readonly text: string;
}

/**
 * Writes a text in a language; its column is added beside its siblings where the sheet has none. An empty text takes the
 * translation out, also where a column without language says the same.
 *
 * @throws Error where the workbook has no such sheet or row, or the language cannot stand in a header.
 */
export function setTranslation(workbook: Workbook, { sheet, row, column, language, text }: Translation): Workbook {
  const known = getColumns(workbook, sheet);
  must(known.sheet.rows[row - 1], `Write a translation: ${sheet} has no row ${row}`);
  must(row > 1 || null, 'Write a translation: row 1 is the header');
  const own = languageColumns(known, column).filter((one) => one.language === language);
  const place = { sheet: known.sheet.name, row: row - 1 };
  if (text.trim() === '') {
    return own.reduce((emptied, one) => writeCell(emptied, { ...place, column: one.column }, ''), workbook);
  }
  const added = withLanguageColumn(workbook, { sheet, base: column, language });
  return writeCell(added.workbook, { ...place, column: added.column }, text);
}

/**
 * Adds a column in a language beside every column of texts that the workbook has, and a label to the survey in any case; what
 * is there already stays.
 *
 * @throws Error where the language cannot stand in a header.
 */
export function addLanguage(workbook: Workbook, language: string): Workbook {
  let widened = workbook;
  for (const sheet of TEXT_SHEETS) {
    const columns = columnsOf(workbook, sheet);
    if (columns === null) continue;
    for (const base of TEXT_COLUMNS[sheet]) {
      const isWanted = languageColumns(columns, base).length > 0 || (sheet === 'survey' && base === 'label');
      if (isWanted) widened = withLanguageColumn(widened, { sheet, base, language }).workbook;
    }
  }
  return widened;
}
