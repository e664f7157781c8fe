import type { Messages } from '../../../../platform/i18n/messages.ts';

/** A field of a kept list of reports; null where the name is none of them. */
export function wordViewField(messages: Messages, field: string): string | null {
  return messages.find(`history.view.${field}`);
}

/** What a field of a kept list held, in words. Of filters and order the program alone writes the JSON. */
export function wordViewValue(messages: Messages, field: string, value: string): string {
  if (field === 'shared') return messages.t(value === 'true' ? 'history.view.shared.yes' : 'history.view.shared.no');
  if (field === 'columns')
    return value
      .split(', ')
      .map((column) => wordColumn(messages, column))
      .join(', ');
  if (field === 'sort') return wordSort(messages, JSON.parse(value)) ?? value;
  if (field === 'filters') return wordFilters(messages, JSON.parse(value)) ?? value;
  return value;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** By the name of the column; of a question, by the end of its path. */
function wordColumn(messages: Messages, column: string): string {
  return messages.find(`reportList.column.${column}`) ?? column.slice(column.lastIndexOf('/') + 1);
}

function wordSort(messages: Messages, sort: unknown): string | null {
  if (sort === null) return messages.t('history.view.sort.none');
  if (!isFields(sort) || typeof sort.column !== 'string') return null;
  const column = wordColumn(messages, sort.column);
  return messages.t(sort.isDescending === true ? 'history.view.sort.down' : 'history.view.sort.up', { column });
}

function wordFilters(messages: Messages, filters: unknown): string | null {
  if (!Array.isArray(filters)) return null;
  if (filters.length === 0) return messages.t('history.change.nothing');
  const words = filters.map((filter: unknown) => wordFilter(messages, filter));
  return words.every((word) => word !== null) ? words.join('; ') : null;
}

function wordFilter(messages: Messages, filter: unknown): string | null {
  if (!isFields(filter) || typeof filter.column !== 'string') return null;
  const column = wordColumn(messages, filter.column);
  const { is, isNot, has, isEmpty, from = null, to = null } = filter;
  const values = Array.isArray(is) ? is : isNot;
  if (Array.isArray(values)) {
    const named = values.map((value) => wordValue(messages, filter.column, String(value))).join(', ');
    return messages.t(values === is ? 'reportList.chip.is' : 'reportList.chip.isNot', { column, values: named });
  }
  if (typeof has === 'string') return messages.t('reportList.chip.has', { column, text: has });
  if (typeof isEmpty === 'boolean')
    return messages.t(isEmpty ? 'reportList.chip.none' : 'reportList.chip.some', { column });
  return wordBounds(messages, column, { from, to });
}

function wordBounds(messages: Messages, column: string, { from, to }: { from: unknown; to: unknown }): string | null {
  if (typeof from === 'string' && typeof to === 'string')
    return messages.t('reportList.chip.between', { column, from, to });
  if (typeof from === 'string') return messages.t('reportList.chip.from', { column, from });
  return typeof to === 'string' ? messages.t('reportList.chip.to', { column, to }) : null;
}

function wordValue(messages: Messages, column: unknown, value: string): string {
  const find = (area: string) => messages.find(`${area}.${value}`);
  if (column === 'state') return find('reportList.state') ?? find('reports.state') ?? value;
  if (column === 'reason') return find('reports.reason') ?? value;
  if (column === 'flags') return find('reports.flag') ?? value;
  return column === 'channel' ? (find('reports.channel') ?? value) : value;
}
