import { strToU8, zipSync } from 'fflate';
import { escapeAttribute, escapeText } from '../../xml/write.ts';
import type { Workbook } from '../workbook.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** The earliest time that zip knows, so that the same workbook gives the same bytes. */
const EPOCH = new Date(1980, 0, 1);

/**
 * Writes a workbook of text cells as .xlsx (ECMA-376, SpreadsheetML with inline texts): the header of each sheet stays in view.
 * The same workbook gives the same bytes.
 */
export function writeXlsx(workbook: Workbook): Uint8Array {
  const sheets = workbook.sheets.map(({ name, rows }, index) => ({ name, rows, number: index + 1 }));
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.map(({ number }) => number)),
    '_rels/.rels': relations([{ id: 1, type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets
      .map(({ name, number }) => `<sheet name="${escapeAttribute(name)}" sheetId="${number}" r:id="rId${number}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      sheets.map(({ number }) => ({ id: number, type: 'worksheet', target: `worksheets/sheet${number}.xml` })),
    ),
  };
  for (const { rows, number } of sheets) parts[`xl/worksheets/sheet${number}.xml`] = writeSheet(rows);
  const files = Object.entries(parts).map(([path, text]) => [path, strToU8(HEAD + text)] as const);
  return zipSync(Object.fromEntries(files), { level: 6, mtime: EPOCH });
}

function contentTypes(sheets: readonly number[]): string {
  const type = (part: string, kind: string) =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const own = sheets.map((number) => type(`/xl/worksheets/sheet${number}.xml`, 'worksheet')).join('');
  const defaults =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>';
  return `<Types xmlns="${PACKAGE}/content-types">${defaults}${type('/xl/workbook.xml', 'sheet.main')}${own}</Types>`;
}

function relations(all: readonly { id: number; type: string; target: string }[]): string {
  const each = all.map(
    ({ id, type, target }) => `<Relationship Id="rId${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}

function writeSheet(rows: readonly (readonly string[])[]): string {
  const frozen =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const data = rows.map(
    (row, index) =>
      `<row r="${index + 1}">${row.map((cell, column) => writeCell(cell, { row: index + 1, column })).join('')}</row>`,
  );
  return `<worksheet xmlns="${MAIN}">${frozen}<sheetData>${data.join('')}</sheetData></worksheet>`;
}

function writeCell(text: string, { row, column }: { row: number; column: number }): string {
  if (text === '') return '';
  // What looks like an escape of a character (ECMA-376 part 1, 22.9.2.19) is escaped itself.
  const safe = escapeText(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
  return `<c r="${columnName(column)}${row}" t="inlineStr"><is><t xml:space="preserve">${safe}</t></is></c>`;
}

/** 0 → A, 25 → Z, 26 → AA. */
function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}
