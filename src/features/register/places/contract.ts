import { z } from 'zod';
import { type CalendarDate, parseCalendarDate } from '../../../kernel/calendar-date.ts';
import type { BelowCounts, HeldRecord, PageStart, PlaceCount, PointCluster } from './tree.ts';

const dayField = z.custom<CalendarDate>((text) => typeof text === 'string' && parseCalendarDate(text) !== null);
const codeField = z.string().min(1).max(100);
const afterField = z
  .string()
  .regex(/^\d{1,9}\..{1,100}$/su)
  .transform(parsePageStart);

/** The `after` by which the page that follows this record is asked for. */
export function formatPageStart(last: PageStart): string {
  return `${last.position}.${last.key}`;
}

function parsePageStart(after: string): PageStart {
  const cut = after.indexOf('.');
  return { position: Number(after.slice(0, cut)), key: after.slice(cut + 1) };
}

/** Of which election. */
export const electionParams = z.object({ slug: z.string().max(200) });

/** On which day; where absent, on the day of the election. */
const asOf = { as_of: dayField.optional() };

/** `parent` absent: the roots of the tree. `subject`: which claims come with each place. */
export const childrenQuery = z.strictObject({
  ...asOf,
  parent: codeField.optional(),
  after: afterField.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
  subject: codeField.optional(),
});

export const detailsQuery = z.strictObject({ ...asOf, code: codeField });

export const claimsQuery = z.strictObject({ code: codeField, after: afterField.optional() });

export const searchQuery = z.strictObject({
  ...asOf,
  q: z.string().max(200),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

/** `within` absent: all places. */
export const countsQuery = z.strictObject({ ...asOf, within: codeField.optional() });

const degrees = (limit: number) => z.coerce.number().min(-limit).max(limit);

/** A box in degrees; `west` beyond `east` is a box over the meridian of 180°. `where`: stations abroad, or all else. */
export const pointsQuery = z.strictObject({
  ...asOf,
  south: degrees(90).default(-90),
  north: degrees(90).default(90),
  west: degrees(180).default(-180),
  east: degrees(180).default(180),
  where: z.enum(['home', 'abroad']).default('home'),
});

/** A place in the tree. */
export interface PlaceNode extends HeldRecord, BelowCounts {
  /** Where it lay on the day; its cells say where it lies now. */
  readonly parent: string | null;
  /** Claims of the subject that was asked for. */
  readonly claims: readonly HeldRecord[];
}

/** A page of the tree; `next` is the `after` of the page that follows, null on the last one. */
export interface PlacePage {
  readonly asOf: CalendarDate;
  readonly places: readonly PlaceNode[];
  readonly next: string | null;
}

/** Counts below a place, or of all places. */
export interface PlaceCounts {
  readonly asOf: CalendarDate;
  readonly counts: readonly PlaceCount[];
}

/** A place with what the file says about it. */
export interface PlaceDetails {
  readonly asOf: CalendarDate;
  readonly place: PlaceNode;
  /** From the root to the parent of the place, as it was on the day. */
  readonly path: readonly HeldRecord[];
  /** What lies in it. */
  readonly counts: readonly PlaceCount[];
  /** Which subjects have claims about the places directly in it. */
  readonly subjectsBelow: readonly string[];
  readonly events: readonly HeldRecord[];
  readonly claims: ClaimPage;
}

/** Claims about a place in the order of the file. */
export interface ClaimPage {
  readonly claims: readonly HeldRecord[];
  readonly next: string | null;
}

/** A place that was found. */
export interface PlaceMatch extends HeldRecord {
  /** Codes of what it lies in, from the root to its parent. */
  readonly path: readonly string[];
}

/** What was found, best first. `isCut`: there are more than are shown. */
export interface PlaceMatches {
  readonly asOf: CalendarDate;
  readonly places: readonly PlaceMatch[];
  /** The places that the paths name, each once. */
  readonly above: readonly HeldRecord[];
  readonly isCut: boolean;
}

/** What the map draws: every place where they are at most `MOST_POINTS`, else clusters. */
export type PlacePoints =
  | { readonly asOf: CalendarDate; readonly as: 'points'; readonly places: readonly HeldRecord[] }
  | { readonly asOf: CalendarDate; readonly as: 'clusters'; readonly clusters: readonly PointCluster[] };
