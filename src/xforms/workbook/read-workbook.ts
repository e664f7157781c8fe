import { decodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { FormFault } from '../form/form-fault.ts';
import { tooLarge } from './archive.ts';
import { WORKBOOK_LIMITS } from './limits.ts';
import { readCsvSheets, readMarkdownSheets } from './read-text-sheets.ts';
import type { Workbook } from './workbook.ts';
import { WorkbookStop, workbookFault } from './workbook-fault.ts';
import { readXlsx } from './xlsx/read-xlsx.ts';

/**
 * Reads a spreadsheet by its content: .xlsx, Markdown tables, CSV with several sheets. The name decides between the two
 * texts alone. Old binary .xls is refused; so is everything that passes the limits of `WORKBOOK_LIMITS`. Faults name sheet,
 * row and column.
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
  if (text === null) throw new WorkbookStop([workbookFault('workbook-encoding')]);
  if (text.trim() === '') throw new WorkbookStop([workbookFault('workbook-without-sheets')]);
  const isMarkdown = /\.md$/i.test(fileName) || (!/\.csv$/i.test(fileName) && /^\s*\|/.test(text));
  return isMarkdown ? readMarkdownSheets(text) : readCsvSheets(text);
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}
