import { z } from 'zod';
import { normalizeText } from '../../../kernel/text.ts';
import { CATEGORY_KEY, MOST_CATEGORIES } from './category.ts';
import { DANGERS, LINK_KINDS, PRIORITIES, STATUSES, VERACITIES } from './incident.ts';
import { LONGEST_WHAT } from './mapping.ts';

export const missionParams = z.object({ mission: z.string().min(1).max(100) });
export const incidentParams = missionParams.extend({ incident: z.uuid() });

const text = (most: number) => z.string().trim().min(1).max(most).transform(normalizeText);
const reason = text(1_000).nullable();
const moment = z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString());

/** What the desk says; null takes its word back. */
const toldBody = z.strictObject({
  what: text(LONGEST_WHAT).nullable().optional(),
  category: text(100).nullable().optional(),
  happenedAt: moment.nullable().optional(),
  station: text(200).nullable().optional(),
  latitude: z.number().min(-90).max(90).nullable().optional(),
  longitude: z.number().min(-180).max(180).nullable().optional(),
  placeWords: text(500).nullable().optional(),
  danger: z.enum(DANGERS).nullable().optional(),
});

export const newIncidentBody = z.strictObject({
  id: z.uuid(),
  facts: toldBody.refine(({ what }) => typeof what === 'string'),
});

const details = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('told'),
    told: toldBody.refine((told) => Object.values(told).some((value) => value !== undefined)),
  }),
  z.strictObject({ kind: z.literal('status'), status: z.enum(STATUSES) }),
  z.strictObject({ kind: z.literal('assigned'), assignee: z.uuid().nullable() }),
  z.strictObject({ kind: z.literal('priority'), priority: z.enum(PRIORITIES).nullable() }),
  z.strictObject({ kind: z.literal('due'), dueAt: moment.nullable() }),
  z.strictObject({ kind: z.literal('veracity'), veracity: z.enum(VERACITIES).nullable() }),
  z.strictObject({ kind: z.literal('acknowledged') }),
  z.strictObject({ kind: z.literal('noted'), text: text(4_000) }),
  z.strictObject({ kind: z.literal('merged'), into: z.uuid() }),
  z.strictObject({ kind: z.literal('unmerged') }),
  z.strictObject({ kind: z.enum(['linked', 'unlinked']), link: z.enum(LINK_KINDS), target: z.uuid() }),
]);

export const actBody = z.strictObject({
  id: z.uuid(),
  /** Revision of the incident as the page showed it; null where it does not matter what others did: notes, acknowledgement. */
  base: z.number().int().positive().nullable(),
  act: details,
  reason,
});

/** What a person asks to be done. */
export type AskedAct = z.output<typeof details>;

export const SORTS = ['newest', 'oldest', 'due'] as const;

export const filterQuery = z.strictObject({
  status: z.enum([...STATUSES, 'open']).optional(),
  danger: z.enum(DANGERS).optional(),
  /** With all that lie within it. */
  category: z.string().min(1).max(100).optional(),
  /** Id of an account; `none`: nobody has it. */
  assignee: z.union([z.uuid(), z.literal('none')]).optional(),
  priority: z.enum(PRIORITIES).optional(),
  veracity: z.enum(VERACITIES).optional(),
  station: z.string().min(1).max(200).optional(),
  /** Those that are overdue. */
  due: z.literal('over').optional(),
  /** Those that nobody has heard yet. */
  sos: z.literal('loud').optional(),
  /** The number of an incident, or words of what happened. */
  search: z.string().trim().min(1).max(200).optional(),
  /** Duplicates stand with the one that stays, unless they are asked for. */
  merged: z.enum(['also', 'only']).optional(),
});

/** What narrows incidents down. */
export type IncidentFilter = z.output<typeof filterQuery>;

export const listQuery = filterQuery.extend({
  sort: z.enum(SORTS).default('newest'),
  /** `next` of the page before. */
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const boardQuery = filterQuery.omit({ status: true });

const path = z.string().min(2).max(500).nullable();
const mapping = z.strictObject({
  category: path,
  happenedAt: path,
  what: path,
  placeWords: path,
  position: path,
  danger: z
    .strictObject({ path: z.string().min(2).max(500), levels: z.record(z.string().min(1).max(200), z.enum(DANGERS)) })
    .nullable(),
});

export const settingsBody = z.strictObject({
  base: z.number().int().min(0),
  categories: z
    .array(
      z.strictObject({
        key: z.string().regex(CATEGORY_KEY),
        parent: z.string().max(60).nullable(),
        name: z.record(z.string().regex(/^[a-z]{2,3}$/), text(200)).refine((name) => Object.keys(name).length > 0),
        isRetired: z.boolean(),
      }),
    )
    .max(MOST_CATEGORIES),
  /** Forms of which somebody says what they are; the others are as their names say. */
  forms: z.array(z.strictObject({ form: z.string().min(1).max(200), isOn: z.boolean(), mapping })).max(100),
  reason,
});
