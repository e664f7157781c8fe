/** What a workbook may hold at most, over all of its sheets. */
export const WORKBOOK_LIMITS = {
  /** Bytes of the file. */
  file: 20_000_000,
  /** Bytes of all unpacked parts together. */
  unpacked: 100_000_000,
  /** Parts of the archive. */
  parts: 2_000,
  /** The last row of a sheet that may have a filled cell: room for a list of 100,000 choices, its header and some more. */
  rows: 110_000,
  /** The last column of a sheet that may have a filled cell. */
  columns: 1_000,
  /** Cells, empty ones before the last filled one of a row included: room for 100,000 choices in twelve columns. */
  cells: 1_200_000,
  /** UTF-16 code units of all texts: the shared ones, and those of cells, each as often as it stands in one. */
  characters: 30_000_000,
  /** Elements that carry no text, such as empty rows and cells that only have a format: room for all 1,048,576 rows of a sheet with a cell each. */
  bare: 2_200_000,
  /** UTF-16 code units of XML that is not written as spreadsheet programs write it, and takes ten times as long to read. */
  slow: 8_000_000,
  /** Faults that are told at most. */
  faults: 100,
} as const;
