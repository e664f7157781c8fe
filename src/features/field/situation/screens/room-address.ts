import type { VisitStatus } from '../../visits/response.ts';

/** Where numbers of the room lead; null: they lead nowhere, as on a wall. */
export interface RoomLinks {
  readonly visits: (query: Readonly<Record<string, string | undefined>>) => string;
  readonly report: (report: string) => string;
  /** Incidents, as the list has them by these filters; `incident`: that one. */
  readonly incidents: (query: Readonly<Record<string, string>>) => string;
  /** The calendar of the election; null: the mission observes none. */
  readonly deadlines: string | null;
}

/** What is shown of the stations of a phase, in this order. */
export const SHOWN_STATES = [
  'complete',
  'partial',
  'conflicting',
  'missing',
  'pending',
  'unreachable',
  'not-open',
  'refused-entry',
] as const satisfies readonly (VisitStatus | 'conflicting')[];
export type ShownState = (typeof SHOWN_STATES)[number];
