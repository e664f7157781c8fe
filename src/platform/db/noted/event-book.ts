import { createHash } from 'node:crypto';
import type { Sql } from 'postgres';
import { type CountedEvent, type SecurityEvent, type Watch, writeEvents } from './security-event.ts';

/**
 * Keeps events in memory for up to a second and writes them together. Those alike within a minute are one row that counts
 * them; readings within an hour, of which several requests of one act count once. What was noted is written at an orderly end; a crash loses the last second at most, or what
 * the database did not take since it went away.
 */
export interface EventBook extends Watch {
  /** Writes what was noted. @throws where the database does not take it; it is kept then, for the next time. */
  flush(): Promise<void>;
  /** Writes what was noted, and takes nothing after. */
  close(): Promise<void>;
}

const FLUSH_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Different events of one kind within a minute; whatever else comes of that kind counts as one, of nobody in particular. */
const MOST_ALIKE = 50;
/** So many different rows wait for the database at most. */
const MOST_WAITING = 20_000;

/** Told when writing fails. */
export type OnTrouble = (error: unknown) => void;

export function createEventBook({ sql, onTrouble }: { readonly sql: Sql; readonly onTrouble: OnTrouble }): EventBook {
  const [pages, bounds, isSameAct] = [createPages(sql), createBounds(), createActs()];
  let timer: NodeJS.Timeout | null = null;
  const later = () => {
    timer ??= setTimeout(() => {
      timer = null;
      pages.flush().catch((error: unknown) => {
        onTrouble(error);
        later();
      });
    }, FLUSH_MS).unref();
  };
  return {
    note: (event) => {
      if (isSameAct(event)) return;
      pages.put(bounds(event));
      later();
    },
    flush: pages.flush,
    close: async () => {
      if (timer !== null) clearTimeout(timer);
      await pages.flush().catch(onTrouble);
    },
  };
}

/** What waits for the database, each different event once. */
interface Pages {
  put(event: SecurityEvent): void;
  flush(): Promise<void>;
}

function createPages(sql: Sql): Pages {
  let waiting = new Map<string, CountedEvent>();
  let running: Promise<void> = Promise.resolve();
  const write = async () => {
    const taken = waiting;
    waiting = new Map();
    try {
      await writeEvents(sql, [...taken.values()]);
    } catch (error) {
      for (const [slot, event] of waiting) add(taken, slot, event);
      waiting = taken;
      throw error;
    }
  };
  return {
    put: (event) => {
      const slot = slotOf(event);
      if (waiting.size >= MOST_WAITING && !waiting.has(slot)) return;
      add(waiting, slot, { ...event, lastAt: event.at, count: 1, slot: Buffer.from(slot, 'base64') });
    },
    // One after the other: two at once would wait for each other's rows.
    flush: () => {
      running = running.catch(() => undefined).then(write);
      return running;
    },
  };
}

function add(events: Map<string, CountedEvent>, slot: string, event: CountedEvent): void {
  const known = events.get(slot);
  if (known === undefined) {
    events.set(slot, event);
    return;
  }
  const [at, lastAt] = [earlier(known.at, event.at), earlier(known.lastAt, event.lastAt, -1)];
  events.set(slot, { ...known, at, lastAt, count: known.count + event.count });
}

function earlier(a: Date, b: Date, sign = 1): Date {
  return sign * a.getTime() <= sign * b.getTime() ? a : b;
}

function slotOf({ area, kind, at, actor, subject, source }: SecurityEvent): string {
  const isReading = area === 'reading';
  const period = Math.floor(at.getTime() / (isReading ? HOUR_MS : MINUTE_MS));
  // One row for a person, an object and an hour, from wherever that person reads.
  const from = isReading ? '' : source;
  const parts = [area, kind, period, actor.id, actor.name, subject.kind, subject.id, from];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

/**
 * Things that are read by several requests: the page of a report asks for what stands, for its answers and for who typed it;
 * of a file it is asked first whether it may be had. Of lists each page is another part, and counts by itself.
 */
const IN_ONE_ACT: readonly string[] = [
  'reading.report',
  'reading.paper',
  'reading.export',
  'reading.reports-export',
  'reading.history-export',
  'reading.observer-copy',
];
/** What one person asks of one thing within this time, from one place, is one act of reading. */
const ACT_MS = 10_000;

/** Tells of each event whether it belongs to an act of reading that is counted already. */
function createActs(): (event: SecurityEvent) => boolean {
  /** When each began, in the order in which they did. */
  const begun = new Map<string, number>();
  return ({ area, kind, at, actor, subject, source }) => {
    if (area !== 'reading' || !IN_ONE_ACT.includes(kind)) return false;
    const now = at.getTime();
    for (const [act, since] of begun) {
      if (now - since < ACT_MS) break;
      begun.delete(act);
    }
    const act = JSON.stringify([kind, actor.id, actor.name, subject.kind, subject.id, source]);
    if (begun.has(act)) return true;
    begun.set(act, now);
    return false;
  };
}

/** Folds what is too different within a minute into one: a flood from everywhere costs no more than its first moment. */
function createBounds(): (event: SecurityEvent) => SecurityEvent {
  let minute = 0;
  let seen = new Map<string, Set<string>>();
  return (event) => {
    if (event.area === 'reading') return event;
    const now = Math.floor(event.at.getTime() / MINUTE_MS);
    if (now !== minute) [minute, seen] = [now, new Map()];
    const slots = seen.get(event.kind) ?? new Set();
    seen.set(event.kind, slots);
    const slot = slotOf(event);
    if (slots.has(slot)) return event;
    if (slots.size >= MOST_ALIKE) return ofMany(event);
    slots.add(slot);
    return event;
  };
}

function ofMany({ area, kind, at, subject }: SecurityEvent): SecurityEvent {
  const actor = { id: null, name: 'many' };
  return { area, kind, at, actor, subject: { kind: subject.kind, id: '' }, source: '', details: {} };
}
