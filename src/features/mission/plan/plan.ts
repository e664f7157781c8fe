import { parseTimezone } from '../../../kernel/field.ts';

/** How a mission counts its days. */
export interface PlanDays {
  /** IANA name of the time zone. */
  readonly zone: string;
  /** What is done before this hour belongs to the day before; 0 to 12. */
  readonly dayBeginsAt: number;
}

/** A phase of the work: opening, voting, closing and count, tabulation, or whatever a mission calls its own. */
export interface PlanPhase {
  /** Lower-case letters and digits with dashes between them: `closing-count`. */
  readonly key: string;
  /** Language → name. */
  readonly name: Readonly<Record<string, string>>;
  /** Reports are due at this time of the day: `21:30`; null: when the day of the mission is over. */
  readonly dueAt: string | null;
  /** So many days later. */
  readonly dueDays: number;
  /** Ids of the forms that a visit in this phase brings. */
  readonly forms: readonly string[];
}

/** So many phases a mission has at most, and so many forms belong to one. */
export const MOST_PHASES = 20;
export const MOST_FORMS = 20;
/** So many visits are planned, looked at or changed in one request. */
export const MOST_AT_ONCE = 5_000;
/** For so many stations routes are proposed at once. */
export const MOST_ROUTED = 1_000;
/** So many stops a route has that is drawn, so many stations are listed beside the map, so many are drawn one by one. */
export const MOST_STOPS = 500;
export const MOST_LISTED = 500;
export const MOST_DRAWN = 1_000;
export const LONGEST_NOTE = 2_000;

const KEY = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Whether that can be the key of a phase. */
export function isPhaseKey(key: string): boolean {
  return key.length <= 40 && KEY.test(key);
}

/** Whether days can be counted in that time zone. */
export function isZone(zone: string): boolean {
  return parseTimezone(zone).ok;
}

/** The first form that two phases want: it would not say of which of them a report is; null: there is none. */
export function findSharedForm(phases: readonly PlanPhase[]): { readonly form: string; readonly phase: string } | null {
  const taken = new Set<string>();
  for (const { key, forms } of phases) {
    for (const form of forms) {
      if (taken.has(form)) return { form, phase: key };
      taken.add(form);
    }
  }
  return null;
}

/** The first key that two phases have; null: there is none. */
export function findDoubledKey(phases: readonly PlanPhase[]): string | null {
  return phases.find(({ key }, at) => phases.findIndex((other) => other.key === key) < at)?.key ?? null;
}
