import { ACCREDITATION_STATES } from '../../accreditation.ts';
import { PERSON_KINDS } from '../../person.ts';

/** Parameters of the address that narrow the list down, as the server takes them. */
export const FILTER_PARAMETERS = [
  'kind',
  'area',
  'team',
  'accreditation',
  'trained',
  'pledged',
  'left',
  'search',
] as const;
export type FilterParameter = (typeof FILTER_PARAMETERS)[number];
/** What the list is narrowed to; a parameter that is not there does not narrow it. */
export type AskedFilters = Readonly<Partial<Record<FilterParameter, string | undefined>>>;

const YES_NO = ['yes', 'no'];
/** What a parameter can be; those that are not here can be anything. */
const VALUES: Partial<Readonly<Record<FilterParameter, readonly string[]>>> = {
  kind: PERSON_KINDS,
  accreditation: ACCREDITATION_STATES,
  trained: YES_NO,
  pledged: YES_NO,
  left: ['yes', 'all'],
};

/** What the address narrows the list to; null: it says something that cannot be meant. */
export function readFilters(asked: (name: string) => string | null): AskedFilters | null {
  const given = FILTER_PARAMETERS.flatMap((name) => {
    const value = asked(name);
    return value === null || value === '' || (name === 'left' && value === 'no') ? [] : [[name, value] as const];
  });
  const isMeant = given.every(([name, value]) => VALUES[name]?.includes(value) ?? true);
  return isMeant ? Object.fromEntries(given) : null;
}

/** The parameters that make the address say these filters: those that are not among them are taken out of it. */
export function writeFilters(filters: AskedFilters): Record<FilterParameter, string | null> {
  return Object.fromEntries(FILTER_PARAMETERS.map((name) => [name, filters[name] || null])) as Record<
    FilterParameter,
    string | null
  >;
}

/** The query by which the server is asked for these people. */
export function queryOf(filters: AskedFilters): URLSearchParams {
  return new URLSearchParams(Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** Whether anything narrows the list down. */
export function isNarrowed(filters: AskedFilters): boolean {
  return Object.values(filters).some(Boolean);
}
