import type { Messages } from '../../../../../platform/i18n/messages.ts';
import { wordsIn } from '../../../../../platform/ui/form/model/form-language.ts';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import type { ChoiceNames } from '../../../forms/checking/file-choices.ts';
import { type CheckTitles, readFoundValue } from '../../arrivals/list/found-checks.ts';
import type { ListColumn } from '../../arrivals/list/list-column.ts';
import type { ColumnFilter } from '../../arrivals/list/report-query.ts';
import type { StationNames } from '../../arrivals/station.ts';
import { wordFlag, wordReason } from '../arrival-words.ts';
import { stationInWords } from '../station-words.ts';

/** Something that has a name beside what it is called by programs. */
export interface Named {
  readonly value: string;
  readonly label: string;
}

interface Known {
  readonly devices: () => readonly Named[];
  readonly forms: () => readonly Named[];
  readonly stations: () => StationNames;
  /** Words of choices that stand in files, as far as they have come. */
  readonly choices: () => ChoiceNames;
  /** Titles of checks, as far as they have come. */
  readonly checks: () => CheckTitles;
  readonly findColumn: (id: string) => ListColumn;
}

/** So many values of a filter are named; of the others it is said how many they are. */
const MOST_NAMED = 3;

/** Everything that the list says of columns, of what stands in them, and of filters, in the language of the page. */
export function createListWords(messages: Messages, known: Known) {
  const columnName = ({ id, labels }: ListColumn): string => {
    if (labels === null) return messages.find(`reportList.column.${id}`) ?? id;
    return wordsIn(messages, labels) ?? id.slice(id.lastIndexOf('/') + 1);
  };
  const valueName = (column: ListColumn, value: string): string => {
    const own = column.choices.find((choice) => choice.value === value)?.labels;
    const labels = own ?? wordsOfFile(known.choices(), column.id, value);
    if (labels != null) return wordsIn(messages, labels) ?? value;
    if (column.kind === 'number') return wordNumber(messages, value);
    return column.labels === null ? wordMeta(messages, known, { id: column.id, value }) : value;
  };
  const boundName = (column: ListColumn, bound: string): string => wordBound(messages, column, bound);
  const filterWords = (filter: ColumnFilter): string =>
    withoutColon(wordFilter(filter), columnName(known.findColumn(filter.column)));
  const wordFilter = (filter: ColumnFilter): string => {
    const column = known.findColumn(filter.column);
    const name = columnName(column);
    if ('is' in filter || 'isNot' in filter) {
      const list = 'is' in filter ? filter.is : filter.isNot;
      const values = wordList(
        messages,
        list.map((value) => valueName(column, value)),
      );
      return messages.t('is' in filter ? 'reportList.chip.is' : 'reportList.chip.isNot', { column: name, values });
    }
    if ('has' in filter) return messages.t('reportList.chip.has', { column: name, text: filter.has });
    if ('isEmpty' in filter) {
      return messages.t(filter.isEmpty ? 'reportList.chip.none' : 'reportList.chip.some', { column: name });
    }
    const [from, to] = [filter.from, filter.to].map((bound) => (bound === null ? null : boundName(column, bound)));
    if (from == null) return messages.t('reportList.chip.to', { column: name, to: to ?? '' });
    if (to == null) return messages.t('reportList.chip.from', { column: name, from });
    return messages.t('reportList.chip.between', { column: name, from, to });
  };
  return { columnName, valueName, filterWords };
}

function wordsOfFile(names: ChoiceNames, path: string, value: string): ListColumn['labels'] | undefined {
  const own = Object.hasOwn(names, path) ? names[path] : undefined;
  return own !== undefined && Object.hasOwn(own, value) ? own[value] : undefined;
}

/** A question that asks has its own sign at its end. */
function withoutColon(words: string, name: string): string {
  return /[?؟？]$/.test(name) && words.startsWith(`${name}:`) ? `${name}${words.slice(name.length + 1)}` : words;
}

/** What a ListWords is. */
export type ListWords = ReturnType<typeof createListWords>;

/** A number as the language writes it; what is none, as it is. */
export function wordNumber(messages: Messages, text: string): string {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? messages.formatNumber(text) : text;
}

/** A moment as the clock of the reader shows it where it says its zone; else as it is, to the minute. */
export function wordMoment(messages: Messages, text: string): string {
  const hasZone = /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text);
  if (hasZone && !Number.isNaN(Date.parse(text))) return formatMoment(messages, text);
  return text.slice(0, 16).replace('T', ' ');
}

function wordBound(messages: Messages, { kind }: ListColumn, bound: string): string {
  if (kind === 'moment') return wordMoment(messages, bound);
  return kind === 'number' ? wordNumber(messages, bound) : bound;
}

function wordMeta(
  messages: Messages,
  known: Known,
  { id, value }: { readonly id: string; readonly value: string },
): string {
  if (id === 'state') return wordState(messages, value);
  if (id === 'reason') return wordReason(messages, value);
  if (id === 'flags') return wordFlag(messages, value);
  if (id === 'checks') return wordFound(messages, known.checks(), value);
  if (id === 'channel') return messages.find(`reports.channel.${value}`) ?? value;
  if (id === 'station') return stationInWords(messages, known.stations(), value);
  if (id === 'received' || id === 'changed') return wordMoment(messages, value);
  const named = id === 'device' ? known.devices() : id === 'form' ? known.forms() : [];
  return named.find((one) => one.value === value)?.label ?? value;
}

function wordFound(messages: Messages, titles: CheckTitles, value: string): string {
  const found = readFoundValue(value);
  if (found === null) return value;
  const state = messages.t(`reportList.found.${found.state}`);
  if (found.check === null) return state;
  const title = messages.localized(titles[found.check] ?? {})?.text ?? found.check;
  return messages.t('reportList.found-by', { state, title });
}

/** How a report stands, in a word. */
export function wordState(messages: Messages, state: string): string {
  return state === 'void' ? messages.t('reportList.state.void') : (messages.find(`reports.state.${state}`) ?? state);
}

function wordList(messages: Messages, names: readonly string[]): string {
  const values = names.slice(0, MOST_NAMED).join(', ');
  const more = names.length - MOST_NAMED;
  return more <= 0 ? values : messages.t('reportList.chip.more', { values, count: more });
}
