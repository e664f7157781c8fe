import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { must } from '../../kernel/result.ts';
import type { Clock } from '../../kernel/time/clock.ts';
import { proveConsistencyFromTiles } from '../../ledger/tile/prove-from-tiles.ts';
import { Problem } from '../http/problem.ts';
import { countLeaves, findLog, loadLeaves, type StoredLeaf, saveLog, stateBuild } from './keep-leaves.ts';
import { findEnd } from './publish/find-end.ts';
import { CHECKPOINT, Publisher, type PublisherParts } from './publish/publisher.ts';
import type { TileFiles } from './publish/tile-files.ts';
import { type Book, type Judged, Sequencer } from './sequencer.ts';
import { checkpointOf, findCheckpoint, proveLeaf, readLeaf } from './serve/published-leaf.ts';
import { type Signer, SignerAway, SignerRefusal } from './signer/signer.ts';
import type { PublishedLog } from './witness/witnesses.ts';

/**
 * Why a log takes nothing: `behind`, the database holds fewer leaves than were signed, as after a restore; `altered`, other
 * ones than were signed; `other-key`, the signer does not hold the key under which the log began; `restored`, it was put back
 * from a backup, and nobody has settled yet that nothing newer was signed.
 */
export type ClosedReason = 'behind' | 'altered' | 'other-key' | 'restored';

/** How a log stands. */
export interface LogState {
  readonly slug: string;
  readonly origin: string;
  /** Leaves that are published and signed. */
  readonly size: number;
  readonly closed: ClosedReason | null;
  /** Size that the signer signed last, where that is more than the database holds. */
  readonly signedSize: number;
}

/** What a log is opened with. */
export interface LogParts<E, J> {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  readonly missionId: string;
  /** First part of the origin of a log that begins now. */
  readonly host: string;
  readonly signer: Signer;
  readonly filesOf: (slug: string) => TileFiles;
  readonly book: Book<E, J>;
  /** SHA-256 of the program, which the log states; null: it states none. */
  readonly build: Uint8Array | null;
  readonly published: (log: PublishedLog) => void;
}

const MOST_PUBLISHED = 2_000;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;

interface Answer {
  readonly index: number;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** The log of one mission: takes entries, numbers, stores and signs them. */
export class MissionLog<E, R, J extends Judged<R>> {
  private readonly parts: LogParts<E, J>;
  private readonly publisher: Publisher;
  private readonly files: TileFiles;
  private readonly names: { readonly slug: string; readonly origin: string };
  private readonly sequencer: Sequencer<E, R, J>;
  private closed: { reason: ClosedReason; size: number } | null = null;
  /** Leaves that are stored and not published, in their order from `size` on. */
  private pending: StoredLeaf[] = [];
  /** Whether the database may hold leaves beyond those. */
  private isUnread = true;
  private isLoading = false;
  /** Leaves that are published and signed. */
  private size: number;
  private answers: Answer[] = [];
  private running: Promise<void> | null = null;
  private waitMs = FIRST_WAIT_MS;
  private timer: NodeJS.Timeout | null = null;
  private note = '';
  private isEnding = false;

  private constructor(
    parts: LogParts<E, J>,
    opened: { publisher: Publisher; files: TileFiles; names: { slug: string; origin: string } },
    size: number,
  ) {
    this.parts = parts;
    this.publisher = opened.publisher;
    this.files = opened.files;
    this.names = opened.names;
    this.size = opened.publisher.size;
    const { sql, clock, missionId, book } = parts;
    this.sequencer = new Sequencer<E, R, J>(
      {
        sql,
        clock,
        missionId,
        book,
        committed: (first, leaves) => this.take(first, leaves),
        untilPublished: async () => {
          await this.running;
        },
        untilSigned: (index) => this.untilSigned(index),
        lost: () => {
          this.isUnread = true;
        },
      },
      size,
    );
  }

  /**
   * Opens the log of a mission, and publishes what was stored and not signed when the program ended.
   *
   * @throws Problem `not-found` where there is no such mission; as database and signer do.
   */
  static async open<E, R, J extends Judged<R>>(parts: LogParts<E, J>): Promise<MissionLog<E, R, J>> {
    const { sql, missionId, host, signer, clock } = parts;
    const stored = await findLog(sql, missionId, host);
    if (stored === null) throw new Problem('not-found', { what: 'mission' });
    const files = parts.filesOf(stored.slug);
    // A database that lost even the row of its log: the files still say under which name it was signed.
    const origin =
      (stored.verifierKey === null ? (await findCheckpoint(files, CHECKPOINT))?.origin : null) ?? stored.origin;
    const { verifierKey, head, isRestored } = await signer.open(origin).catch((error: unknown) => {
      throw problemOfPublishing(error);
    });
    const size = await countLeaves(sql, missionId);
    const names = { slug: stored.slug, origin };
    const pieces = { origin, files, signer };
    const isOtherKey = stored.verifierKey !== null && stored.verifierKey !== verifierKey;
    if (isOtherKey) return shut(parts, { pieces, names, reason: 'other-key', size: 0 });
    const at = new Date(clock.now());
    await saveLog(sql, missionId, { origin, verifierKey, at });
    if (head !== null && size < head.size) return shut(parts, { pieces, names, reason: 'behind', size: head.size });
    if (isRestored) return shut(parts, { pieces, names, reason: 'restored', size: head?.size ?? 0 });
    const publisher = await findEnd(parts, pieces, head);
    if (publisher === null) return shut(parts, { pieces, names, reason: 'altered', size: head?.size ?? 0 });
    const log = new MissionLog<E, R, J>(parts, { publisher, files, names }, size);
    if (parts.build !== null) await stateBuild(sql, missionId, { build: parts.build, at });
    if (publisher.size > 0) await log.publish([]);
    log.startPublishing();
    return log;
  }

  /** @internal A log that takes nothing. */
  static closedLog<E, R, J extends Judged<R>>(
    parts: LogParts<E, J>,
    opened: { publisher: Publisher; files: TileFiles; names: { slug: string; origin: string } },
    closed: { reason: ClosedReason; size: number },
  ): MissionLog<E, R, J> {
    const log = new MissionLog<E, R, J>(parts, opened, 0);
    log.closed = closed;
    return log;
  }

  get state(): LogState {
    const { slug, origin } = this.names;
    const { size, closed } = this;
    return { slug, origin, size, closed: closed?.reason ?? null, signedSize: closed?.size ?? size };
  }

  /** Stores and logs an entry; answers when it is signed. @throws Problem `intake-closed`; as database and signer do. */
  async append(entry: E): Promise<R> {
    this.requireOpen();
    return await this.sequencer.append(entry);
  }

  /** Events may wait in `log_waiting`. */
  wake(): void {
    if (this.closed === null && !this.isEnding) this.sequencer.wake();
  }

  /** The receipt of a leaf for programs, with the leaf and the checkpoint that was published last (C2SP tlog-proof). */
  async prove(index: number): Promise<string> {
    const checkpoint = must(checkpointOf(this.note), 'Prove a leaf: nothing was signed');
    const source = { name: this.names.slug, read: this.files.read };
    const { bytes } = await readLeaf(source, index, checkpoint.size);
    return await proveLeaf(source, { leaf: bytes, index, checkpoint });
  }

  /** Resolves when all that was stored is signed, or cannot be at present. */
  async close(): Promise<void> {
    this.isEnding = true;
    await this.sequencer.idle();
    await this.running;
    if (this.timer !== null) clearTimeout(this.timer);
    this.rejectAll(new Problem('unavailable'));
  }

  private requireOpen(): void {
    if (this.isEnding) throw new Problem('unavailable');
    if (this.closed !== null) throw new Problem('intake-closed', { reason: this.closed.reason });
  }

  private take(first: number, leaves: readonly StoredLeaf[]): void {
    const isNext = !this.isUnread && !this.isLoading && first === this.size + this.pending.length;
    if (isNext) this.pending.push(...leaves);
    else this.isUnread = true;
    this.startPublishing();
  }

  private untilSigned(index: number): Promise<void> {
    if (index < this.size) return Promise.resolve();
    if (this.closed !== null) return Promise.reject(new Problem('intake-closed', { reason: this.closed.reason }));
    return new Promise((resolve, reject) => this.answers.push({ index, resolve, reject }));
  }

  private startPublishing(): void {
    if (this.closed !== null || this.timer !== null) return;
    this.running ??= this.publishAll().finally(() => {
      this.running = null;
      // What was stored while the last of them came to its end.
      if (this.pending.length > 0) this.startPublishing();
    });
  }

  private async publishAll(): Promise<void> {
    try {
      for (let leaves = await this.nextLeaves(); leaves.length > 0; leaves = await this.nextLeaves()) {
        await this.publish(leaves);
      }
      this.waitMs = FIRST_WAIT_MS;
    } catch (error) {
      this.fail(error);
    }
  }

  private async nextLeaves(): Promise<StoredLeaf[]> {
    if (this.pending.length === 0 && this.isUnread) await this.load();
    return this.pending.slice(0, MOST_PUBLISHED);
  }

  private async load(): Promise<void> {
    const { sql, missionId } = this.parts;
    [this.isUnread, this.isLoading] = [false, true];
    try {
      this.pending = await loadLeaves(sql, missionId, { first: this.size, most: MOST_PUBLISHED });
      this.isUnread ||= this.pending.length === MOST_PUBLISHED;
    } finally {
      this.isLoading = false;
    }
  }

  private async publish(leaves: readonly StoredLeaf[]): Promise<void> {
    this.note = await this.publisher.publish(leaves);
    this.pending.splice(0, leaves.length);
    this.size += leaves.length;
    const { size, note } = this;
    const signed = this.answers.filter(({ index }) => index < size);
    this.answers = this.answers.filter(({ index }) => index >= size);
    for (const { resolve } of signed) resolve();
    const { slug, origin } = this.names;
    const prove = (oldSize: number) => proveConsistencyFromTiles(oldSize, size, this.files.readTile);
    this.parts.published({ origin, missionSlug: slug, size, note, prove });
  }

  /** Nothing was acknowledged; all is tried again a little later, from the rows. */
  private fail(error: unknown): void {
    [this.pending, this.isUnread] = [[], true];
    this.parts.log.error({ origin: this.names.origin, error: (error as Error).message }, 'publishing failed');
    if (error instanceof SignerRefusal) {
      this.closed = { reason: error.reason === 'fork' ? 'altered' : 'behind', size: error.size };
      this.rejectAll(new Problem('intake-closed', { reason: this.closed.reason }));
      return;
    }
    this.rejectAll(problemOfPublishing(error));
    if (this.isEnding) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.startPublishing();
    }, this.waitMs);
    this.timer.unref();
    this.waitMs = Math.min(this.waitMs * 2, LONGEST_WAIT_MS);
  }

  private rejectAll(reason: unknown): void {
    for (const { reject } of this.answers.splice(0)) reject(reason);
  }
}

/** Without a signer, or a disk that takes files, nothing can be taken for the moment; all else is a bug and stays what it is. */
function problemOfPublishing(error: unknown): unknown {
  if (error instanceof SignerAway) return new Problem('unavailable');
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? new Problem('out-of-space') : error;
}

function shut<E, R, J extends Judged<R>>(
  parts: LogParts<E, J>,
  closing: { pieces: PublisherParts; names: { slug: string; origin: string }; reason: ClosedReason; size: number },
): MissionLog<E, R, J> {
  const { pieces, names, reason, size } = closing;
  const opened = { publisher: Publisher.empty(pieces), files: pieces.files, names };
  return MissionLog.closedLog<E, R, J>(parts, opened, { reason, size });
}
