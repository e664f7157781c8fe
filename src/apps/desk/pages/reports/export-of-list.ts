import type { ExportAsk } from '../../../../features/field/exports/export-job.ts';
import { readAddress } from '../../../../features/field/reports/arrivals/list/list-address.ts';

/** Parameters of an address. */
type Query = Readonly<Record<string, string | string[] | undefined>>;

/** Says of an address of exports that it means the reports of a list. */
const LIST = 'list';

/** The parameters under which the reports of a list are exported; null: the list is of no form, and a table is of one. */
export function exportOfList(query: Query): string | null {
  if (typeof query.form !== 'string' || query.form === '') return null;
  const kept = ['form', 'filter', 'search'].flatMap((name) => (query[name] ? [[name, String(query[name])]] : []));
  return `?${new URLSearchParams([['new', LIST], ...kept])}`;
}

/** Which reports an address of exports means; null: all of the form. What cannot be read must not become all. */
export function queryOfList(query: Query): ExportAsk['query'] {
  if (query.new !== LIST) return null;
  const text = (name: string) => (query[name] === undefined ? null : String(query[name]));
  const view = readAddress({ form: text('form'), filter: text('filter'), search: text('search') });
  if (view === null) return { unreadable: text('filter') };
  const { filters, search } = view;
  return filters.length === 0 && search === null ? null : { filter: filters, search };
}
