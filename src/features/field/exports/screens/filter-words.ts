import type { Messages } from '../../../../platform/i18n/messages.ts';
import { wordsIn } from '../../../../platform/ui/form/model/form-language.ts';
import { formatMoment } from '../../../../platform/ui/moment.ts';
import { columnsOfList, type ListColumn } from '../../reports/arrivals/list/list-column.ts';
import type { AnswerColumn } from '../../reports/arrivals/list/list-replies.ts';
import type { ColumnFilter } from '../../reports/arrivals/list/report-query.ts';

/** So many values of a filter are named; of the others it is said how many they are. */
const MOST_NAMED = 3;

/** What gives names to what filters speak of, as far as it is at hand. */
export interface KnownNames {
  readonly questions: readonly AnswerColumn[];
  /** Id → name. */
  readonly devices: Readonly<Record<string, string>>;
}

/** A filter of the list in words; a question whose words are not at hand goes by the last part of its path. */
export function filterWords(messages: Messages, filter: ColumnFilter, known: KnownNames): string {
  const name = nameOf(
    messages,
    filter.column,
    columnsOfList(known.questions).find(({ id }) => id === filter.column),
  );
  const words = wordFilter(messages, filter, known);
  // A question that asks has its own sign at its end.
  return /[?؟？]$/.test(name) && words.startsWith(`${name}:`) ? `${name}${words.slice(name.length + 1)}` : words;
}

function wordFilter(messages: Messages, filter: ColumnFilter, known: KnownNames): string {
  const { t } = messages;
  const found = columnsOfList(known.questions).find(({ id }) => id === filter.column);
  const { column: id } = filter;
  const column = nameOf(messages, id, found);
  const value = (text: string) => valueWords(messages, { column: found, id, text }, known);
  if ('is' in filter) return t('reportList.chip.is', { column, values: listOf(messages, filter.is.map(value)) });
  if ('isNot' in filter)
    return t('reportList.chip.isNot', { column, values: listOf(messages, filter.isNot.map(value)) });
  if ('has' in filter) return t('reportList.chip.has', { column, text: filter.has });
  if ('isEmpty' in filter) return t(filter.isEmpty ? 'reportList.chip.none' : 'reportList.chip.some', { column });
  const [from, to] = [filter.from, filter.to].map((bound) => (bound === null ? null : value(bound)));
  if (from == null) return t('reportList.chip.to', { column, to: to ?? '' });
  return to == null ? t('reportList.chip.from', { column, from }) : t('reportList.chip.between', { column, from, to });
}

function nameOf(messages: Messages, id: string, column: ListColumn | undefined): string {
  const own = id.slice(id.lastIndexOf('/') + 1);
  if (id === own) return messages.find(`reportList.column.${id}`) ?? id;
  return wordsIn(messages, column?.labels ?? {}) ?? own;
}

interface Valued {
  readonly column: ListColumn | undefined;
  readonly id: string;
  readonly text: string;
}

function valueWords(messages: Messages, { column, id, text }: Valued, known: KnownNames): string {
  const labels = column?.choices.find((choice) => choice.value === text)?.labels;
  if (labels !== undefined) return wordsIn(messages, labels) ?? text;
  if (id === 'device') return known.devices[text] ?? text;
  if (id === 'state' && text === 'void') return messages.t('reportList.state.void');
  const area = { state: 'state', reason: 'reason', flags: 'flag', channel: 'channel' }[id];
  if (area !== undefined) return messages.find(`reports.${area}.${text}`) ?? text;
  if (column?.kind === 'moment') return momentOf(messages, text);
  return column?.kind === 'number' && /^-?\d+(?:\.\d+)?$/.test(text) ? messages.formatNumber(text) : text;
}

function momentOf(messages: Messages, text: string): string {
  const isExact = /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text) && !Number.isNaN(Date.parse(text));
  return isExact ? formatMoment(messages, text) : text.slice(0, 16).replace('T', ' ');
}

function listOf(messages: Messages, names: readonly string[]): string {
  const values = names.slice(0, MOST_NAMED).join(', ');
  const more = names.length - MOST_NAMED;
  return more <= 0 ? values : messages.t('reportList.chip.more', { values, count: more });
}
