import type { Sql, TransactionSql } from 'postgres';
import type { Clock } from '../../kernel/time/clock.ts';
import { formatLeaf } from '../../ledger/commitment/log-leaf.ts';
import type { Hash } from '../../ledger/merkle/tree-hash.ts';
import { countLeaves, loadWaiting, removeWaiting, type StoredLeaf, saveLeaves } from './keep-leaves.ts';
import { hashLeafFast } from './serve/hash-fast.ts';

/** A leaf on its way into the log. */
export interface PendingLeaf {
  readonly leaf: Uint8Array;
  readonly hash: Hash;
  /** Its number, once the batch is numbered; −1 before. */
  index: number;
}

/** What is to become of an entry. */
export interface Judged<R> {
  /** What it adds to the log; nothing where it is there already. */
  readonly leaves: readonly PendingLeaf[];
  /** The answer, when all leaves of the batch have their numbers, and the number that must be signed before it is given. */
  readonly settle: () => { readonly answer: R; readonly index: number };
}

/** What is stored beside the log, in the same transactions. */
export interface Book<E, J> {
  /** Looks up what is known of the entries of one batch; changes nothing. */
  judge(sql: Sql, entries: readonly E[], at: Date): Promise<readonly J[]>;
  /** Stores what `judge` found to be new; all leaves have their numbers. */
  keep(sql: TransactionSql, judged: readonly J[]): Promise<void>;
  /** How many bytes an entry brings. */
  weigh(entry: E): number;
}

/** What a sequencer works with. */
export interface SequencerParts<E, R, J extends Judged<R>> {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly missionId: string;
  readonly book: Book<E, J>;
  /** Takes leaves over, the first of them having the number `first`. */
  readonly committed: (first: number, leaves: readonly StoredLeaf[]) => void;
  /** Resolves when what was committed is published, or cannot be at present. */
  readonly untilPublished: () => Promise<void>;
  /** Resolves when the leaf of that number is signed. */
  readonly untilSigned: (index: number) => Promise<void>;
  /** Numbers cannot be told any more: what is stored from `size` on has to be read from the database. */
  readonly lost: () => void;
}

interface Waiting<E, R> {
  readonly entry: E;
  readonly resolve: (answer: R) => void;
  readonly reject: (reason: unknown) => void;
}

const MOST_ENTRIES = 256;
const MOST_EVENTS = 256;
const MOST_BYTES = 8_000_000;
const UNIQUE_VIOLATION = '23505';

/** A pending leaf of what `formatLeaf` gave. @throws Error where the log does not take it: a bug of whoever made it. */
export function pendingLeaf(leaf: Parameters<typeof formatLeaf>[0]): PendingLeaf {
  const formatted = formatLeaf(leaf);
  if (!formatted.ok) throw new Error(`Make a leaf: ${formatted.error}`);
  return { leaf: formatted.value, hash: hashLeafFast(formatted.value), index: -1 };
}

/**
 * Numbers what comes for one log and stores it, batch by batch: the next begins when the last one has ended, so that nobody
 * waits for a timer, and under load many share one flush of the disk.
 */
export class Sequencer<E, R, J extends Judged<R>> {
  private readonly parts: SequencerParts<E, R, J>;
  private readonly waiting: Waiting<E, R>[] = [];
  private hasEvents = true;
  private running: Promise<void> | null = null;
  /** The next number; null: to be asked of the database. */
  private next: number | null;

  constructor(parts: SequencerParts<E, R, J>, size: number) {
    this.parts = parts;
    this.next = size;
  }

  /** Stores an entry and logs it. Fails as the database or the signer does: then nothing was acknowledged. */
  append(entry: E): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject });
      this.start();
    });
  }

  /** Events may wait in `log_waiting`. */
  wake(): void {
    this.hasEvents = true;
    this.start();
  }

  /** Resolves when nothing is being stored any more. */
  async idle(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  private start(): void {
    this.running ??= this.run().finally(() => {
      this.running = null;
      if (this.waiting.length > 0) this.start();
    });
  }

  private async run(): Promise<void> {
    // What comes in one turn of the event loop shares its first batch.
    await null;
    while (this.waiting.length > 0 || this.hasEvents) {
      // Small batches cost as much as large ones: entries wait until the batch before is signed, and grow meanwhile.
      await this.parts.untilPublished();
      const batch = this.takeBatch();
      try {
        await this.commit(batch, 1);
      } catch (error) {
        this.next = null;
        this.parts.lost();
        // With events alone nobody hears of it: they are tried again with what comes next.
        for (const { reject } of batch) reject(error);
        if (batch.length === 0) return;
      }
    }
  }

  private takeBatch(): Waiting<E, R>[] {
    let bytes = 0;
    const end = this.waiting.findIndex(({ entry }, at) => {
      bytes += this.parts.book.weigh(entry);
      return at === MOST_ENTRIES || (at > 0 && bytes > MOST_BYTES);
    });
    return this.waiting.splice(0, end < 0 ? this.waiting.length : end);
  }

  private async commit(batch: readonly Waiting<E, R>[], retries: number): Promise<void> {
    const { sql, missionId, book, clock } = this.parts;
    const first = this.next ?? (await countLeaves(sql, missionId));
    const entries = batch.map(({ entry }) => entry);
    const judged = entries.length === 0 ? [] : await book.judge(sql, entries, new Date(clock.now()));
    const events = await this.loadEvents();
    const leaves = [...judged.flatMap((each) => each.leaves), ...events.map(({ pending }) => pending)];
    for (const [at, leaf] of leaves.entries()) leaf.index = first + at;
    try {
      if (leaves.length > 0) await this.store({ first, judged, events });
    } catch (error) {
      if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION || retries === 0) throw error;
      // Another program has written to this log: what is there is looked at anew.
      this.next = null;
      this.parts.lost();
      return await this.commit(batch, retries - 1);
    }
    this.next = first + leaves.length;
    this.parts.committed(first, leaves);
    for (const [at, each] of judged.entries()) this.answer(batch[at], each);
  }

  private async loadEvents(): Promise<{ id: string; pending: PendingLeaf }[]> {
    if (!this.hasEvents) return [];
    const { sql, missionId } = this.parts;
    this.hasEvents = false;
    const events = await loadWaiting(sql, missionId, MOST_EVENTS);
    this.hasEvents ||= events.length === MOST_EVENTS;
    return events.map(({ id, leaf, at }) => ({ id, pending: pendingLeaf({ ...leaf, v: 1, time: at.getTime() }) }));
  }

  private async store(batch: {
    first: number;
    judged: readonly J[];
    events: readonly { id: string; pending: PendingLeaf }[];
  }): Promise<void> {
    const { sql, missionId, book } = this.parts;
    const { first, judged, events } = batch;
    const own = judged.flatMap((each) => each.leaves).map((leaf) => ({ ...leaf, announcedId: null }));
    const announced = events.map(({ id, pending }) => ({ ...pending, announcedId: id }));
    await sql.begin(async (transaction) => {
      // One after the other: a connection that copies takes no other statement.
      await saveLeaves(transaction, missionId, { first, leaves: [...own, ...announced] });
      await book.keep(transaction, judged);
      const ids = events.map(({ id }) => id);
      if (ids.length > 0) await removeWaiting(transaction, missionId, ids);
    });
  }

  private answer(waiting: Waiting<E, R> | undefined, judged: J): void {
    const { answer, index } = judged.settle();
    this.parts.untilSigned(index).then(() => waiting?.resolve(answer), waiting?.reject);
  }
}
