import type { FormFault } from '../form/form-fault.ts';
import { type DateKind, decimalOf, isoOf, spanOf } from './number-format.ts';
import { workbookFault } from './workbook-fault.ts';

/** A cell as the sheet holds it. */
export interface RawCell {
  /** `t`: `n`, `s`, `b`, `e`, `str`, `inlineStr`, `d`. */
  readonly type: string;
  /** `s`: the place of its format. */
  readonly format: number;
  /** Text of `v`, or of all `t` of `is`; null where there is none. */
  readonly value: string | null;
  readonly hasFormula: boolean;
}

/** What cells refer to. */
export interface CellContext {
  readonly strings: readonly string[];
  readonly kinds: readonly DateKind[];
  readonly hasDatesFrom1904: boolean;
}

/** The text of a cell as its author sees it, or the code of what is wrong with it. */
export type CellText = string | { readonly code: string; readonly found: string };

function wrong(code: string, found: string): CellText {
  return { code, found };
}

/** Reads a cell (ECMA-376 part 1, 18.3.1.4). Blanks of every kind but line ends and tabs become plain blanks. */
export function textOfCell(cell: RawCell, context: CellContext): CellText {
  const { value, type } = cell;
  if (value === null || value === '') {
    return value === null && cell.hasFormula ? wrong('cell-not-calculated', '') : '';
  }
  switch (type) {
    case 's': {
      const text = /^\d+$/.test(value) ? context.strings[Number(value)] : undefined;
      return text === undefined ? wrong('cell-without-text', value) : plain(text);
    }
    case 'str':
    case 'inlineStr':
    case 'd':
      return plain(value);
    case 'b':
      return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
    case 'e':
      return wrong('cell-error', value.slice(0, 30));
    case 'n':
      return textOfNumber(value, cell.format, context);
    default:
      return wrong('cell-type', type.slice(0, 30));
  }
}

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

function textOfNumber(value: string, format: number, context: CellContext): CellText {
  const number = Number(value);
  if (!NUMBER.test(value) || !Number.isFinite(number)) return wrong('cell-number', value.slice(0, 30));
  const kind = context.kinds[format] ?? 'number';
  if (kind === 'number') return decimalOf(number);
  const text = kind === 'span' ? spanOf(number) : isoOf(number, context.hasDatesFrom1904);
  return text ?? wrong('cell-date', value.slice(0, 30));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text of a form may hold.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Surrogate}/u;
const ODD_BLANK = /[\u00A0\u202F\u2007]/g;

/** A text of a cell: `_x000D_` and the like are characters (ECMA-376 part 1, 22.9.2.19), line ends are line feeds. */
function plain(text: string): CellText {
  const decoded = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
  return plainText(decoded);
}

/** A text with plain blanks and line feeds, or what it may not hold. */
export function plainText(text: string): CellText {
  const found = FORBIDDEN.exec(text)?.[0];
  if (found !== undefined) {
    const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return wrong('cell-character', `U+${code}`);
  }
  return text.replace(/\r\n?/g, '\n').replace(ODD_BLANK, ' ');
}

/** The number of a column by its letters, the first being 0; null where they are none. */
export function columnNumber(letters: string): number | null {
  if (!/^[A-Z]{1,3}$/.test(letters)) return null;
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}

/** The letters of a column, 0 being `A`. */
export function columnLetters(number: number): string {
  const before = Math.floor(number / 26);
  return (before > 0 ? columnLetters(before - 1) : '') + String.fromCharCode(65 + (number % 26));
}

/** The fault of a cell, with its place. Rows and columns are counted from 0. */
export function cellFault(
  text: { code: string; found: string },
  at: { sheet: string; row: number; column: number },
): FormFault {
  const column = columnLetters(at.column);
  return workbookFault(text.code, { found: text.found }, { sheet: at.sheet, row: at.row + 1, column });
}
