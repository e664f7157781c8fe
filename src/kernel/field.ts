import { type CalendarDate, parseCalendarDate } from './calendar-date.ts';
import { type Fault, fault } from './issue.ts';
import { err, ok, type Result } from './result.ts';
import { findForbiddenCharacter, normalizeText } from './text.ts';
import { CLOCK_TIME } from './time/clock-time.ts';
import { parseWhen, type When } from './when.ts';

/** What a cell may hold: decides its JSON Schema, its control on screen and its words in an error. */
export type FieldType =
  | 'key'
  | 'text'
  | 'paragraph'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'when'
  | 'time'
  | 'choice'
  | 'reference'
  | 'list'
  | 'localized'
  | 'url'
  | 'timezone';

/**
 * One column of a file, and one field of a form on screen: how its cell is read. A cell is a text; an empty cell is
 * no cell. `many`: several values, separated by `|`. `localized` is a family of columns `name_en`, `name_az`, ….
 */
export interface Field<T> {
  readonly type: FieldType;
  readonly required: boolean;
  readonly many: boolean;
  /** One plain English sentence for the data dictionary. */
  readonly doc: string;
  /** Allowed values, where `type` is `choice`. */
  readonly choices: readonly string[];
  /** The kind of record that is named, where `type` is `reference`. */
  readonly to: string | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** The value of a cell that is not empty. */
  readonly parse: (cell: string) => Result<T, Fault>;
}

interface Options {
  readonly required?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Optional<T, O> = O extends { readonly required: true } ? T : T | null;
type Parse<T> = (cell: string) => Result<T, Fault>;

const LONGEST_TEXT = 4_000;
const KEY_PATTERN = /^[\p{L}\p{N}](?:[\p{L}\p{N}._/-]*[\p{L}\p{N}])?$/u;

function field<T>(type: FieldType, doc: string, options: Options & { readonly parse: Parse<T> }): Field<T> {
  return {
    type,
    doc,
    required: options.required ?? false,
    many: false,
    choices: [],
    to: null,
    minimum: options.minimum ?? null,
    maximum: options.maximum ?? null,
    parse: options.parse,
  };
}

/** The column that names the record within its file: letters, digits and `. _ / -`, at most 100, kept as text. */
export function keyField(doc: string): Field<string> {
  return field('key', doc, { required: true, parse: parseKey });
}

/** One line of text, at most 4,000 characters. */
export function text<const O extends Options>(doc: string, options?: O): Field<Optional<string, O>> {
  return field('text', doc, { ...options, parse: parseLine }) as Field<Optional<string, O>>;
}

/** Text of several lines, at most 4,000 characters unless `maximum` says otherwise. */
export function paragraph<const O extends Options>(doc: string, options?: O): Field<Optional<string, O>> {
  const longest = options?.maximum ?? LONGEST_TEXT;
  return field('paragraph', doc, { ...options, parse: (cell) => parseText(cell, longest) }) as Field<
    Optional<string, O>
  >;
}

/** A whole number from `minimum` (0 unless given) to `maximum` (2^53 − 1 unless given), digits only. */
export function integer<const O extends Options>(doc: string, options?: O): Field<Optional<number, O>> {
  const [low, high] = [options?.minimum ?? 0, options?.maximum ?? Number.MAX_SAFE_INTEGER];
  const bounded = { ...options, minimum: low, maximum: high };
  return field('integer', doc, { ...bounded, parse: (cell) => parseInteger(cell, low, high) }) as Field<
    Optional<number, O>
  >;
}

/** A decimal number, kept as it is spelled: digits with at most one point, so that `2.0` stays `2.0`. */
export function decimal<const O extends Options>(doc: string, options?: O): Field<Optional<string, O>> {
  const [low, high] = [options?.minimum ?? -Infinity, options?.maximum ?? Infinity];
  return field('decimal', doc, { ...options, parse: (cell) => parseDecimal(cell, low, high) }) as Field<
    Optional<string, O>
  >;
}

/** A day, `YYYY-MM-DD`. */
export function date<const O extends Options>(doc: string, options?: O): Field<Optional<CalendarDate, O>> {
  return field('date', doc, { ...options, parse: parseDate }) as Field<Optional<CalendarDate, O>>;
}

/** A day as well as the sources know it: see `When`. */
export function when<const O extends Options>(doc: string, options?: O): Field<Optional<When, O>> {
  return field('when', doc, { ...options, parse: parseWhenCell }) as Field<Optional<When, O>>;
}

/** A time of day, `HH:MM`, 00:00 to 23:59. */
export function time<const O extends Options>(doc: string, options?: O): Field<Optional<string, O>> {
  return field('time', doc, { ...options, parse: (cell) => parsePattern(cell, CLOCK_TIME, 'time') }) as Field<
    Optional<string, O>
  >;
}

/** Several times of day. */
export function times(doc: string): Field<readonly string[]> {
  return many(time(doc, { required: true }));
}

/** One of `choices`. */
export function choice<const C extends readonly string[], const O extends Options>(
  doc: string,
  choices: C,
  options?: O,
): Field<Optional<C[number], O>> {
  const parse: Parse<string> = (cell) =>
    choices.includes(cell) ? ok(cell) : err(fault('choice', { found: cell, wanted: choices.join(', ') }));
  return { ...field('choice', doc, { ...options, parse }), choices } as Field<Optional<C[number], O>>;
}

/** The key of a record of kind `to`. */
export function reference<const O extends Options>(doc: string, to: string, options?: O): Field<Optional<string, O>> {
  return { ...field('reference', doc, { ...options, parse: parseKey }), to } as Field<Optional<string, O>>;
}

/** The keys of several records of kind `to`, in the order given, none twice. */
export function references(doc: string, to: string): Field<readonly string[]> {
  return many(reference(doc, to, { required: true }));
}

/** Several short texts, in the order given, none twice. */
export function list(doc: string): Field<readonly string[]> {
  return many(field('list', doc, { required: true, parse: parseLine }));
}

/** A family of columns, one a language: `title` stands for `title_en`, `title_ru`, …. */
export function localized<const O extends Options>(doc: string, options?: O): Field<Readonly<Record<string, string>>> {
  const parse: Parse<Readonly<Record<string, string>>> = () => err(fault('localized'));
  return field('localized', doc, { ...options, parse });
}

/** An address on the web, http or https. */
export function url<const O extends Options>(doc: string, options?: O): Field<Optional<string, O>> {
  return field('url', doc, { ...options, parse: (cell) => parsePattern(cell, /^https?:\/\/[^\s|]+$/, 'url') }) as Field<
    Optional<string, O>
  >;
}

/** A time zone of the IANA database, `Asia/Baku`. */
export function timezone<const O extends Options>(doc: string, options?: O): Field<Optional<string, O>> {
  return field('timezone', doc, { ...options, parse: parseTimezone }) as Field<Optional<string, O>>;
}

/** The text of one localized cell. */
export function parseLocalizedCell(cell: string): Result<string, Fault> {
  return parseText(cell, LONGEST_TEXT);
}

function many<T>(single: Field<T>): Field<readonly T[]> {
  const parse: Parse<readonly T[]> = (cell) => {
    const parts = cell.split('|');
    if (new Set(parts).size < parts.length) return err(fault('repeated', { found: cell }));
    const values: T[] = [];
    for (const part of parts) {
      const value = part === '' ? err(fault('empty-part', { found: cell })) : single.parse(part);
      if (!value.ok) return value;
      values.push(value.value);
    }
    return ok(values);
  };
  return { ...single, required: false, many: true, parse };
}

function parseKey(cell: string): Result<string, Fault> {
  return cell.length <= 100 && KEY_PATTERN.test(cell) ? ok(normalizeText(cell)) : err(fault('key', { found: cell }));
}

function parseLine(cell: string): Result<string, Fault> {
  return cell.includes('\n') ? err(fault('one-line', { found: cell })) : parseText(cell, LONGEST_TEXT);
}

function parseText(cell: string, longest: number): Result<string, Fault> {
  const forbidden = findForbiddenCharacter(cell);
  if (forbidden !== null) return err(fault('character', { found: forbidden }));
  if (cell.length > longest) return err(fault('too-long', { found: cell.length, wanted: longest }));
  if (cell !== cell.trim()) return err(fault('space', { found: cell }));
  return ok(normalizeText(cell));
}

function parseInteger(cell: string, low: number, high: number): Result<number, Fault> {
  if (!/^(0|-?[1-9]\d{0,15})$/.test(cell)) return err(fault('integer', { found: cell }));
  return inRange(Number(cell), low, high);
}

function parseDecimal(cell: string, low: number, high: number): Result<string, Fault> {
  if (!/^-?(0|[1-9]\d{0,15})(\.\d{1,10})?$/.test(cell)) return err(fault('decimal', { found: cell }));
  const checked = inRange(Number(cell), low, high);
  return checked.ok ? ok(cell) : checked;
}

function inRange(value: number, low: number, high: number): Result<number, Fault> {
  if (value < low) return err(fault('too-small', { found: value, wanted: low }));
  return value > high ? err(fault('too-large', { found: value, wanted: high })) : ok(value);
}

function parseDate(cell: string): Result<CalendarDate, Fault> {
  const found = parseCalendarDate(cell);
  return found === null ? err(fault('date', { found: cell })) : ok(found);
}

function parseWhenCell(cell: string): Result<When, Fault> {
  const found = parseWhen(cell);
  return found === null ? err(fault('when', { found: cell })) : ok(found);
}

function parsePattern(cell: string, pattern: RegExp, code: string): Result<string, Fault> {
  return pattern.test(cell) ? parseLine(cell) : err(fault(code, { found: cell }));
}

/** IANA name of a time zone that this machine knows. */
export function parseTimezone(cell: string): Result<string, Fault> {
  try {
    new Intl.DateTimeFormat('en', { timeZone: cell });
  } catch {
    return err(fault('timezone', { found: cell }));
  }
  return /^[A-Z]/.test(cell) ? ok(cell) : err(fault('timezone', { found: cell }));
}
