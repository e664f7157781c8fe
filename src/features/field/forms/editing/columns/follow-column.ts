import { cellAt, type Rows } from '../sheet-cells.ts';

/**
 * Where a column of `before` stands in `after`, counted from 0: columns are known by their headers, those without one by
 * the named column to their left. The same place where the header is gone.
 */
export function followColumn(before: Rows, after: Rows, column: number): number {
  const headers = before[0] ?? [];
  const named = headers.findLastIndex((header, index) => index <= column && header !== '');
  if (named < 0) return column;
  const header = cellAt(before, 0, named);
  const nth = headers.slice(0, named).filter((other) => other === header).length;
  const places = (after[0] ?? []).flatMap((other, index) => (other === header ? [index] : []));
  const place = places[nth] ?? places.at(-1);
  return place === undefined ? column : place + column - named;
}
