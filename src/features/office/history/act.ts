import { isUuid, type Uuid } from '../../../kernel/ids.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { LocalizedText } from '../../../kernel/text.ts';

/** Something that somebody did, as the history tells it. */
export interface Act {
  readonly id: Uuid;
  readonly at: Date;
  /** Null: nobody with an account. Then the name is `anonymous`, `console` or that of a part of the program. */
  readonly actorId: Uuid | null;
  readonly actorName: string;
  /** `record.corrected`, `account.invited`, … */
  readonly action: string;
  /** Short name of the election in addresses; null: none. */
  readonly election: string | null;
  readonly subjectKind: string;
  readonly subjectKey: string;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What the election, the mission and the form of an act are called today, by language; null: it has none, or they are gone. */
export interface ActNames {
  readonly election: LocalizedText | null;
  readonly mission: LocalizedText | null;
  /** Of its newest version; `titles` by language as the form names it, null: it has one title. */
  readonly form: { readonly title: string; readonly titles: Readonly<Record<string, string>> | null } | null;
}

/** Where the next page begins: after the act with that time and id. */
export interface Cursor {
  readonly at: Date;
  readonly id: Uuid;
}

/** The cursor in an address: `2024-02-05T10:00:00.000Z~018d…`. */
export function formatCursor(cursor: Cursor): string {
  return `${cursor.at.toISOString()}~${cursor.id}`;
}

/** The cursor that `text` spells, or an error. */
export function parseCursor(text: string): Result<Cursor, 'cursor'> {
  const [time = '', id = '', ...rest] = text.split('~');
  const at = new Date(time);
  if (rest.length > 0 || !isUuid(id) || Number.isNaN(at.getTime())) return err('cursor');
  return ok({ at, id });
}

/** One field that an act changed; null: it held nothing. */
export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields in which `after` differs from `before`, in the order of `after`; fields of fields by `a.b`. */
export function changesBetween(before: Fields | null, after: Fields | null): Change[] {
  const [left, right] = [flatten(before ?? {}), flatten(after ?? {})];
  const fields = [...new Set([...right.keys(), ...left.keys()])];
  return fields
    .map((field) => ({ field, before: left.get(field) ?? null, after: right.get(field) ?? null }))
    .filter((change) => change.before !== change.after);
}

function flatten(fields: Fields, path = ''): Map<string, string> {
  return new Map(
    Object.entries(fields).flatMap(([name, value]) => {
      const at = path === '' ? name : `${path}.${name}`;
      if (isFields(value)) return [...flatten(value, at)];
      const text = textOf(value);
      return text === null ? [] : [[at, text] as const];
    }),
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * What the details of an act say that it changed: a list `changes` as it stands, or the difference of `before` and `after`;
 * of two plain values, one change without a name.
 */
export function changesOf(details: Fields): Change[] {
  const { changes, before, after } = details;
  if (Array.isArray(changes)) return changes.flatMap(readChange);
  if (isFields(before) || isFields(after)) {
    return changesBetween(isFields(before) ? before : null, isFields(after) ? after : null);
  }
  const change = { field: '', before: textOf(before), after: textOf(after) };
  return change.before === change.after ? [] : [change];
}

function readChange(value: unknown): Change[] {
  if (!isFields(value)) return [];
  const { field, name, path, before, after } = value;
  const named = [field, name, path].find((each) => typeof each === 'string');
  return [{ field: typeof named === 'string' ? named : '', before: textOf(before), after: textOf(after) }];
}

/** Details that are for whoever runs the server: where people were. */
const OF_ADMINISTRATORS = ['address'];

/** The act as somebody sees it who does not administer. */
export function withoutAddresses(act: Act): Act {
  const kept = Object.entries(act.details).filter(([name]) => !OF_ADMINISTRATORS.includes(name));
  return { ...act, details: Object.fromEntries(kept) };
}

/** Columns of the history as a file, in their order. */
export const ACT_COLUMNS = ['at', 'actor', 'action', 'election', 'kind', 'key', 'reason', 'details'] as const;

/** The act as a row of that file; details as JSON, an empty cell where there is nothing. */
export function actCells(act: Act): string[] {
  const details = Object.keys(act.details).length === 0 ? '' : JSON.stringify(act.details);
  const { actorName, action, election, subjectKind, subjectKey, reason } = act;
  return [act.at.toISOString(), actorName, action, election ?? '', subjectKind, subjectKey, reason ?? '', details];
}

/** The most letters that are searched for. */
export const LONGEST_SEARCH = 200;

/** Why a search cannot be answered: too long, or of signs alone, which no word is made of. Null: it can. */
export function searchFault(text: string): 'long' | 'signs' | null {
  if (text.length > LONGEST_SEARCH) return 'long';
  return text.trim() === '' || /[\p{L}\p{N}]/u.test(text) ? null : 'signs';
}
