import type { Readable } from 'node:stream';
import type { RoomKind } from './disk-room.ts';

/** SHA-256 of a content, which is its name here. */
export type BlobHash = Uint8Array;

/** A content that is stored. */
export interface StoredBlob {
  readonly sha256: BlobHash;
  readonly bytes: number;
}

/** A content as it lies on the disk. */
export interface ListedBlob extends StoredBlob {
  /** When it was stored, or last stored again. */
  readonly keptAt: Date;
}

/** `altered`: what lies there is not what was stored; it was set aside and is not served any more. */
export type BlobState = 'whole' | 'missing' | 'altered';

/** Files by the hash of their content, byte for byte as they came; each content is stored once. */
export interface BlobStore {
  /**
   * Stores what `source` gives; it is on the disk when this resolves. Of what breaks off or is too large nothing stays.
   *
   * @throws Problem `too-large` with `limitBytes`, `broken-off`, `out-of-space`.
   */
  keep(source: AsyncIterable<Uint8Array>, limits: { readonly maxBytes: number }): Promise<StoredBlob>;
  /** The content, looked through before its first byte is given; null: it is not here, or altered. */
  open(sha256: BlobHash): Promise<Readable | null>;
  /** Whether it is here, by its size; its bytes are not looked at. */
  find(sha256: BlobHash): Promise<{ readonly bytes: number } | null>;
  /**
   * Stores a file of the same file system, which is flushed already and whose hash its owner has computed. What is there is
   * the same file under a second name: its owner takes the first one away and writes no more to it.
   */
  adopt(path: string, sha256: BlobHash): Promise<StoredBlob>;
  /** Removes it; nothing happens where it is not here. */
  remove(sha256: BlobHash): Promise<void>;
  /** All that is here, in the order of the hashes; what comes meanwhile may be left out. */
  list(): AsyncIterable<ListedBlob>;
  /** Reads it whole and compares. */
  verify(sha256: BlobHash): Promise<BlobState>;
  /**
   * Removes what was last stored before `before` and is named by nobody. `findNamed` is asked with many hashes at once and
   * answers with those that are named.
   *
   * @returns how many were removed.
   */
  prune(before: Date, findNamed: (hashes: readonly BlobHash[]) => Promise<readonly BlobHash[]>): Promise<number>;
  /** The same among these contents alone. */
  pruneAmong(
    hashes: readonly BlobHash[],
    before: Date,
    findNamed: (hashes: readonly BlobHash[]) => Promise<readonly BlobHash[]>,
  ): Promise<number>;
  /** Whether the disk has room for more of a kind, so that texts go on when files have to wait. */
  roomFor(kind: RoomKind): Promise<boolean>;
  /** Ends what holds folders open. */
  close(): Promise<void>;
}
