import { type CalendarDate, parseCalendarDate } from '../../../../kernel/calendar-date.ts';

/** What the address says about the view of places. */
export interface PlacesAddress {
  /** Code of the place that is shown; null: the root of the tree. */
  readonly place: string | null;
  /** The day of which the state is shown; null: the day of the election. */
  readonly asOf: CalendarDate | null;
  /** What is searched for. */
  readonly query: string;
  /** Of which subject the claims stand beside the places. */
  readonly subject: string | null;
  /** Where the page of the list begins; null: at the beginning. */
  readonly after: string | null;
  readonly show: 'list' | 'map';
  readonly where: 'home' | 'abroad';
}

const NAMES = {
  place: 'place',
  asOf: 'as_of',
  query: 'q',
  subject: 'subject',
  after: 'after',
  show: 'show',
  where: 'where',
} as const satisfies Record<keyof PlacesAddress, string>;

/** Whatever else the address may say, such as a day that does not exist, is as if it were not said. */
export function readPlacesAddress(search: string): PlacesAddress {
  const query = new URLSearchParams(search);
  const text = (name: keyof PlacesAddress) => query.get(NAMES[name]) || null;
  return {
    place: text('place'),
    asOf: parseCalendarDate(text('asOf') ?? ''),
    query: text('query') ?? '',
    subject: text('subject'),
    after: text('after'),
    show: text('show') === 'map' ? 'map' : 'list',
    where: text('where') === 'abroad' ? 'abroad' : 'home',
  };
}

/**
 * The address with `changes`, as a relative link; what is not named stays. Another place, day or subject begins its
 * list anew, and a record that is open beside the page is closed by another place.
 */
export function placesHref(search: string, changes: Partial<PlacesAddress>): string {
  const query = new URLSearchParams(search);
  if (!('after' in changes)) query.delete(NAMES.after);
  if ('place' in changes) for (const name of ['record', 'new']) query.delete(name);
  for (const [name, value] of Object.entries(changes)) {
    const key = NAMES[name as keyof PlacesAddress];
    if (value === null || value === '' || value === 'list' || value === 'home') query.delete(key);
    else query.set(key, value);
  }
  const written = query.toString().replaceAll('%2F', '/');
  return `?${written}`;
}
