import type { Sheet, Workbook } from '../../../../../xforms/workbook/workbook.ts';
import { FaultList } from '../../../../../xforms/xlsform/fault-list.ts';
import { NO_LANGUAGE, readSettings } from '../../../../../xforms/xlsform/settings.ts';
import { findSheet } from '../../../../../xforms/xlsform/tables/find-sheets.ts';
import {
  type HeaderNames,
  LIST_HEADERS,
  plainHeaders,
  readHeader,
  SURVEY_HEADERS,
} from '../../../../../xforms/xlsform/tables/headers.ts';
import { readTable } from '../../../../../xforms/xlsform/tables/read-table.ts';

const HEADERS = {
  survey: SURVEY_HEADERS,
  choices: LIST_HEADERS,
  external_choices: LIST_HEADERS,
  osm: LIST_HEADERS,
  checks: plainHeaders(['name', 'message']),
  figures: plainHeaders(['name', 'label']),
} as const satisfies Readonly<Record<string, HeaderNames>>;

/** Sheets whose columns are read here. */
export type ColumnSheet = keyof typeof HEADERS;

/** The header of a sheet as the converter reads it. */
export interface SheetColumns {
  readonly name: ColumnSheet;
  readonly sheet: Sheet;
  /** Headers with single spaces and none around them. */
  readonly headers: readonly string[];
  /** Column → what it stands for: `['label', 'English (en)']`; null where it has no header. */
  readonly paths: readonly (readonly string[] | null)[];
  /** Language of texts in columns that name none. */
  readonly unnamed: string;
  /** What parts a header from its language in this sheet. */
  readonly separator: '::' | ':';
}

/** Reads the header of a sheet; null where the workbook has none or it is empty. */
export function columnsOf(workbook: Workbook, name: ColumnSheet): SheetColumns | null {
  const sheet = findSheet(workbook, name);
  if (sheet === null || sheet.rows.length === 0) return null;
  const isOwn = name === 'checks' || name === 'figures';
  const unnamed = isOwn ? NO_LANGUAGE : readSettings(workbook, new FaultList()).defaultLanguage;
  const options = { sheet: name, names: HEADERS[name], unnamed, isCleaned: false };
  const { headers, paths } = readTable({ name, rows: sheet.rows.slice(0, 1) }, options, new FaultList());
  const isDouble = headers.some((header) => header.includes('::')) || !headers.some((header) => header.includes(':'));
  return { name, sheet, headers, paths, unnamed, separator: isDouble ? '::' : ':' };
}

/** What a header with double colons stands for in a sheet of that name. */
export function pathOfHeader(name: ColumnSheet, header: string): readonly string[] {
  return readHeader(header, HEADERS[name], true);
}

/** The first column that stands for `path`, or null. */
export function findColumn({ paths }: SheetColumns, path: readonly string[]): number | null {
  const found = paths.findIndex((one) => one !== null && isSamePath(one, path));
  return found < 0 ? null : found;
}

/** Whether two headers stand for the same. */
export function isSamePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at]);
}
