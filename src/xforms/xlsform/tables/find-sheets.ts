import type { Sheet, Workbook } from '../../workbook/workbook.ts';
import { lettersApart } from './letters-apart.ts';

/** The sheets that a form is made of. */
export const KNOWN_SHEETS = ['survey', 'choices', 'settings', 'external_choices', 'osm', 'entities'] as const;

/** Our own sheets, which other programs pass over. */
export const OWN_SHEETS = ['checks', 'figures', 'obligations'] as const;

export type SheetName = (typeof KNOWN_SHEETS)[number] | (typeof OWN_SHEETS)[number];

/** The sheet of that name, whatever its case; a workbook with a single sheet is taken as its survey. */
export function findSheet(workbook: Workbook, name: SheetName): Sheet | null {
  const found = workbook.sheets.find((sheet) => sheet.name.toLowerCase() === name);
  if (found !== undefined) return found;
  const [only, ...others] = workbook.sheets;
  const isOnly = name === 'survey' && only !== undefined && others.length === 0;
  return isOnly && !isKnown(only.name.toLowerCase()) ? only : null;
}

/** Whether a sheet belongs to a form: by its name, or since it has the column that every survey needs, whatever it is called. */
export function isFormSheet({ name, rows }: Sheet): boolean {
  return isKnown(name.toLowerCase()) || (rows[0] ?? []).some((header) => /^\s*(type|command)\s*$/i.test(header));
}

/** Sheets that may be meant by a name: two letters off at the most, and not put aside by an underscore. */
export function findMisspelt(workbook: Workbook, name: SheetName): string[] {
  return workbook.sheets
    .map((sheet) => sheet.name)
    .filter((found) => !isKnown(found) && !found.startsWith('_') && lettersApart(found.toLowerCase(), name) <= 2);
}

function isKnown(name: string): boolean {
  return [...KNOWN_SHEETS, ...OWN_SHEETS].some((known) => known === name);
}
