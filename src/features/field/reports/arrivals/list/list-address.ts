import { FIRST_VIEW, type ListView, PAGE_SIZES } from './list-view.ts';
import type { ColumnFilter } from './report-query.ts';

/** The parts of an address that say what a list shows; null: as it opens. */
export type ListAddress = Readonly<
  Record<'form' | 'filter' | 'search' | 'sort' | 'columns' | 'size', string | null | undefined>
>;

/** Stands in an address for an empty list, which is not the same as nothing at all. */
const NONE = '-';

/** The server searches for no more letters than this. */
const LONGEST_SEARCH = 250;

/** How the list stands in an address: what is as it opens is left out. */
export function writeAddress({ form, filters, search, sort, columns, size }: ListView): ListAddress {
  const filter = writeFilters(filters);
  const shown = columns.map((column) => escapeText(column, ',')).join(',') || NONE;
  return {
    form,
    filter: filter === writeFilters(FIRST_VIEW.filters) ? null : filter,
    search: search === '' ? null : search,
    sort: sort === null ? null : `${sort.isDescending ? '-' : ''}${sort.column}`,
    columns: shown === FIRST_VIEW.columns.join(',') ? null : shown,
    size: size === FIRST_VIEW.size ? null : String(size),
  };
}

/** The list that an address asks for; null: what it says cannot be read, which must not look like a list of everything. */
export function readAddress(address: Partial<ListAddress>): ListView | null {
  const filters = address.filter ? readFilters(address.filter) : FIRST_VIEW.filters;
  const size = address.size ? Number(address.size) : FIRST_VIEW.size;
  if (filters === null || !PAGE_SIZES.some((one) => one === size)) return null;
  const sort = address.sort ?? '';
  const search = address.search || null;
  if (search !== null && search.trim().length > LONGEST_SEARCH) return null;
  return {
    form: address.form || null,
    filters,
    search,
    sort: sort === '' ? null : { column: sort.replace(/^-/, ''), isDescending: sort.startsWith('-') },
    columns: address.columns ? readColumns(address.columns) : FIRST_VIEW.columns,
    size,
  };
}

function readColumns(text: string): readonly string[] {
  return text === NONE ? [] : splitText(text, ',').map(plainText);
}

/**
 * Filters as they stand in an address: `state!=void;/data/open=yes,no;/data/voters~5..;/data/note*ящик;station?none`.
 * What has a meaning of its own there has a `\` before it.
 */
export function writeFilters(filters: readonly ColumnFilter[]): string {
  return filters.map(writeFilter).join(';') || NONE;
}

function writeFilter(filter: ColumnFilter): string {
  const column = escapeText(filter.column, ';=!~*?');
  const plain = (text: string) => escapeText(text, ';');
  const values = (list: readonly string[]) => list.map((value) => escapeText(value, ';,')).join(',');
  if ('is' in filter) return `${column}=${values(filter.is)}`;
  if ('isNot' in filter) return `${column}!=${values(filter.isNot)}`;
  if ('has' in filter) return `${column}*${plain(filter.has)}`;
  if ('isEmpty' in filter) return `${column}?${filter.isEmpty ? 'none' : 'some'}`;
  return `${column}~${writeFrom(filter.from ?? '')}..${plain(filter.to ?? '')}`;
}

/** The first `..` ends it: a point of its own that would make one has a `\` before it. */
function writeFrom(from: string): string {
  return escapeText(from, ';').replace(/\.(?=\.|$)/gu, '\\.');
}

/** Reads filters from an address; null: they are none. */
export function readFilters(text: string): readonly ColumnFilter[] | null {
  if (text === NONE) return [];
  const filters = splitText(text, ';').map(readFilter);
  return filters.some((filter) => filter === null) ? null : (filters as ColumnFilter[]);
}

const FILTER = /^((?:[^\\=!~*?]|\\.)+)(=|!=|~|\*|\?)(.*)$/su;

function readFilter(text: string): ColumnFilter | null {
  const [, written = '', sign, rest = ''] = FILTER.exec(text) ?? [];
  const column = plainText(written);
  const values = () => splitText(rest, ',').map(plainText);
  if (sign === '=') return { column, is: values() };
  if (sign === '!=') return { column, isNot: values() };
  if (sign === '*') return rest === '' ? null : { column, has: plainText(rest) };
  if (sign === '?') return rest === 'none' || rest === 'some' ? { column, isEmpty: rest === 'none' } : null;
  return sign === '~' ? readRange(column, rest) : null;
}

function readRange(column: string, text: string): ColumnFilter | null {
  const [, written = '', other = ''] = /^((?:\\.|(?!\.\.)[^\\])*)\.\.(.*)$/su.exec(text) ?? [];
  const [from, to] = [plainText(written) || null, plainText(other) || null];
  return from === null && to === null ? null : { column, from, to };
}

function escapeText(text: string, signs: string): string {
  return [...text].map((letter) => (letter === '\\' || signs.includes(letter) ? `\\${letter}` : letter)).join('');
}

function plainText(text: string): string {
  return text.replace(/\\(.)/gsu, '$1');
}

/** Cuts at every `sign` that has no `\` before it. */
function splitText(text: string, sign: string): string[] {
  const parts = [''];
  const add = (piece: string) => parts.push(`${parts.pop() ?? ''}${piece}`);
  for (const [piece] of text.matchAll(/\\.|[^\\]/gsu)) {
    if (piece === sign) parts.push('');
    else add(piece);
  }
  return parts;
}

/** What the server is asked for: which reports, in which order, and which answers of theirs. */
export function listQuery(view: ListView): URLSearchParams {
  const { sort } = view;
  const paths = view.columns.filter((column) => column.startsWith('/'));
  return new URLSearchParams([
    ...filterQuery(view),
    ...(sort === null ? [] : [['sort', sort.column] as const, ['order', orderOf(sort)] as const]),
    ...(paths.length === 0 ? [] : [['columns', paths.join(',')] as const]),
  ] as [string, string][]);
}

/** Which reports the server is asked for. */
export function filterQuery({ form, filters, search }: ListView): URLSearchParams {
  return new URLSearchParams([
    ...(form === null ? [] : [['form', form]]),
    ...(filters.length === 0 ? [] : [['filter', JSON.stringify(filters)]]),
    ...(search === null ? [] : [['search', search]]),
  ] as [string, string][]);
}

function orderOf({ isDescending }: { readonly isDescending: boolean }): string {
  return isDescending ? 'descending' : 'ascending';
}
