import type { ColumnFilter } from '../reports/arrivals/list/report-query.ts';
import type { ExportAsk } from './export-job.ts';

/** Which reports of a form an export is of. */
export interface ListQuery {
  readonly filters: readonly ColumnFilter[];
  readonly search: string | null;
}

/** The query of an ask as the list of reports words it; null: it cannot be understood. */
export function readListQuery(query: NonNullable<ExportAsk['query']>): ListQuery | null {
  const { filter = [], search = null, ...rest } = query;
  const isSearch = search === null || typeof search === 'string';
  if (!Array.isArray(filter) || !isSearch || Object.keys(rest).length > 0) return null;
  return filter.every(isFilter) ? { filters: filter, search } : null;
}

function isFilter(value: unknown): value is ColumnFilter {
  if (typeof value !== 'object' || value === null) return false;
  const given = value as Readonly<Record<string, unknown>>;
  const isList = (list: unknown) => Array.isArray(list) && list.every((one) => typeof one === 'string');
  const isBound = (bound: unknown) => bound === null || typeof bound === 'string';
  if (typeof given.column !== 'string') return false;
  if (isList(given.is) || isList(given.isNot) || typeof given.has === 'string') return true;
  return typeof given.isEmpty === 'boolean' || (isBound(given.from) && isBound(given.to));
}

/**
 * The filters that find, among the reports of a list, those that an export of it holds now: what was erased is never in one,
 * and what is of another version is left out.
 */
export function coveredFilters(filters: readonly ColumnFilter[], ask: CoveringAsk): readonly ColumnFilter[] {
  const { withHeld, withVoid, fromVersion: from, toVersion: to } = ask;
  const left = ['erased', ...(withHeld ? [] : ['held']), ...(withVoid ? [] : ['void'])];
  const bound = (number: number | null) => (number === null ? null : String(number));
  return [
    ...filters,
    { column: 'state', isNot: left },
    ...(from === null && to === null ? [] : [{ column: 'version', from: bound(from), to: bound(to) }]),
  ];
}

type CoveringAsk = Pick<ExportAsk, 'withHeld' | 'withVoid' | 'fromVersion' | 'toVersion'>;
