import { escapeAttribute, escapeText } from '../../../../xforms/xml/write.ts';
import type { Cell, CellKind } from '../tables/plan-tables.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** What one sheet of Excel holds: rows, columns, and UTF-16 code units of a cell. */
export const SHEET_LIMITS = { rows: 1_048_576, columns: 16_384, cell: 32_767 } as const;
/** Stands at the end of a text that was cut. */
export const CUT_MARK = ' … [cut; whole in CSV and JSON]';

/** Numbers of formats in `STYLES`. */
const STYLE = { date: 1, moment: 2, heading: 3, formulaLike: 4 } as const;

/** Formats of cells: a day, a moment, a heading, and a text that looks like a formula and stays one when it is edited. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf xfId="0"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" xfId="0" applyNumberFormat="1"/><xf fontId="1" xfId="0" applyFont="1"/><xf quotePrefix="1" xfId="0"/></cellXfs></styleSheet>`;

/** A column of a sheet. */
export interface SheetColumn {
  readonly header: string;
  readonly kind: CellKind;
}

const WIDTHS: Readonly<Record<CellKind, readonly [least: number, most: number]>> = {
  text: [12, 40],
  number: [8, 24],
  date: [11, 24],
  moment: [19, 24],
};

/** How a sheet begins, its first row with the headers included, which stays in view. */
export function sheetStart(columns: readonly SheetColumn[]): string {
  const widths = columns.map(({ header, kind }, at) => {
    const [least, most] = WIDTHS[kind];
    const width = Math.min(most, Math.max(least, header.length + 2));
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;
  });
  const pane =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const cols = widths.length === 0 ? '' : `<cols>${widths.join('')}</cols>`;
  const cells = columns.map(({ header }, at) => textCell(header, `${columnName(at)}1`, STYLE.heading));
  return `${HEAD}<worksheet xmlns="${MAIN}">${pane}${cols}<sheetData><row r="1">${cells.join('')}</row>`;
}

/** How a sheet ends. */
export const SHEET_END = '</sheetData></worksheet>';

/** Rows of a sheet from row `first` on, 1 being that of the headers; and how many texts were too long for a cell. */
export function sheetRows(
  rows: readonly (readonly Cell[])[],
  columns: readonly SheetColumn[],
  first: number,
): { readonly text: string; readonly cut: number } {
  const names = columns.map((_, at) => columnName(at));
  let [text, cut, number] = ['', 0, first];
  for (const row of rows) {
    text += `<row r="${number}">`;
    for (let at = 0; at < row.length; at += 1) {
      const cell = row[at];
      if (cell === null || cell === undefined || cell === '') continue;
      if (cell.length > SHEET_LIMITS.cell) cut += 1;
      text += writeCell(cell, columns[at]?.kind ?? 'text', `${names[at]}${number}`);
    }
    text += '</row>';
    number += 1;
  }
  return { text, cut };
}

/** What Excel keeps to the last digit. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const MOST_DIGITS = 15;
const FORMULA_LIKE = /^'*[=+\-@\t\r\n＝＋－＠]/;

function writeCell(cell: string, kind: CellKind, place: string): string {
  if (kind === 'number' && NUMBER.test(cell) && cell.replace(/\D/g, '').length <= MOST_DIGITS) {
    return `<c r="${place}"><v>${cell}</v></c>`;
  }
  const serial = kind === 'date' || kind === 'moment' ? serialOf(cell, kind) : null;
  if (serial !== null) return `<c r="${place}" s="${STYLE[kind as 'date' | 'moment']}"><v>${serial}</v></c>`;
  return textCell(cell, place, FORMULA_LIKE.test(cell) ? STYLE.formulaLike : 0);
}

/** A text within the cell itself: whatever it says, nothing is computed. */
function textCell(text: string, place: string, style: number): string {
  const whole = text.length > SHEET_LIMITS.cell ? cutText(text) : text;
  // What looks like an escape of a character (ECMA-376 part 1, 22.9.2.19) is escaped itself.
  const safe = escapeText(whole.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
  const styled = style === 0 ? '' : ` s="${style}"`;
  return `<c r="${place}"${styled} t="inlineStr"><is><t xml:space="preserve">${safe}</t></is></c>`;
}

function cutText(text: string): string {
  const kept = text.slice(0, SHEET_LIMITS.cell - CUT_MARK.length);
  // Half of a character is none.
  return (/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept) + CUT_MARK;
}

const DAY_MS = 86_400_000;
/** Days from the day before the first one of the calendar of 1900 to 1970-01-01, from March 1900 on. */
const EPOCH_DAYS = 25_569;
const FIRST = Date.UTC(1900, 2, 1);

/** A day, or a moment in UTC, as Excel counts; null where it has no such one. */
function serialOf(text: string, kind: 'date' | 'moment'): string | null {
  const wanted = kind === 'date' ? /^\d{4}-\d{2}-\d{2}$/ : /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
  if (!wanted.test(text)) return null;
  const instant = Date.parse(text);
  if (Number.isNaN(instant) || instant < FIRST) return null;
  // 31 February would become another day.
  if (!new Date(instant).toISOString().startsWith(text.slice(0, 10))) return null;
  return String(Number((instant / DAY_MS + EPOCH_DAYS).toFixed(8)));
}

/** A sheet of a workbook by its name and the number of its part. */
export interface NamedSheet {
  readonly name: string;
  readonly number: number;
}

/** The parts of a workbook beside its sheets, in the order in which they stand in the file: path → text. */
export function workbookParts(sheets: readonly NamedSheet[]): readonly (readonly [path: string, text: string])[] {
  const list = sheets
    .map(({ name, number }) => `<sheet name="${escapeAttribute(name)}" sheetId="${number}" r:id="rId${number}"/>`)
    .join('');
  const own = sheets.map(({ number }) => ({
    id: number,
    type: 'worksheet',
    target: `worksheets/sheet${number}.xml`,
  }));
  return [
    ['[Content_Types].xml', HEAD + contentTypes(sheets)],
    ['_rels/.rels', HEAD + relations([{ id: 1, type: 'officeDocument', target: 'xl/workbook.xml' }])],
    ['xl/workbook.xml', `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list}</sheets></workbook>`],
    [
      'xl/_rels/workbook.xml.rels',
      HEAD + relations([...own, { id: sheets.length + 1, type: 'styles', target: 'styles.xml' }]),
    ],
    ['xl/styles.xml', STYLES],
  ];
}

function contentTypes(sheets: readonly NamedSheet[]): string {
  const type = (part: string, kind: string) =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const own = sheets.map(({ number }) => type(`/xl/worksheets/sheet${number}.xml`, 'worksheet')).join('');
  const defaults =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>';
  return `<Types xmlns="${PACKAGE}/content-types">${defaults}${type('/xl/workbook.xml', 'sheet.main')}${type('/xl/styles.xml', 'styles')}${own}</Types>`;
}

function relations(all: readonly { readonly id: number; readonly type: string; readonly target: string }[]): string {
  const each = all.map(
    ({ id, type, target }) => `<Relationship Id="rId${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}

const LONGEST_NAME = 31;

/** Names of sheets as Excel takes them: short, without the characters that it forbids, each once whatever the case. */
export function nameSheets(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = name.replace(/[[\]:*?/\\]/g, '_').replace(/^'+|'+$/g, '_') || '_';
    let own = plain.slice(0, LONGEST_NAME);
    for (let number = 2; taken.has(own.toLowerCase()); number += 1) {
      const mark = ` (${number})`;
      own = plain.slice(0, LONGEST_NAME - mark.length) + mark;
    }
    taken.add(own.toLowerCase());
    return own;
  });
}

/** 0 → A, 25 → Z, 26 → AA. */
function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}
