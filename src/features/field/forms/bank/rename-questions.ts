import { readBegin } from '../../../../xforms/xlsform/survey/containers.ts';
import { readSelect } from '../../../../xforms/xlsform/survey/selects.ts';
import { replaceReferences } from '../../../../xforms/xlsform/tree/names.ts';
import { cellOf, type ReadRow } from './read-rows.ts';

/** Former name → new name. */
export type Names = ReadonlyMap<string, string>;

/** Names that the form itself has beside those of its rows. */
const RESERVED = ['data', 'meta', 'audit', 'instanceid', 'instancename'];

/** New names for those that are taken, whatever their case: `overall` → `overall_2`. */
export function freeNames(rows: readonly ReadRow[], present: readonly ReadRow[]): Names {
  const taken = new Set([...RESERVED, ...present.flatMap(madeNames)].map((name) => name.toLowerCase()));
  const own = new Set(rows.flatMap(madeNames).map((name) => name.toLowerCase()));
  const renamed = new Map<string, string>();
  for (const row of rows) {
    const name = cellOf(row, 'name');
    if (name === '' || renamed.has(name) || !madeNames(row).some((made) => taken.has(made.toLowerCase()))) continue;
    const isFree = (other: string) =>
      namesMadeWith(row, other).every((made) => !taken.has(made.toLowerCase()) && !own.has(made.toLowerCase()));
    renamed.set(name, firstFree(name, isFree));
  }
  return renamed;
}

/** `name_2`, `name_3`, …: the first that is free. */
export function firstFree(name: string, isFree: (name: string) => boolean): string {
  for (let number = 2; ; number += 1) {
    const candidate = `${name}_${number}`;
    if (isFree(candidate)) return candidate;
  }
}

/** The names that a row gives to the form: its own, and what the converter adds for `or_other` and a computed `repeat_count`. */
export function madeNames(row: ReadRow): string[] {
  return namesMadeWith(row, cellOf(row, 'name'));
}

function namesMadeWith(row: ReadRow, name: string): string[] {
  if (name === '') return [];
  const type = cellOf(row, 'type');
  const isCounted = readBegin(type)?.control === 'repeat' && cellOf(row, 'control\njr:count') !== '';
  const hasOther = readSelect(type)?.hasOther === true;
  return [name, ...(isCounted ? [`${name}_count`] : []), ...(hasOther ? [`${name}_other`] : [])];
}

/** The rows of the survey with new names, also where they refer to each other. */
export function renameQuestions(rows: readonly ReadRow[], names: Names): readonly ReadRow[] {
  return renameReferences(rows, names).map((row) => ({
    ...row,
    cells: row.cells.map((cell) => (cell.key === 'name' ? { ...cell, text: names.get(cell.text) ?? cell.text } : cell)),
  }));
}

/** The rows of any sheet with new names wherever `${name}` or `${last-saved#name}` refers to them. */
export function renameReferences(rows: readonly ReadRow[], names: Names): readonly ReadRow[] {
  if (names.size === 0) return rows;
  const renameIn = (text: string) =>
    replaceReferences(text, ({ name, isLastSaved }) => {
      return `\${${isLastSaved ? 'last-saved#' : ''}${names.get(name) ?? name}}`;
    });
  return rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, text: renameIn(cell.text) })) }));
}
