import type { AnswerColumn } from './list-replies.ts';
import type { ColumnFilter } from './report-query.ts';
import type { MetaColumn } from './report-row.ts';

/** What stands in a column. `mark`: something or nothing. */
export type ColumnKind = AnswerColumn['kind'] | 'mark';

/** A column that a list may have. */
export interface ListColumn {
  /** A name of META_COLUMNS, or the path of a question. */
  readonly id: string;
  readonly kind: ColumnKind;
  /** Of a question: language, as the form names it → words. */
  readonly labels: AnswerColumn['labels'] | null;
  readonly choices: AnswerColumn['choices'];
}

const META_KINDS: Readonly<Record<MetaColumn, ColumnKind>> = {
  station: 'text',
  form: 'choice',
  version: 'number',
  device: 'choice',
  state: 'choice',
  reason: 'choice',
  flags: 'choices',
  checks: 'choices',
  received: 'moment',
  changed: 'moment',
  versions: 'number',
  comments: 'text',
  channel: 'choice',
  moved: 'mark',
};

/** All columns that a list may have: those of every report, and the questions of its form. */
export function columnsOfList(questions: readonly AnswerColumn[]): readonly ListColumn[] {
  return [
    ...Object.entries(META_KINDS).map(([id, kind]) => ({ id, kind, labels: null, choices: [] })),
    ...questions.map(({ path, kind, labels, choices }) => ({ id: path, kind, labels, choices })),
  ];
}

/** Whether its choices stand in a file beside the form, as far as the form itself tells: it has none. */
export function isOfFile({ kind, labels, choices }: ListColumn): boolean {
  return labels !== null && choices.length === 0 && (kind === 'choice' || kind === 'choices');
}

/** Ways in which a column can narrow a list down. */
export type FilterMode = 'is' | 'isNot' | 'between' | 'has' | 'some' | 'none';

const MODES: Readonly<Record<ColumnKind, readonly FilterMode[]>> = {
  choice: ['is', 'isNot', 'some', 'none'],
  choices: ['is', 'isNot', 'some', 'none'],
  number: ['between', 'is', 'isNot', 'some', 'none'],
  date: ['between', 'some', 'none'],
  moment: ['between', 'some', 'none'],
  text: ['has', 'is', 'isNot', 'some', 'none'],
  file: ['some', 'none'],
  place: ['some', 'none'],
  mark: ['some', 'none'],
};
/** Every report has something there. */
const ALWAYS: readonly string[] = ['state', 'received', 'changed', 'versions'] satisfies MetaColumn[];
/** What people wrote stands in one text: no filter can mean a part of it. */
const WRITTEN: readonly string[] = ['comments'] satisfies MetaColumn[];

/** The ways in which this column can narrow a list down, the usual one first. */
export function modesOf({ id, kind }: ListColumn): readonly FilterMode[] {
  if (WRITTEN.includes(id)) return ['some', 'none', 'has'];
  if (!ALWAYS.includes(id)) return MODES[kind];
  return MODES[kind].filter((mode) => mode !== 'some' && mode !== 'none');
}

/** The way in which a filter narrows a list down. */
export function modeOf(filter: ColumnFilter): FilterMode {
  if ('is' in filter) return 'is';
  if ('isNot' in filter) return 'isNot';
  if ('has' in filter) return 'has';
  if ('isEmpty' in filter) return filter.isEmpty ? 'none' : 'some';
  return 'between';
}

/** What a person has given to narrow a list down by a column. */
export interface GivenFilter {
  readonly mode: FilterMode;
  readonly values: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** The filter that somebody has given; null: nothing was given yet. */
export function filterOf(column: string, { mode, values, from, to, text }: GivenFilter): ColumnFilter | null {
  if (mode === 'some' || mode === 'none') return { column, isEmpty: mode === 'none' };
  if (mode === 'has') return text.trim() === '' ? null : { column, has: text.trim() };
  if (mode === 'between') return from === '' && to === '' ? null : { column, from: from || null, to: to || null };
  if (values.length === 0) return null;
  return mode === 'is' ? { column, is: values } : { column, isNot: values };
}

/** What was given for a filter, to be changed; without one, nothing yet. */
export function givenOf(column: ListColumn, filter: ColumnFilter | null): GivenFilter {
  const empty = { mode: modesOf(column)[0] ?? 'some', values: [], from: '', to: '', text: '' };
  if (filter === null) return empty;
  const given = { ...empty, mode: modeOf(filter) };
  if ('is' in filter) return { ...given, values: filter.is };
  if ('isNot' in filter) return { ...given, values: filter.isNot };
  if ('has' in filter) return { ...given, text: filter.has };
  return 'isEmpty' in filter ? given : { ...given, from: filter.from ?? '', to: filter.to ?? '' };
}
