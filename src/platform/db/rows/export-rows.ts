/** A row of a table of an export: texts, null where there is nothing. */
export type ExportRow = Readonly<Record<string, string | null>>;

/** The rows of a table of an export, so many at once as a cursor brings. */
export type ExportRows = AsyncIterable<readonly ExportRow[]>;

/** So many rows a cursor brings at once. */
export const ROWS_AT_ONCE = 1_000;
