/** What the part of the plan that is shown is asked with. */
export type PlanQuery = Readonly<Record<string, string | undefined>>;

/** The address of a list of visits, or of the board, beside the page that is open: `?part=visits&status=missing`. */
export function planAddress(part: 'board' | 'visits', query: PlanQuery): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return `?${new URLSearchParams([['part', part], ...(given as [string, string][])])}`;
}

/** What of the address a list of visits is asked with. */
export const VISIT_FILTERS = [
  'day',
  'phase',
  'status',
  'unit',
  'standing',
  'team',
  'area',
  'sample',
  'form',
  'station',
] as const;
