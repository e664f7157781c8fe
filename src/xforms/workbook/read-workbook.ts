import { decodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { FormFault } from '../form/form-fault.ts';
import { isFormSheet } from '../xlsform/tables/find-sheets.ts';
import { tooLarge } from './archive.ts';
import { WORKBOOK_LIMITS } from './limits.ts';
import { readCsvSheets, readMarkdownSheets } from './read-text-sheets.ts';
import type { Workbook } from './workbook.ts';
import { WorkbookStop, workbookFault } from './workbook-fault.ts';
import { readXlsx } from './xlsx/read-xlsx.ts';

/** How much of a file that is not what its name says is shown. */
const SHOWN_CHARACTERS = 40;

/**
 * Reads a spreadsheet by its content: .xlsx, Markdown tables, CSV with several sheets. The name decides between the two
 * texts alone. Old binary .xls is refused, and a file that is called .xlsx and is none; so is a text of which no sheet is one of
 * a form, and everything that passes the limits of `WORKBOOK_LIMITS`. Faults name sheet, row and column.
 */
export function readWorkbook(bytes: Uint8Array, fileName: string): Result<Workbook, readonly FormFault[]> {
  try {
    return ok(readAny(bytes, fileName));
  } catch (thrown) {
    if (thrown instanceof WorkbookStop) return err(thrown.faults);
    throw thrown;
  }
}

function readAny(bytes: Uint8Array, fileName: string): Workbook {
  if (bytes.length > WORKBOOK_LIMITS.file) throw tooLarge(WORKBOOK_LIMITS.file);
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return readXlsx(bytes);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new WorkbookStop([workbookFault('workbook-old-format')]);
  const text = decodeUtf8(bytes)?.replace(/^\uFEFF/, '') ?? null;
  if (text?.trim() === '') throw new WorkbookStop([workbookFault('workbook-without-sheets')]);
  if (/\.xls[xm]?$/i.test(fileName)) throw new WorkbookStop([notWhatItIsCalled(text)]);
  if (text === null) throw new WorkbookStop([workbookFault('workbook-encoding')]);
  return readText(text, fileName);
}

function readText(text: string, fileName: string): Workbook {
  const isMarkdown = /\.md$/i.test(fileName) || (!/\.csv$/i.test(fileName) && /^\s*\|/.test(text));
  const workbook = isMarkdown ? readMarkdownSheets(text) : readCsvSheets(text);
  if (!workbook.sheets.some(isFormSheet)) throw new WorkbookStop([workbookFault('workbook-unknown')]);
  return workbook;
}

/** A file that is called a workbook and holds a text, or what nobody can read. */
function notWhatItIsCalled(text: string | null): FormFault {
  if (text === null) return workbookFault('workbook-no-xlsx');
  const [line = ''] = text.trim().split(/[\r\n]/);
  const found = line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
  return workbookFault('workbook-text-as-xlsx', { found });
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}
