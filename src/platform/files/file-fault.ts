import type { Fault, MessageParameters } from '../../kernel/issue.ts';

/**
 * A fault of a file. `row` counts records as a spreadsheet does, the header being row 1; `line` counts lines as a text
 * editor does. The two differ after a cell of several lines. Null where the fault has no such place.
 */
export interface FileFault extends Fault {
  readonly row: number | null;
  readonly line: number | null;
  readonly column: string | null;
}

/** A fault of one file among several, named by the name under which the file came. */
export interface EntryFault extends Fault {
  readonly file: string;
}

/** Where in a file something is. */
export interface FilePlace {
  readonly row?: number;
  readonly line?: number;
  readonly column?: string;
}

/** A fault of a file at `place`. */
export function fileFault(code: string, parameters: MessageParameters, place: FilePlace = {}): FileFault {
  return { code, parameters, row: place.row ?? null, line: place.line ?? null, column: place.column ?? null };
}
