import { z } from 'zod';
import { normalizeText } from '../../../kernel/text.ts';
import { calendarDay } from '../../../platform/wire/calendar-day.ts';
import { clockTime } from '../../../platform/wire/clock-time.ts';
import { NAME_LANGUAGES } from '../missions/observation-mission.ts';
import {
  isPhaseKey,
  isZone,
  LONGEST_NOTE,
  MOST_AT_ONCE,
  MOST_FORMS,
  MOST_LISTED,
  MOST_PHASES,
  MOST_ROUTED,
  MOST_STOPS,
} from './plan.ts';
import { VISIT_MARKS } from './visit.ts';

const slug = z.string().min(1).max(100);
const reason = z.string().trim().min(1).max(1_000);
/** 0: nothing is kept yet. */
const base = z.int().min(0);
const name = z.string().trim().min(1).max(200).transform(normalizeText);
const names = z
  .strictObject(Object.fromEntries(NAME_LANGUAGES.map((language) => [language, name.optional()])))
  .transform((given): Record<string, string> => {
    return Object.fromEntries(
      Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
  })
  .refine((given) => Object.keys(given).length > 0);
const phaseKey = z.string().refine(isPhaseKey);
const station = z.string().trim().min(1).max(100).transform(normalizeText);
const position = z.int().min(1).max(1_000);
const note = z.string().trim().min(1).max(LONGEST_NOTE).transform(normalizeText).nullable();

export const missionParams = z.object({ mission: slug });
export const visitParams = missionParams.extend({ visit: z.uuid() });

export const planBody = z.strictObject({
  zone: z.string().max(100).refine(isZone),
  dayBeginsAt: z.int().min(0).max(12),
  /** In their order; all of them. */
  phases: z
    .array(
      z.strictObject({
        key: phaseKey,
        name: names,
        dueAt: clockTime.nullable(),
        dueDays: z.int().min(0).max(7),
        forms: z.array(z.uuid()).max(MOST_FORMS),
      }),
    )
    .max(MOST_PHASES),
  base,
  reason: reason.nullable(),
});

/** Visits that are expected from now on. */
export const newVisitsBody = z.strictObject({
  visits: z
    .array(
      z.strictObject({
        id: z.uuid(),
        team: z.uuid(),
        day: calendarDay,
        phase: phaseKey,
        station,
        position,
        /** `route` or `post`; a sample: its id. */
        source: z.union([z.enum(['route', 'post']), z.strictObject({ sample: z.uuid() })]),
      }),
    )
    .min(1)
    .max(MOST_AT_ONCE),
});

/** What is said of an expected visit from now on: all of it. */
export const visitBody = z.strictObject({
  position,
  mark: z.enum(VISIT_MARKS).nullable(),
  /** When it happened; null: now. */
  markedAt: z.iso.datetime({ offset: true }).nullable(),
  note,
  base,
  reason: reason.nullable(),
});

export const plannedQuery = z.strictObject({
  team: z.uuid().optional(),
  day: calendarDay.optional(),
  phase: phaseKey.optional(),
  station: station.optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
});

/** A file of expected visits is the body as it is, CSV or XLSX. What a preview told goes with it when it is applied. */
export const importQuery = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  reason: reason.optional(),
});
/** The most bytes of a file of expected visits. */
export const IMPORT_BYTES = 10_000_000;

const number = z.number().min(0).max(100_000);

/** What routes are to be proposed for: the stations of a sample, or those named. */
export const proposalBody = z.strictObject({
  sample: z.uuid().nullable(),
  stations: z.array(station).max(MOST_ROUTED),
  teams: z.array(z.uuid()).min(1).max(500),
  day: calendarDay,
  phases: z.array(phaseKey).min(1).max(MOST_PHASES),
  limits: z.strictObject({
    minutes: number,
    minutesPerVisit: number,
    kilometresPerHour: number,
    detour: number,
    minutesPerUnknownWay: number,
    mostStations: z.int().min(1).max(100),
  }),
});

const degrees = (most: number) => z.coerce.number().min(-most).max(most);

/** In which phase of which day routes and stations are looked at on the map. */
export const dayRoutesQuery = z.strictObject({ day: calendarDay, phase: phaseKey, team: z.uuid().optional() });

/** Stations within a box of degrees; `west` beyond `east` is a box over the meridian of 180°. */
export const mapStationsQuery = z.strictObject({
  day: calendarDay,
  phase: phaseKey,
  south: degrees(90).default(-90),
  north: degrees(90).default(90),
  west: degrees(180).default(-180),
  east: degrees(180).default(180),
});

/** Stations beside the map: by code or name, of a place, those alone that have no coordinates. */
export const listedStationsQuery = z.strictObject({
  day: calendarDay,
  phase: phaseKey,
  search: z.string().max(200).default(''),
  area: z.string().min(1).max(100).optional(),
  located: z.enum(['no']).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_LISTED).default(50),
});

/** The whole route of a team in a phase of a day, in the order of its stops. */
export const routeBody = z.strictObject({
  team: z.uuid(),
  day: calendarDay,
  phase: phaseKey,
  stops: z
    .array(
      z.strictObject({
        /** Of the visit, where the stop is new. */
        id: z.uuid(),
        station,
        /** Nobody else was expected there, as far as whoever drew it saw. */
        isFree: z.boolean(),
      }),
    )
    .max(MOST_STOPS),
  /** Why stops are planned that are new. */
  source: z.enum(['route', 'post']),
  /** The visits of the team in that phase of that day as they were seen, called-off ones among them. */
  seen: z.array(z.strictObject({ id: z.uuid(), revision: z.int().min(1) })).max(MOST_AT_ONCE),
  /** Needed where a visit is called off. */
  reason: reason.nullable(),
});
