import { z } from 'zod';
import { normalizeText } from '../../../kernel/text.ts';
import { calendarDay } from '../../../platform/wire/calendar-day.ts';
import { ACCREDITATION_STATES, STEP_KINDS } from './accreditation.ts';
import { isCode, isSpokenLanguage, LONGEST_LINE, LONGEST_NOTE, MOST_LISTED, PERSON_KINDS, TERMS } from './person.ts';
import { isCountryCode, LONGEST_PHONE } from './phone-number.ts';
import { MOST_MEMBERS, TEAM_KINDS, TEAM_PARTS } from './team.ts';

const slug = z.string().min(1).max(100);
const reason = z.string().trim().min(1).max(1_000);
/** 0: nothing is kept yet. */
const base = z.int().min(0);
/** A dash alone empties a field in a file of people: no field holds one. */
const isNoDash = (text: string) => text !== '-';
const text = (longest: number) => z.string().trim().min(1).max(longest).refine(isNoDash).transform(normalizeText);
const line = text(LONGEST_LINE).refine((value) => !/[\n\r]/.test(value));
const code = z.string().refine(isCode).transform(normalizeText);
const isUnique = (values: readonly string[]) => new Set(values).size === values.length;
const languages = z.array(z.string().refine(isSpokenLanguage)).max(MOST_LISTED).refine(isUnique);
const areas = z.array(z.string().min(1).max(100)).max(MOST_LISTED).refine(isUnique);

export const missionParams = z.object({ mission: slug });
export const personParams = missionParams.extend({ person: z.uuid() });
export const stepParams = personParams.extend({ step: z.uuid() });
export const phoneParams = personParams.extend({ phone: z.uuid() });
export const teamParams = missionParams.extend({ team: z.uuid() });
export const deviceParams = missionParams.extend({ device: z.uuid() });

/** Filters of the list: each narrows it down. */
const filters = {
  kind: z.enum(PERSON_KINDS).optional(),
  /** Key of a place: people who answer for it, or for a place in it. */
  area: z.string().min(1).max(100).optional(),
  /** Id of a team that they are in on any calendarDay. */
  team: z.uuid().optional(),
  accreditation: z.enum(ACCREDITATION_STATES).optional(),
  trained: z.enum(['yes', 'no']).optional(),
  pledged: z.enum(['yes', 'no']).optional(),
  /** `no` where absent: those who left are not listed. */
  left: z.enum(['yes', 'no', 'all']).default('no'),
  /** Part of code, role or organisation. */
  search: z.string().trim().min(1).max(200).optional(),
};
export const peopleQuery = z.strictObject({
  ...filters,
  after: z.string().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export const exportQuery = z.strictObject(filters);

const work = {
  code,
  kind: z.enum(PERSON_KINDS),
  term: z.enum(TERMS).nullable(),
  role: line.nullable(),
  organisation: line.nullable(),
  languages,
  areas,
  note: text(LONGEST_NOTE).nullable(),
  trainedOn: calendarDay.nullable(),
  pledgedOn: calendarDay.nullable(),
};
export const newPersonBody = z.strictObject({ id: z.uuid(), ...work });
export const personBody = z.strictObject({ ...work, base, reason: reason.nullable() });
export const departureBody = z.strictObject({ base, reason });

export const identityBody = z.strictObject({
  name: line.nullable(),
  nameLatin: line.nullable(),
  email: line.nullable().refine((given) => given === null || /^[^\s@]+@[^\s@]+$/.test(given)),
  /** All of them: one that is not here goes. */
  phones: z
    .array(z.strictObject({ id: z.uuid(), written: z.string().min(1).max(LONGEST_PHONE), label: line.nullable() }))
    .max(10),
  base,
  reason,
});

export const stepBody = z.strictObject({
  id: z.uuid(),
  kind: z.enum(STEP_KINDS),
  on: calendarDay,
  badge: line.nullable(),
  validTo: calendarDay.nullable(),
  reason: reason.nullable(),
});
export const strikeBody = z.strictObject({ reason });

/** Three signs at least, so that nobody reads the list letter by letter. */
export const identitySearchBody = z.strictObject({ text: z.string().trim().min(3).max(200) });

const team = { code, name: line.nullable(), kind: z.enum(TEAM_KINDS) };
export const newTeamBody = z.strictObject({ id: z.uuid(), ...team });
export const teamBody = z.strictObject({ ...team, base, reason: reason.nullable() });
export const membersBody = z.strictObject({
  members: z
    .array(
      z.strictObject({
        person: z.uuid(),
        part: z.enum(TEAM_PARTS),
        fromDay: calendarDay.nullable(),
        toDay: calendarDay.nullable(),
      }),
    )
    .max(MOST_MEMBERS),
  base,
  reason: reason.nullable(),
});

export const settingsBody = z.strictObject({
  accreditationRule: z.string().min(1).max(100).nullable(),
  countryCode: z.string().refine(isCountryCode).nullable(),
  base,
});

/** Who has a device from now on; `holder` null: nobody. `base`: the `id` of who had it, as it was shown. */
export const holderBody = z.strictObject({
  id: z.uuid(),
  holder: z.union([z.strictObject({ team: z.uuid() }), z.strictObject({ person: z.uuid() })]).nullable(),
  base: z.uuid().nullable(),
  reason: reason.nullable(),
});

/** A file of people is the body as it is, CSV or XLSX. What a preview told goes with it when it is applied. */
export const importQuery = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  seen: z.coerce.number().int().min(0),
  reason: reason.optional(),
});
/** The most bytes of a file of people. */
export const IMPORT_BYTES = 10_000_000;
