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
  /** Cells, empty ones before the last filled one of a row included. */
  cells: 2_000_000,
  /** Faults that are told at most. */
  faults: 100,
} as const;
