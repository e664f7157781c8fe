/** Query parameters that name what the side panel shows; at most one of them is set. */
const PANEL_PARAMETERS = ['record', 'new'] as const;

/** A record, named by its kind and key. */
export interface RecordName {
  readonly kind: string;
  readonly key: string;
}

/**
 * The present address with the record opened beside it, as a relative link that keeps every other query parameter.
 *
 * @param search the present query, with or without `?`.
 * @example recordHref('?status=late', { kind: 'source', key: 'S01' }) // '?status=late&record=source/S01'
 */
export function recordHref(search: string, record: RecordName): string {
  return withParameter(search, 'record', `${record.kind}/${record.key}`);
}

/** The present address with an empty form for a new record of `kind` opened beside it. */
export function newRecordHref(search: string, kind: string): string {
  return withParameter(search, 'new', kind);
}

/** The present address with the side panel closed. */
export function closedPanelHref(search: string): string {
  const rest = withoutPanel(search).toString();
  return rest === '' ? '?' : `?${readable(rest)}`;
}

/** The record that `?record=kind/key` names, or null where the query names none. */
export function findOpenRecord(search: string): RecordName | null {
  const value = new URLSearchParams(search).get('record') ?? '';
  const cut = value.indexOf('/');
  return cut > 0 && cut < value.length - 1 ? { kind: value.slice(0, cut), key: value.slice(cut + 1) } : null;
}

/** The kind that `?new=kind` asks a form for, or null. */
export function findNewKind(search: string): string | null {
  return new URLSearchParams(search).get('new') || null;
}

function withParameter(search: string, name: string, value: string): string {
  const parameters = withoutPanel(search);
  parameters.set(name, value);
  return `?${readable(parameters.toString())}`;
}

function withoutPanel(search: string): URLSearchParams {
  const parameters = new URLSearchParams(search);
  for (const name of PANEL_PARAMETERS) parameters.delete(name);
  return parameters;
}

/** A slash needs no escape in a query; an address is read by people. */
function readable(query: string): string {
  return query.replaceAll('%2F', '/');
}
