import { z } from 'zod';
import type { LocalizedText } from '../../../kernel/text.ts';
import { type ActNames, type Change, parseCursor, searchFault } from './act.ts';

/** Within the years that a date of the database and one of the language both know. */
const day = z.iso.date().refine((text) => text >= '1900-01-01' && text < '9999-01-01');

/** What narrows the history down; everything may be absent. */
export const filterSchema = z.strictObject({
  election: z.string().min(1).max(100).optional(),
  /** An account's id. */
  actor: z.uuid().optional(),
  /** `record.corrected`, or `record` for everything done to records. */
  action: z
    .string()
    .regex(/^[a-z]+([.-][a-z]+)*$/)
    .max(100)
    .optional(),
  /** Short name of a mission on this server. */
  mission: z.string().min(1).max(100).optional(),
  /** Kind of object, and the key of one of that kind. */
  kind: z
    .string()
    .regex(/^[a-z]+([.-][a-z]+)*$/)
    .max(100)
    .optional(),
  key: z.string().min(1).max(300).optional(),
  /** Words that the act must hold: beginnings of them, in any script and case. */
  search: z
    .string()
    .refine((text) => searchFault(text) === null)
    .optional(),
  /** First and last day, in UTC. */
  from: day.optional(),
  to: day.optional(),
});
export type HistoryFilter = z.output<typeof filterSchema>;

export const actParams = z.strictObject({ id: z.uuid() });

export const pageSchema = filterSchema.extend({
  after: z
    .string()
    .max(100)
    .transform((text, context) => {
      const cursor = parseCursor(text);
      if (cursor.ok) return cursor.value;
      context.addIssue({ code: 'custom', params: { fault: { code: 'invalid-form', parameters: {} } } });
      return z.NEVER;
    })
    .optional(),
});

/** An act on the wire. */
export interface ActBody {
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly action: string;
  readonly election: string | null;
  readonly subjectKind: string;
  readonly subjectKey: string;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly names: ActNames;
}

/** A page of the history, newest first. */
export interface HistoryBody {
  readonly acts: readonly ActBody[];
  /** What `after` must be for the next page; null: there is none. */
  readonly next: string | null;
  /** How many match in all; null: not counted. */
  readonly found: { readonly count: number; readonly isMore: boolean } | null;
  /** Older acts are still being indexed: what narrows the history down does not find them yet. */
  readonly isIndexing: boolean;
}

/** One act with what it changed. */
export interface ShownActBody {
  readonly act: ActBody;
  readonly changes: readonly Change[];
}

/** An election or a mission: its short name, and what it is called by language (empty: nothing but the short name). */
export interface NamedRoomBody {
  readonly slug: string;
  readonly name: LocalizedText;
}

/** What the filters offer to whoever asks. */
export interface HistoryChoicesBody {
  readonly elections: readonly NamedRoomBody[];
  readonly missions: readonly NamedRoomBody[];
  readonly actors: readonly { readonly id: string; readonly name: string }[];
  readonly actions: readonly string[];
  readonly kinds: readonly string[];
}

/** What one version of a report says otherwise than another, as reports tell it. */
export interface DifferenceBody {
  readonly changes: readonly {
    readonly path: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly before: SaidBody | null;
    readonly after: SaidBody | null;
  }[];
  /** Both versions could be read. */
  readonly areRead: boolean;
}

/** An answer, with the words of what was chosen. */
export interface SaidBody {
  readonly value: string;
  readonly choices: readonly Readonly<Record<string, string>>[];
}
