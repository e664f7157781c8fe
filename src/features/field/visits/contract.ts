import { z } from 'zod';
import { calendarDay } from '../../../platform/wire/calendar-day.ts';
import { isPhaseKey } from '../../mission/plan/plan.ts';
import { DIMENSIONS, VISIT_STATUSES } from './response.ts';

export const missionParams = z.object({ mission: z.string().min(1).max(100) });

export const boardQuery = z.strictObject({
  /** The day that is nearest to today on which anybody is expected, where absent. */
  day: calendarDay.optional(),
  phase: z.string().refine(isPhaseKey).optional(),
  by: z.enum(DIMENSIONS).default('area'),
});

export const visitsQuery = z.strictObject({
  day: calendarDay.optional(),
  phase: z.string().refine(isPhaseKey).optional(),
  /** `expected`: any; `received`: complete or partial. */
  status: z.enum([...VISIT_STATUSES, 'expected', 'received']).optional(),
  /** `station`: of each station that is expected in a phase the one visit that says how it stands. */
  unit: z.enum(['visit', 'station']).optional(),
  /** `unexpected`: any of the others but `planned`. */
  standing: z.enum(['planned', 'other-team', 'elsewhere', 'extra', 'unexpected']).optional(),
  team: z.uuid().optional(),
  area: z.string().min(1).max(100).optional(),
  sample: z.uuid().optional(),
  /** Visits of whose phase this form is expected; with `status`, by whether this form came: `complete` or `missing`. */
  form: z.uuid().optional(),
  station: z.string().min(1).max(100).optional(),
  after: z.string().min(1).max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** Whose teams are called or written to: what narrows a list of visits, so that those stand there whom the list names. */
const chosenVisits = {
  phase: z.string().refine(isPhaseKey).optional(),
  status: z.enum(VISIT_STATUSES).default('missing'),
  team: z.uuid().optional(),
  area: z.string().min(1).max(100).optional(),
  sample: z.uuid().optional(),
  form: z.uuid().optional(),
  station: z.string().min(1).max(100).optional(),
};

/** Whose visits stand on a call sheet. */
export const sheetQuery = z.strictObject({
  /** The day that is nearest to today on which anybody is expected, where absent. */
  day: calendarDay.optional(),
  ...chosenVisits,
  /** Those whom this message has not reached, in place of those of visits. */
  message: z.uuid().optional(),
});
export const phonesQuery = z
  .strictObject({ team: z.uuid().optional(), person: z.uuid().optional(), day: calendarDay })
  .refine(({ team, person }) => (team === undefined) !== (person === undefined));

/** Whose visits stand so, however many. */
export const visitTeamsQuery = z.strictObject({ day: calendarDay, ...chosenVisits });

export const unplacedQuery = z.strictObject({
  lacks: z.enum(['team', 'station', 'phase']).optional(),
  day: calendarDay.optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
