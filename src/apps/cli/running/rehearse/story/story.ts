import { DAY_MINUTES, formatClock } from '../../../../../kernel/time/clock-time.ts';

/** Forms that the observers of a rehearsal fill in, as the bank of templates calls them. */
export const STORY_FORMS = ['opening', 'voting', 'closing', 'incident'] as const;
export type StoryForm = (typeof STORY_FORMS)[number];

/** Phases of the day that somebody is expected in. */
export const PHASES = ['opening', 'voting', 'closing'] as const;
export type Phase = (typeof PHASES)[number];

/** A polling station that observers can be sent to. */
export interface StoryStation {
  readonly code: string;
  /** Code of its constituency; null: it lies in none. */
  readonly constituency: string | null;
}

/** A team: one observer, or two with a telephone each. */
export interface StoryTeam {
  readonly code: string;
  /** Numbers of its observers, from 0 on; each has the telephone of that number. */
  readonly observers: readonly number[];
}

/** That a team is expected at a station. */
export interface StoryVisit {
  readonly team: number;
  readonly phase: Phase;
  readonly station: string;
  /** The how many stop of the team it is, from 1 on. */
  readonly position: number;
}

/** What a telephone seals: a report, or the next version of one. */
export interface StoryItem {
  /** Of the item, from 0 on. */
  readonly number: number;
  readonly form: StoryForm;
  /** The station that it names. */
  readonly station: string;
  readonly constituency: string | null;
  readonly outlook: 'good' | 'bad';
  /** Clock times of the story, in minutes since midnight. */
  readonly arrived: number;
  readonly left: number;
  readonly hasPhoto: boolean;
  /** Number of the item that it takes the place of; null: it is a report of its own. */
  readonly corrects: number | null;
}

/**
 * What becomes of a connection. `whole`: everything arrives; `answer-lost`: the server has it, the telephone does not know;
 * `broken-off`: half of the request arrives; `twice`: also sends again what has its receipt already.
 */
export const FATES = ['whole', 'answer-lost', 'broken-off', 'twice'] as const;
export type Fate = (typeof FATES)[number];

/** One thing that happens. `minute`: since midnight of the day of the story. */
export type StoryAct =
  | { readonly kind: 'seal'; readonly minute: number; readonly device: number; readonly item: StoryItem }
  | { readonly kind: 'send'; readonly minute: number; readonly device: number; readonly fate: Fate }
  /** The desk moves the report of an item to the station where its observer was. */
  | { readonly kind: 'move'; readonly minute: number; readonly item: number; readonly station: string }
  /** The desk marks what a team told it by telephone, or that it could not be spoken to. */
  | {
      readonly kind: 'mark';
      readonly minute: number;
      readonly visit: number;
      readonly mark: 'not-open' | 'refused-entry' | 'unreachable';
    };

/** Kinds of trouble, and how often each of them occurs. */
export const TROUBLES = [
  'wrong-station',
  'extra-visit',
  'not-open',
  'refused-entry',
  'stayed-away',
  'dropped-out',
  'offline',
  'answer-lost',
  'broken-off',
  'sent-twice',
  'photo',
  'incident',
  'correction',
  'conflicting-pair',
  'second-observer',
] as const;
export type Trouble = (typeof TROUBLES)[number];

/** A whole election day, as it will be played. */
export interface Story {
  readonly teams: readonly StoryTeam[];
  readonly visits: readonly StoryVisit[];
  /** By minute; within one, in the order in which they happen. */
  readonly acts: readonly StoryAct[];
  readonly troubles: Readonly<Record<Trouble, number>>;
  /** Telephones that are never heard of again, and from when on. */
  readonly silentFrom: ReadonlyMap<number, number>;
  readonly begins: number;
  /** When every telephone that is left has sent what it has. */
  readonly ends: number;
}

/** How large a rehearsal is, and which of all possible days it plays. */
export interface StorySize {
  readonly seed: string;
  readonly observers: number;
  /** Stations on the route of each team. */
  readonly stationsEach: number;
  readonly stations: readonly StoryStation[];
}

/** `07:05`, of minutes since midnight. */
export function clockTime(minute: number): string {
  return formatClock(Math.floor(minute) % DAY_MINUTES);
}
