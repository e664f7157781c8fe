import type { JSX } from 'solid-js';

/** What a column sorts by: numbers by size, texts as the language sorts them; null comes last in both directions. */
export type SortValue = string | number | null;

/** One column of a table over rows of type `Row`. */
export interface Column<Row> {
  /** Unique in the table; names the column in an address. */
  readonly id: string;
  readonly title: JSX.Element;
  readonly cell: (row: Row) => JSX.Element;
  /** Makes the column sortable. */
  readonly sortBy?: ((row: Row) => SortValue) | undefined;
  /** Makes the column sortable where whoever gives the rows sorts them (`order` of the table). */
  readonly isSortable?: boolean | undefined;
  /** What else can be done with the column: stands behind its title. */
  readonly menu?: (() => JSX.Element) | undefined;
  /** `end` for numbers, so that their digits stand below each other. */
  readonly align?: 'start' | 'end' | undefined;
  /** `fit`: as narrow as its content, on one line; `wide`: takes what space there is. */
  readonly width?: 'fit' | 'wide' | undefined;
}

/** By which column a table is sorted, and which way. */
export interface Sort {
  readonly column: string;
  readonly isDescending: boolean;
}

/** `title` or, descending, `-title`: how a sort is written in an address. */
export function parseSort(text: string | undefined | null): Sort | null {
  if (!text) return null;
  return text.startsWith('-') ? { column: text.slice(1), isDescending: true } : { column: text, isDescending: false };
}

/** The sort as it is written in an address. */
export function formatSort(sort: Sort): string {
  return sort.isDescending ? `-${sort.column}` : sort.column;
}

/** The sort after the header of `column` was pressed: ascending, then descending, then as the list came. */
export function nextSort(current: Sort | null, column: string): Sort | null {
  if (current?.column !== column) return { column, isDescending: false };
  return current.isDescending ? null : { column, isDescending: true };
}

/** The rows in the order of `sort`; rows that are equal keep the order they came in. A new array. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: { readonly sort: Sort | null; readonly language: string },
): readonly Row[] {
  const { sort } = order;
  const sortBy = columns.find((column) => column.id === sort?.column)?.sortBy;
  if (sort === null || sortBy === undefined) return rows;
  const collator = new Intl.Collator(order.language, { numeric: true });
  const sign = sort.isDescending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, value: sortBy(row) }));
  keyed.sort((a, b) => compareValues(a.value, b.value, (x, y) => sign * compareKnown(x, y, collator)));
  return keyed.map(({ row }) => row);
}

type Known = string | number;

function compareValues(a: SortValue, b: SortValue, compare: (a: Known, b: Known) => number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compare(a, b);
}

function compareKnown(a: Known, b: Known, collator: Intl.Collator): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}
