/** A spreadsheet as the author of a form sees it, whatever file it came in. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
}

/**
 * One sheet. `rows[n]` is row n + 1 of the spreadsheet, the header being the first; a row that is empty is an empty list, so
 * that numbers of rows stay what the author sees. Cells are texts: whole numbers without `.0`, dates as ISO 8601, booleans as
 * `TRUE` and `FALSE`; an empty cell is an empty text, and cells behind the last filled one are left out.
 */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}
