import { type Field, parseLocalizedCell } from './field.ts';
import { type Fault, fault } from './issue.ts';
import { err, ok, type Result } from './result.ts';
import { isLanguageTag } from './text.ts';

/**
 * A record as it lies in a file, crosses the wire and rests in the database: column → text. An empty cell is absent.
 * One spelling everywhere is what makes a round trip stable to the byte.
 */
export type Cells = Readonly<Record<string, string>>;

/** The columns of a kind, in the order of the file. */
// biome-ignore lint/suspicious/noExplicitAny: the value types differ from field to field; ContentOf recovers them.
export type Fields = Readonly<Record<string, Field<any>>>;

/** What one file of an election holds: which columns, how they are read, which of them names the record. */
export interface RecordKind<F extends Fields = Fields> {
  /** `calendar-rule`: singular, kebab-case. */
  readonly name: string;
  /** `calendar-rules.csv`, the name of its file. */
  readonly file: string;
  readonly format: 'csv' | 'yaml';
  /** The field of type `key`. */
  readonly key: string;
  readonly fields: F;
  /** One or two plain English sentences for the data dictionary. */
  readonly doc: string;
}

type ValueOf<F> = F extends Field<infer T> ? T : never;

/** The record that `kind` describes, read: field → value; what is absent is null, an empty list or an empty text map. */
export type ContentOf<K extends RecordKind> = {
  readonly [N in keyof K['fields']]: ValueOf<K['fields'][N]>;
};

/** A fault of one record: in which column, or in the record as a whole. */
export interface RecordFault extends Fault {
  readonly column: string | null;
}

/** Declares a kind; only the types are of interest. */
export function defineKind<const F extends Fields>(kind: RecordKind<F> & { key: keyof F }): RecordKind<F> {
  return kind;
}

/** The field and, for a localized one, the language that `column` belongs to; null where the kind has no such column. */
export function findColumn(kind: RecordKind, column: string): { field: string; language: string | null } | null {
  const field = findField(kind, column);
  if (field !== null && field.type !== 'localized') return { field: column, language: null };
  const cut = column.lastIndexOf('_');
  const [name, language] = [column.slice(0, cut), column.slice(cut + 1)];
  if (cut < 1 || findField(kind, name)?.type !== 'localized' || !isLanguageTag(language)) return null;
  return { field: name, language };
}

/** What every object inherits is no field: no file has a column `constructor`. */
function findField(kind: RecordKind, name: string): Field<unknown> | null {
  return Object.hasOwn(kind.fields, name) ? (kind.fields[name] ?? null) : null;
}

/** The columns that a new file of this kind starts with; localized fields in `languages`. */
export function columnsOf(kind: RecordKind, languages: readonly string[] = ['en', 'ru', 'az']): string[] {
  return Object.entries(kind.fields).flatMap(([name, field]) =>
    field.type === 'localized' ? languages.map((language) => `${name}_${language}`) : [name],
  );
}

/** Reads a record. Every fault is named, not only the first. */
export function parseRecord<K extends RecordKind>(kind: K, cells: Cells): Result<ContentOf<K>, RecordFault[]> {
  const faults: RecordFault[] = findUnknownColumns(kind, cells);
  const content: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(kind.fields)) {
    const value = field.type === 'localized' ? parseLocalized(name, field, cells) : parseSingle(name, field, cells);
    if (value.ok) content[name] = value.value;
    else faults.push(...value.error);
  }
  return faults.length === 0 ? ok(content as ContentOf<K>) : err(faults);
}

/**
 * Reads a record that has been checked before, such as one from our own database.
 *
 * @throws Error where it does not parse after all: a bug, not a mistake of a user.
 */
export function readRecord<K extends RecordKind>(kind: K, cells: Cells): ContentOf<K> {
  const content = parseRecord(kind, cells);
  if (content.ok) return content.value;
  const key = cells[kind.key] ?? '?';
  throw new Error(`Read ${kind.name} ${key}: stored cells do not parse: ${JSON.stringify(content.error)}`);
}

/** The cells as they are kept: empty ones dropped, text in NFC, in the order of the kind. */
export function canonicalCells(kind: RecordKind, cells: Cells): Cells {
  const order = new Map(Object.keys(kind.fields).map((name, index) => [name, index]));
  const rank = (column: string) => order.get(findColumn(kind, column)?.field ?? '') ?? order.size;
  const kept = Object.entries(cells).filter(([, cell]) => cell !== '');
  kept.sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(kept.map(([column, cell]) => [column, cell.normalize('NFC')]));
}

/** Whether two records say the same. */
export function isSameCells(a: Cells, b: Cells): boolean {
  const [left, right] = [filled(a), filled(b)];
  return left.length === right.length && left.every(([column, cell]) => b[column] === cell);
}

function filled(cells: Cells): [string, string][] {
  return Object.entries(cells).filter(([, cell]) => cell !== '');
}

function findUnknownColumns(kind: RecordKind, cells: Cells): RecordFault[] {
  return Object.keys(cells)
    .filter((column) => findColumn(kind, column) === null)
    .map((column) => ({ ...fault('unknown-column', { found: column }), column }));
}

function parseSingle(name: string, field: Field<unknown>, cells: Cells): Result<unknown, RecordFault[]> {
  const cell = cells[name] ?? '';
  if (cell === '') {
    if (field.required) return err([{ ...fault('required', { column: name }), column: name }]);
    return ok(field.many ? [] : null);
  }
  const value = field.parse(cell);
  return value.ok ? value : err([{ ...value.error, column: name }]);
}

function parseLocalized(name: string, field: Field<unknown>, cells: Cells): Result<unknown, RecordFault[]> {
  const texts: Record<string, string> = {};
  const faults: RecordFault[] = [];
  for (const [column, cell] of Object.entries(cells)) {
    if (cell === '' || !column.startsWith(`${name}_`)) continue;
    const language = column.slice(name.length + 1);
    if (!isLanguageTag(language)) continue;
    const value = parseLocalizedCell(cell);
    if (value.ok) texts[language] = value.value;
    else faults.push({ ...value.error, column });
  }
  if (faults.length > 0) return err(faults);
  const isMissing = field.required && Object.keys(texts).length === 0;
  return isMissing ? err([{ ...fault('required', { column: `${name}_en` }), column: `${name}_en` }]) : ok(texts);
}
