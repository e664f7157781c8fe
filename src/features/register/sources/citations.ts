import type { LocalizedText } from '../../../kernel/text.ts';
import type { Basis } from './source.ts';

/** A record of whatever kind, as far as it is shown where it is cited. */
export interface Mention {
  readonly kind: string;
  readonly key: string;
  /** Its title, its name or what it is about; empty where it has none of these. */
  readonly title: LocalizedText;
}

/** A statement that is less than sourced, with the remark on it. */
export interface OpenStatement extends Mention {
  readonly basis: Basis;
  readonly note: string | null;
}

/** Kind → its records, read; a whole election file is one. */
export type RecordsByKind = Readonly<Record<string, readonly object[]>>;

type AnyRecord = Readonly<Record<string, unknown>>;

const SOURCE_COLUMNS = ['sources', 'done_sources'];
const PROVISION_COLUMNS = ['provisions', 'provision', 'superseded_by'];
const OPEN_BASES: readonly Basis[] = ['gap', 'memory', 'to-verify'];

/** Key of a source → every record that cites it, in the order of the file; sources that nobody cites are left out. */
export function findCitations(file: RecordsByKind): ReadonlyMap<string, readonly Mention[]> {
  return gatherMentions(file, SOURCE_COLUMNS);
}

/** Key of a provision → every record that rests on it or was replaced by it. */
export function findApplications(file: RecordsByKind): ReadonlyMap<string, readonly Mention[]> {
  return gatherMentions(file, PROVISION_COLUMNS);
}

/** Every statement that is a gap, rests on memory or must still be verified, in this order. */
export function findOpenStatements(file: RecordsByKind): OpenStatement[] {
  const titles = subjectTitles(file);
  const open = recordsOf(file).flatMap(([kind, record]) => {
    const basis = OPEN_BASES.find((name) => name === record.basis);
    return basis === undefined ? [] : [{ ...mentionOf(kind, record, titles), basis, note: textOf(record.note) }];
  });
  return OPEN_BASES.flatMap((basis) => open.filter((statement) => statement.basis === basis));
}

function gatherMentions(file: RecordsByKind, columns: readonly string[]): Map<string, Mention[]> {
  const titles = subjectTitles(file);
  const found = new Map<string, Mention[]>();
  for (const [kind, record] of recordsOf(file)) {
    const mention = mentionOf(kind, record, titles);
    const own = new Set(columns.flatMap((column) => keysIn(kind, column, record)));
    for (const key of own) {
      const others = found.get(key);
      if (others === undefined) found.set(key, [mention]);
      else others.push(mention);
    }
  }
  return found;
}

function recordsOf(file: RecordsByKind): [string, AnyRecord][] {
  return Object.entries(file).flatMap(([kind, rows]) => rows.map((row): [string, AnyRecord] => [kind, { ...row }]));
}

/** A provision's own column `provision` is the name of the article, not a reference. */
function keysIn(kind: string, column: string, record: AnyRecord): readonly string[] {
  if (kind === 'provision' && column === 'provision') return [];
  const value = record[column];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((key) => typeof key === 'string') : [];
}

function mentionOf(kind: string, record: AnyRecord, titles: ReadonlyMap<string, LocalizedText>): Mention {
  const key = textOf(record.key) ?? textOf(record.code) ?? '';
  const subject = kind === 'claim' ? titles.get(textOf(record.subject) ?? '') : undefined;
  return { kind, key, title: subject ?? titleOf(record) };
}

function titleOf(record: AnyRecord): LocalizedText {
  for (const column of ['title', 'name', 'finding', 'meaning']) {
    const value = record[column];
    if (isLocalized(value)) return value;
  }
  const words = textOf(record.topic) ?? textOf(record.place_as_stated);
  return words === null ? {} : { en: words };
}

function subjectTitles(file: RecordsByKind): ReadonlyMap<string, LocalizedText> {
  const subjects: readonly AnyRecord[] = (file.subject ?? []).map((row) => ({ ...row }));
  return new Map(subjects.map((record) => [textOf(record.key) ?? '', titleOf(record)]));
}

function isLocalized(value: unknown): value is LocalizedText {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
