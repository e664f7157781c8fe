/** The ways to look at incidents. */
export const VIEWS = ['list', 'board', 'map', 'stream'] as const;
export type View = (typeof VIEWS)[number];

/** What narrows and sorts incidents, as it stands in the address. */
export const FILTERS = [
  'status',
  'danger',
  'category',
  'assignee',
  'priority',
  'veracity',
  'station',
  'due',
  'sos',
  'search',
  'merged',
  'sort',
] as const;

export type IncidentQuery = Readonly<Record<string, string | undefined>>;

/** An address with some of its parts changed; null takes one off. */
export function addressOf(query: IncidentQuery, part: Readonly<Record<string, string | null>>): string {
  const all = Object.entries({ ...query, ...part });
  const given = all.flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []));
  return given.length === 0 ? '?' : `?${new URLSearchParams(given)}`;
}
