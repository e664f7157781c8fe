import type { FormFault } from '../../../../xforms/form/form-fault.ts';
import { WORKBOOK_LIMITS } from '../../../../xforms/workbook/limits.ts';

const { rows: MOST_ROWS, columns: MOST_COLUMNS, cells: MOST_CELLS, characters: MOST_CHARACTERS } = WORKBOOK_LIMITS;

interface Counted {
  cells: number;
  characters: number;
}

/**
 * What is too much in something that may be a workbook, by the limits that its file would have; null where nothing is. Whatever
 * is no workbook at all is passed over: its schema tells that.
 */
export function findExcess(given: unknown): FormFault | null {
  const counted: Counted = { cells: 0, characters: 0 };
  for (const sheet of listIn(given, 'sheets')) {
    const rows = listIn(sheet, 'rows');
    const name = nameOf(sheet);
    if (rows.length > MOST_ROWS) return excess('sheet-too-many-rows', MOST_ROWS, { sheet: name, row: MOST_ROWS + 1 });
    for (const [at, row] of rows.entries()) {
      const found = findInRow(row, counted);
      if (found !== null) return excess(found.code, found.limit, { sheet: name, row: at + 1 });
    }
  }
  return null;
}

function findInRow(row: unknown, counted: Counted): { code: string; limit: number } | null {
  if (!Array.isArray(row)) return null;
  if (row.length > MOST_COLUMNS) return { code: 'sheet-too-many-columns', limit: MOST_COLUMNS };
  counted.cells += row.length;
  if (counted.cells > MOST_CELLS) return { code: 'workbook-too-many-cells', limit: MOST_CELLS };
  for (const cell of row) if (typeof cell === 'string') counted.characters += cell.length;
  if (counted.characters <= MOST_CHARACTERS) return null;
  return { code: 'workbook-too-many-characters', limit: MOST_CHARACTERS };
}

function excess(code: string, limit: number, { sheet, row }: { sheet: string | null; row: number }): FormFault {
  return { severity: 'error', code, parameters: { limit }, sheet, row, column: null };
}

function listIn(given: unknown, name: 'sheets' | 'rows'): readonly unknown[] {
  const found = given instanceof Object && name in given ? (given as Record<string, unknown>)[name] : null;
  return Array.isArray(found) ? found : [];
}

function nameOf(sheet: unknown): string | null {
  const name = sheet instanceof Object && 'name' in sheet ? sheet.name : null;
  return typeof name === 'string' && name.length <= 200 ? name : null;
}
