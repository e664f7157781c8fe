import type { XmlHandlers } from '../../xml/scan.ts';
import type { XmlAttribute } from '../../xml/tree.ts';
import { openArchive } from '../archive.ts';
import { type CellContext, columnNumber, type RawCell, textOfCell } from '../sheet-cells.ts';
import { WorkbookGrid } from '../sheet-grid.ts';
import type { Workbook } from '../workbook.ts';
import type { Allowance } from './allowance.ts';
import { PartReader } from './part-reader.ts';
import { findParts, readDateKinds, readSharedStrings } from './spreadsheet-parts.ts';

/** Reads an .xlsx workbook, hidden sheets included. @throws WorkbookStop with its faults. */
export function readXlsx(bytes: Uint8Array): Workbook {
  const reader = new PartReader(openArchive(bytes));
  const parts = findParts(reader);
  const context: CellContext = {
    strings: readSharedStrings(reader, parts.sharedStrings),
    kinds: readDateKinds(reader, parts.styles),
    hasDatesFrom1904: parts.hasDatesFrom1904,
  };
  const grid = new WorkbookGrid();
  for (const { name, path } of parts.sheets) {
    grid.begin(name);
    reader.scan({ path, place: name }, (allowance) => {
      grid.clear();
      return sheetHandlers(grid, { context, allowance });
    });
  }
  return { sheets: grid.finish() };
}

interface Reading {
  readonly context: CellContext;
  readonly allowance: Allowance;
}

/** Cells of a sheet (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4); what has no place of its own follows on what is before it. */
function sheetHandlers(grid: WorkbookGrid, { context, allowance }: Reading): XmlHandlers {
  let row = -1;
  let column = -1;
  let cell: GrowingCell | null = null;
  let isValue = false;
  let phonetic = 0;
  let elements = 0;
  return {
    open(tag) {
      allowance.open(tag);
      elements += 1;
      if (tag.name === 'row') [row, column] = [rowOf(tag.attributes) ?? row + 1, -1];
      else if (tag.name === 'c') {
        [row, column] = placeOf(tag.attributes) ?? [row, column + 1];
        cell = cellOf(tag.attributes);
        elements = 1;
      } else if (tag.name === 'rPh') phonetic += 1;
      if (cell !== null && tag.name === 'f') cell.hasFormula = true;
      isValue = phonetic === 0 && (tag.name === 'v' || tag.name === 't');
      if (cell !== null && isValue) cell.value ??= '';
    },
    text(piece) {
      if (cell !== null && isValue) cell.value = (cell.value ?? '') + piece;
    },
    close(name) {
      isValue = false;
      if (name === 'rPh') phonetic -= 1;
      if (name !== 'c' || cell === null) return;
      const text = textOfCell(cell, context);
      cell = null;
      if (text === '') return;
      if (typeof text === 'string') allowance.keep(text, elements);
      grid.fill(row, column, text);
    },
  };
}

type GrowingCell = { -readonly [Key in keyof RawCell]: RawCell[Key] };

function cellOf(attributes: readonly XmlAttribute[]): GrowingCell {
  const cell: GrowingCell = { type: 'n', format: 0, value: null, hasFormula: false };
  for (const { name, value } of attributes) {
    if (name === 't') cell.type = value;
    else if (name === 's') cell.format = Number(value);
  }
  return cell;
}

function rowOf(attributes: readonly XmlAttribute[]): number | null {
  const found = attributes.find(({ name }) => name === 'r')?.value ?? '';
  return /^[1-9]\d{0,6}$/.test(found) ? Number(found) - 1 : null;
}

function placeOf(attributes: readonly XmlAttribute[]): readonly [number, number] | null {
  const reference = attributes.find(({ name }) => name === 'r')?.value ?? '';
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(reference);
  const column = columnNumber(match?.[1] ?? '');
  return match === null || column === null ? null : [Number(match[2]) - 1, column];
}
