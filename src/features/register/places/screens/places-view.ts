import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { readRecord } from '../../../../kernel/record.ts';
import type { MessageKey, Messages } from '../../../../platform/i18n/messages.ts';
import type { Subject } from '../../claims/claim.ts';
import type { Commission, CommissionTier } from '../../commissions/commission.ts';
import type { Actor, Election } from '../../election/election.ts';
import { formerNameOn } from '../as-of.ts';
import type { PlaceNode } from '../contract.ts';
import { type Place, type PlaceEvent, placeKind } from '../place.ts';
import type { HeldRecord } from '../tree.ts';

/** The records of an election that the view of places needs beside the places themselves. */
export interface PlacesFile {
  readonly election: readonly Election[];
  readonly actor: readonly Actor[];
  readonly subject: readonly Subject[];
  readonly 'place-event': readonly PlaceEvent[];
  readonly 'commission-tier': readonly CommissionTier[];
  readonly commission: readonly Commission[];
}

/** What every part of the view of places looks at. */
export interface PlacesView {
  readonly slug: string;
  readonly file: PlacesFile;
  /** The day of which the state is shown. */
  readonly day: CalendarDate;
  readonly events: ReadonlyMap<string, readonly PlaceEvent[]>;
}

/** A node of the tree, read. */
export interface ShownPlace extends PlaceNode {
  readonly place: Place;
}

/** Events by the place that they happened to; those whose place is in doubt stand under the empty code. */
export function eventsByPlace(events: readonly PlaceEvent[]): ReadonlyMap<string, readonly PlaceEvent[]> {
  const grouped = new Map<string, PlaceEvent[]>();
  for (const event of events) {
    const list = grouped.get(event.place ?? '') ?? [];
    list.push(event);
    grouped.set(event.place ?? '', list);
  }
  return grouped;
}

/** The place of a record of kind `place`. */
export function readPlace(record: HeldRecord): Place {
  return readRecord(placeKind, record.cells);
}

/** Reads a node of the tree. */
export function readNode(node: PlaceNode): ShownPlace {
  return { ...node, place: readPlace(node) };
}

/** Whether the results of the place were annulled, on whatever day. */
export function findAnnulment(view: PlacesView, code: string): PlaceEvent | null {
  return view.events.get(code)?.find((event) => event.event === 'results-annulled') ?? null;
}

/** What the place was called on the day; null where it has the same name today. */
export function formerName(view: PlacesView, code: string): string | null {
  return formerNameOn(view.day, code, view.events.get(code) ?? []);
}

/** A name for a place that has none: `Precinct No. 7`; its code where it has no number either. */
export function numberedName(messages: Messages, place: Place): string {
  if (place.number === null) return place.code;
  return messages.t('places.numbered', { level: messages.t(levelKey(place.level)), number: place.number });
}

/** The name of the place in the reader's language, or what stands for it; for a text without markup. */
export function placeName(messages: Messages, place: Place): string {
  return messages.localized(place.name)?.text ?? numberedName(messages, place);
}

/** The label of a level of places. */
export function levelKey(level: Place['level']): MessageKey {
  return `fields.choice.level.${level}`;
}

/** The title of a subject, or its key where the file has no such subject. */
export function subjectTitle(messages: Messages, file: PlacesFile, key: string): string {
  const subject = file.subject.find((row) => row.key === key);
  return messages.localized(subject?.title ?? {})?.text ?? key;
}

/**
 * A text of the record for the middle of a sentence, kept from reordering what stands beside it where there is no
 * markup to do so; `…` where there is none.
 */
export function isolated(text: string | null): string {
  return text === null ? '…' : `\u2068${text}\u2069`;
}
