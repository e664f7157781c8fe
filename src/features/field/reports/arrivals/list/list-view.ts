import type { ColumnFilter, ReportSort } from './report-query.ts';

/** What a list of reports shows: which reports, in which order, with which columns. */
export interface ListView {
  /** Name of the form; null: of whatever form. */
  readonly form: string | null;
  readonly filters: readonly ColumnFilter[];
  readonly search: string | null;
  readonly sort: ReportSort;
  /** In their order, behind the receipt, which always stands first: names of META_COLUMNS, or paths of questions of the form. */
  readonly columns: readonly string[];
  /** Rows of a page. */
  readonly size: number;
}

/** Rows that a page may have. */
export const PAGE_SIZES = [25, 50, 100, 200] as const;

/** The list as it opens: everything but what a person set aside, the newest first. */
export const FIRST_VIEW: ListView = {
  form: null,
  filters: [{ column: 'state', isNot: ['void'] }],
  search: null,
  sort: null,
  columns: ['station', 'form', 'device', 'state', 'checks', 'flags', 'received', 'changed', 'versions', 'comments'],
  size: 50,
};

/** A list that somebody keeps under a name. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** Everybody sees it, not its owner alone. */
  readonly isShared: boolean;
  readonly ownerName: string;
  /** Whoever asks is its owner. */
  readonly isMine: boolean;
  readonly revision: number;
  readonly view: ListView;
}

/** Whether two lists show the same. */
export function isSameView(one: ListView, other: ListView): boolean {
  return JSON.stringify(plainView(one)) === JSON.stringify(plainView(other));
}

function plainView({ form, filters, search, sort, columns, size }: ListView): unknown {
  const ordered = filters.map((filter) => Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [form, ordered, search, sort && [sort.column, sort.isDescending], columns, size];
}

/** The list of another form: what only the questions of the former one can mean is gone. */
export function withForm(view: ListView, form: string | null): ListView {
  if (form === view.form) return view;
  const isKept = (column: string) => !column.startsWith('/');
  return {
    ...view,
    form,
    filters: view.filters.filter(({ column }) => isKept(column)),
    sort: view.sort !== null && isKept(view.sort.column) ? view.sort : null,
    columns: view.columns.filter(isKept),
  };
}

/** The list with another filter of a column; null: without any. It keeps the place that the former one had. */
export function withFilter(view: ListView, column: string, filter: ColumnFilter | null): ListView {
  const at = view.filters.findIndex((one) => one.column === column);
  const rest = view.filters.filter((one) => one.column !== column);
  if (filter === null) return { ...view, filters: rest };
  const place = at < 0 ? rest.length : at;
  return { ...view, filters: [...rest.slice(0, place), filter, ...rest.slice(place)] };
}
