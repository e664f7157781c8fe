/** Values that a message needs; never markup. */
export type MessageParameters = Readonly<Record<string, string | number>>;

/** What is wrong with one value: the key of a message in the `issues` catalogue, and what it needs. */
export interface Fault {
  readonly code: string;
  readonly parameters: MessageParameters;
}

/**
 * A fault with its place. `row` counts as a person does who looks at the file: the header is row 1.
 * `severity` error: nothing is stored; warning: stored, and shown.
 */
export interface Issue extends Fault {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly key: string | null;
}

/**
 * What a rule found wrong with a record among its neighbours: the kind and the key name the record, `column` the cell,
 * or null where the record as a whole is meant. Rules know no files; import and editing add the place.
 */
export interface RuleFault extends Fault {
  readonly kind: string;
  readonly key: string;
  readonly column: string | null;
  readonly severity: 'error' | 'warning';
}

/** A fault without place. */
export function fault(code: string, parameters: MessageParameters = {}): Fault {
  return { code, parameters };
}

/** Where a rule found something: the cell of a record, or with `column` null the record as a whole. */
export interface RecordPlace {
  readonly kind: string;
  readonly key: string;
  readonly column: string | null;
}

/** Something that must be mended before anything is stored. */
export function errorAt(place: RecordPlace, code: string, parameters: MessageParameters = {}): RuleFault {
  return { code, parameters, kind: place.kind, key: place.key, column: place.column, severity: 'error' };
}

/** Something that is stored all the same, and shown. */
export function warningAt(place: RecordPlace, code: string, parameters: MessageParameters = {}): RuleFault {
  return { code, parameters, kind: place.kind, key: place.key, column: place.column, severity: 'warning' };
}
