import { parseCalendarDate } from '../../../../../kernel/calendar-date.ts';
import { normalizeText } from '../../../../../kernel/text.ts';
import { formatClock, parseClock } from '../../../../../kernel/time/clock-time.ts';
import type { RouteProposal } from '../../plan-replies.ts';
import type { RouteLimits } from '../../routing/propose-routes.ts';

/** What routes are asked for with, as it is typed. */
export interface RouteDraft {
  /** '': the stations that are named. */
  readonly sample: string;
  readonly stations: string;
  readonly day: string;
  readonly phases: readonly string[];
  /** Ids of the teams that are left out. */
  readonly without: readonly string[];
  /** When a day begins: `08:00`. */
  readonly from: string;
  readonly hours: string;
  readonly minutesPerVisit: string;
  readonly speed: string;
  readonly detour: string;
  readonly unknownWay: string;
  readonly most: string;
}

export type RouteField = 'stations' | 'day' | 'phases' | 'teams' | 'from' | (typeof NUMBERS)[number][0];

/** Numbers with the least that they can be. */
const NUMBERS = [
  ['hours', 0.5],
  ['minutesPerVisit', 1],
  ['speed', 1],
  ['detour', 1],
  ['unknownWay', 0],
  ['most', 1],
] as const;

function readNumber(text: string): number {
  const found = text.trim().replace(',', '.');
  return /^\d{1,4}(\.\d{1,3})?$/.test(found) ? Number(found) : Number.NaN;
}

/** Codes in a text, with blanks, commas or lines between them; each once. */
export function readStations(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).map(normalizeText))].filter((code) => code !== '');
}

/** When a day begins, in minutes from midnight; NaN: that is no time. */
export function readStart(from: string): number {
  return parseClock(from.trim()) ?? Number.NaN;
}

/** What is missing, or out of its range. */
export function findRouteFaults(draft: RouteDraft, teams: readonly { readonly id: string }[]): Set<RouteField> {
  const faults = new Set<RouteField>(
    NUMBERS.flatMap(([field, least]) => (readNumber(draft[field]) >= least ? [] : [field])),
  );
  if (!Number.isInteger(readNumber(draft.most)) || readNumber(draft.most) > 100) faults.add('most');
  if (draft.sample === '' && readStations(draft.stations).length === 0) faults.add('stations');
  if (parseCalendarDate(draft.day.trim()) === null) faults.add('day');
  if (draft.phases.length === 0) faults.add('phases');
  if (teams.every(({ id }) => draft.without.includes(id))) faults.add('teams');
  if (Number.isNaN(readStart(draft.from))) faults.add('from');
  return faults;
}

/** What is sent. Whether all of it is there was looked for before. */
export function readRoutes(draft: RouteDraft, teams: readonly { readonly id: string }[]) {
  const limits: RouteLimits = {
    minutes: readNumber(draft.hours) * 60,
    minutesPerVisit: readNumber(draft.minutesPerVisit),
    kilometresPerHour: readNumber(draft.speed),
    detour: readNumber(draft.detour),
    minutesPerUnknownWay: readNumber(draft.unknownWay),
    mostStations: readNumber(draft.most),
  };
  return {
    sample: draft.sample || null,
    stations: draft.sample === '' ? readStations(draft.stations) : [],
    teams: teams.map(({ id }) => id).filter((id) => !draft.without.includes(id)),
    day: draft.day.trim(),
    phases: draft.phases,
    limits,
  };
}

/** A time of the day so many minutes after it began: `13:05`, past midnight `25:10`. */
export function timeAfter(start: number, minutes: number): string {
  return formatClock(Math.round(start + minutes));
}

/** What was asked for, and what was proposed for it. */
export interface Proposed {
  readonly proposal: RouteProposal;
  readonly asked: ReturnType<typeof readRoutes>;
  /** When the day begins, in minutes from midnight. */
  readonly start: number;
}
