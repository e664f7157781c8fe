import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import { must } from '../../../kernel/result.ts';
import { DAY_MINUTES, formatClock, parseClock } from '../../../kernel/time/clock-time.ts';

/** A question by which a mission knows how many voters had voted at a station by a time of the day. */
export interface TurnoutQuestion {
  /** Name of its form on telephones. */
  readonly form: string;
  /** Path of the question that asks how many had voted. */
  readonly voted: string;
  /** `HH:MM` in the zone of the plan; null: when the report was filled, to the nearest half hour. */
  readonly at: string | null;
  /** Path of the question that asks how many voters are on the list; null: what authorities say of the station. */
  readonly registered: string | null;
}

/** Which questions of a mission mean turnout; none: it does not follow it. */
export interface TurnoutSettings {
  readonly questions: readonly TurnoutQuestion[];
  /** 0: nothing was decided yet. */
  readonly revision: number;
  /** Name of whoever decided it last. */
  readonly changedBy: string | null;
}

/** A form with the questions of its newest version that ask once for a whole number. */
export interface NumberForm {
  readonly form: string;
  readonly title: string;
  /** `labels`: language, as the form names it → words of the question. */
  readonly numbers: readonly { readonly path: string; readonly labels: Readonly<Record<string, string>> }[];
}

/** What a mission decided about turnout, and of what it can choose. */
export type ShownTurnoutSettings = TurnoutSettings & { readonly forms: readonly NumberForm[] };

/** What was seen of turnout by a time of the day; each station counts once, by the report that was filled last. */
export interface SeenTurnout {
  /** After midnight of the day. */
  readonly minutes: number;
  readonly stations: number;
  /** Stations whose voters are known; the next two are sums over them alone. */
  readonly known: number;
  readonly voted: number;
  readonly registered: number;
  /** Stations of which two reports say different numbers. */
  readonly differing: number;
  /** Stations at which more had voted than are registered. */
  readonly over: number;
}

/** What authorities said of turnout in the whole country by a time of the day. */
export interface OfficialTurnout {
  readonly minutes: number;
  /** Of registered voters, as it was stated: `38.57`. */
  readonly percent: string;
  /** Voters who had voted, as it was stated; null: that was not said. */
  readonly voted: string | null;
}

/** A time of the day at which something was seen or said of turnout. */
export interface TurnoutPoint {
  readonly minutes: number;
  readonly seen: SeenTurnout | null;
  readonly official: OfficialTurnout | null;
}

/** The turnout of a day in the situation room. */
export interface ShownTurnout {
  readonly day: CalendarDate;
  /** False: the mission has not said which questions mean turnout. */
  readonly isFollowed: boolean;
  /** True: numbers are being made anew, since questions, plan or register have changed. */
  readonly isPending: boolean;
  readonly points: readonly TurnoutPoint[];
}

/** A station at a time of the day. */
export interface StationTurnout {
  readonly station: string;
  readonly names: Readonly<Record<string, string>> | null;
  readonly voted: number;
  /** Null: it is not known how many voters the station has. */
  readonly registered: number | null;
  /** Whether two reports say different numbers. */
  readonly isDiffering: boolean;
  /** The reports that say it, the one that counts first. */
  readonly reports: readonly string[];
}

/** So many questions a mission may have. */
export const MOST_QUESTIONS = 24;
/** So many stations of a time are listed, those that look wrong first. */
export const MOST_STATIONS = 200;
/** To so many minutes a time is rounded that is that of a report. */
export const STEP_MINUTES = 30;

/** `HH:MM` → minutes after midnight of the day of a plan, which goes on after midnight until it ends. */
export function minutesInDay(time: string, dayBeginsAt: number): number {
  const minutes = must(parseClock(time), 'A time of the day');
  return minutes < dayBeginsAt * 60 ? minutes + DAY_MINUTES : minutes;
}

/** Minutes after midnight → `HH:MM` by the clock. */
export function clockOf(minutes: number): string {
  return formatClock(minutes % DAY_MINUTES);
}

/** What is seen and what was said, by time. */
export function joinPoints(seen: readonly SeenTurnout[], official: readonly OfficialTurnout[]): TurnoutPoint[] {
  const times = new Set([...seen, ...official].map(({ minutes }) => minutes));
  return [...times]
    .sort((one, other) => one - other)
    .map((minutes) => ({
      minutes,
      seen: seen.find((one) => one.minutes === minutes) ?? null,
      official: official.find((one) => one.minutes === minutes) ?? null,
    }));
}

/** The share of voters who had voted, in percent; null: of no station it is known how many voters it has. */
export function shareOf({ voted, registered }: Pick<SeenTurnout, 'voted' | 'registered'>): number | null {
  return registered > 0 ? (voted / registered) * 100 : null;
}

/** The first question that stands twice: one form says nothing twice of one time. */
export function findDoubled(questions: readonly TurnoutQuestion[]): TurnoutQuestion | null {
  const known = new Set<string>();
  for (const question of questions) {
    const name = JSON.stringify([question.form, question.at]);
    if (known.has(name)) return question;
    known.add(name);
  }
  return null;
}

/** An answer → a count of people; null: it is none. */
export function countIn(answer: string | null | undefined): number | null {
  const text = answer?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
