import { z } from 'zod';
import { parseCursor } from '../history/act.ts';

/** Within the years that a date of the database and one of the language both know. */
const day = z.iso.date().refine((text) => text >= '1900-01-01' && text < '9999-01-01');

/** What narrows the events down; everything may be absent. */
export const eventsQuery = z.strictObject({
  /** Events of security, or readings of restricted data. */
  area: z.enum(['security', 'reading']).default('security'),
  /** `access.forbidden`, or `access` for all of that group. */
  kind: z
    .string()
    .regex(/^[a-z]+([.-][a-z]+)*$/)
    .max(100)
    .optional(),
  /** Id of an account, a device or a key. */
  actor: z.uuid().optional(),
  /** A network address, as it stands in an event. */
  source: z.string().min(1).max(100).optional(),
  search: z.string().max(200).optional(),
  /** First and last day, in UTC. */
  from: day.optional(),
  to: day.optional(),
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

/** An event on the wire. */
export interface EventBody {
  readonly id: string;
  readonly kind: string;
  /** The first and the last that it counts; ISO 8601 in UTC. */
  readonly at: string;
  readonly lastAt: string;
  readonly count: number;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly subjectKind: string;
  readonly subjectKey: string;
  /** What it is called today, where it has a name beside its id; null: it has none, or is gone. */
  readonly subjectName: SubjectName | null;
  readonly source: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A name of a device, a sheet of paper or an export, the receipt of a report; and the short name of its mission. */
export interface SubjectName {
  readonly name: string;
  readonly mission: string;
}

/** A page of events, newest first. */
export interface EventsBody {
  readonly events: readonly EventBody[];
  /** What `after` must be for the next page; null: there is none. */
  readonly next: string | null;
  readonly found: { readonly count: number; readonly isMore: boolean } | null;
}

/** What happened within the last 24 hours, by kind. */
export interface SummaryBody {
  readonly since: string;
  readonly kinds: readonly KindSummary[];
}

/** How often one kind of event happened, and from how many addresses. */
export interface KindSummary {
  readonly kind: string;
  readonly count: number;
  readonly sources: number;
}
