/** A sheet as somebody names it. */
export interface NamedSheet {
  readonly label: string;
  readonly station: string | null;
}

/** Sheets of a list, and the lines that name none, counted from 1. */
export interface ParsedSheets {
  readonly sheets: readonly NamedSheet[];
  readonly faults: readonly SheetFault[];
}

/** `range`: not from a number to a greater one of the same length; `length`: longer than 200 characters; `many`: too many in all; `twice`. */
export interface SheetFault {
  readonly line: number;
  readonly kind: 'range' | 'length' | 'many' | 'twice';
  readonly found: string;
}

const RANGE = /^(.*?)(\d+)\s*(?:-|–|\.\.\.?|…)\s*(\d+)$/;
const LONGEST = 200;

/**
 * Reads a list of sheets: one in a line, its station behind a tab or a semicolon; `A-0001 - A-0200` is not read, but `A-0001-0200` is:
 * all from the first number to the last, with the same letters before and as many digits.
 */
export function parseSheets(text: string, most: number): ParsedSheets {
  const sheets: NamedSheet[] = [];
  const faults: SheetFault[] = [];
  const seen = new Set<string>();
  const add = (sheet: NamedSheet, line: number) => {
    if (sheet.label.length > LONGEST || (sheet.station?.length ?? 0) > LONGEST) {
      faults.push({ line, kind: 'length', found: sheet.label.slice(0, 40) });
    } else if (seen.has(sheet.label)) faults.push({ line, kind: 'twice', found: sheet.label });
    else if (sheets.length >= most) faults.push({ line, kind: 'many', found: String(most) });
    else sheets.push(sheet);
    seen.add(sheet.label);
  };
  for (const [at, row] of text.split(/\r?\n/).entries()) {
    const [label = '', ...rest] = row.split(/[\t;]/).map((part) => part.trim());
    if (label === '') continue;
    const station = rest.join('; ') === '' ? null : rest.join('; ');
    const labels = labelsOf(label, most);
    if (labels === null) faults.push({ line: at + 1, kind: 'range', found: label.slice(0, 40) });
    else
      for (const one of labels)
        if (faults.length === 0 || faults.at(-1)?.kind !== 'many') add({ label: one, station }, at + 1);
  }
  return { sheets, faults };
}

/** Null: it looks like a range and is none. */
function labelsOf(label: string, most: number): readonly string[] | null {
  const [, before = '', first, last] = RANGE.exec(label) ?? [];
  if (first === undefined || last === undefined) return [label];
  const [from, to] = [Number(first), Number(last)];
  if (first.length !== last.length && first.startsWith('0')) return null;
  if (to < from || first.length > 15) return null;
  const count = Math.min(to - from + 1, most + 1);
  return Array.from({ length: count }, (_, at) => `${before}${String(from + at).padStart(first.length, '0')}`);
}
