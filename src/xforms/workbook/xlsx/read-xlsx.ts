import type { XmlHandlers, XmlTag } from '../../xml/scan.ts';
import type { XmlAttribute } from '../../xml/tree.ts';
import { openArchive } from '../archive.ts';
import { type CellContext, columnNumber, type RawCell, textOfCell } from '../sheet-cells.ts';
import { WorkbookGrid } from '../sheet-grid.ts';
import type { Workbook } from '../workbook.ts';
import { findParts, readDateKinds, readSharedStrings, scanPart } from './spreadsheet-parts.ts';

/** Reads an .xlsx workbook, hidden sheets included. @throws WorkbookStop with its faults. */
export function readXlsx(bytes: Uint8Array): Workbook {
  const archive = openArchive(bytes);
  const parts = findParts(archive);
  const context: CellContext = {
    strings: readSharedStrings(archive, parts.sharedStrings),
    kinds: readDateKinds(archive, parts.styles),
    hasDatesFrom1904: parts.hasDatesFrom1904,
  };
  const grid = new WorkbookGrid();
  for (const { name, path } of parts.sheets) {
    grid.begin(name);
    scanPart(archive, { path, place: name }, () => {
      grid.clear();
      return sheetHandlers(grid, context);
    });
  }
  return { sheets: grid.finish() };
}

/** Cells of a sheet (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4); what has no place of its own follows on what is before it. */
function sheetHandlers(grid: WorkbookGrid, context: CellContext): XmlHandlers {
  let row = -1;
  let column = -1;
  let cell: { -readonly [Key in keyof RawCell]: RawCell[Key] } | null = null;
  let isValue = false;
  let phonetic = 0;
  const openCell = (tag: XmlTag) => {
    cell = { type: 'n', format: 0, value: null, hasFormula: false };
    column += 1;
    for (const { name, value } of tag.attributes) {
      if (name === 'r') [row, column] = placeOf(value) ?? [row, column];
      else if (name === 't') cell.type = value;
      else if (name === 's') cell.format = Number(value);
    }
  };
  return {
    open(tag) {
      if (tag.name === 'row') {
        row = rowOf(tag.attributes) ?? row + 1;
        column = -1;
      } else if (tag.name === 'c') openCell(tag);
      else if (tag.name === 'rPh') phonetic += 1;
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
      grid.fill(row, column, textOfCell(cell, context));
      cell = null;
    },
  };
}

function rowOf(attributes: readonly XmlAttribute[]): number | null {
  const found = attributes.find(({ name }) => name === 'r')?.value ?? '';
  return /^[1-9]\d{0,6}$/.test(found) ? Number(found) - 1 : null;
}

function placeOf(reference: string): readonly [number, number] | null {
  const match = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(reference);
  const column = columnNumber(match?.[1] ?? '');
  return match === null || column === null ? null : [Number(match[2]) - 1, column];
}
