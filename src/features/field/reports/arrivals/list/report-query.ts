/**
 * What a report has to have in a column, as people and programs ask. The column is one of META_COLUMNS, or the path of a
 * question of the chosen form. `is`, `isNot`: one of these values; `from`, `to`: between them, both included; `has`: letters
 * within a text; `isEmpty`: no answer, or any.
 */
export type ColumnFilter = { readonly column: string } & (
  | { readonly is: readonly string[] }
  | { readonly isNot: readonly string[] }
  | { readonly from: string | null; readonly to: string | null }
  | { readonly has: string }
  | { readonly isEmpty: boolean }
);

/** Which reports of a mission are wanted. */
export interface ReportFilter {
  /** Name of the form; null: of whatever form. Questions can be asked for with a form alone. */
  readonly form: string | null;
  readonly filters: readonly ColumnFilter[];
  /** Words, each of which something in the report has to begin with. */
  readonly search: string | null;
}

/** How a list is sorted; null: the newest first. */
export type ReportSort = { readonly column: string; readonly isDescending: boolean } | null;
