import { PassThrough } from 'node:stream';
import { Problem } from '../../../../../../platform/http/problem.ts';
import type { ArrivedFile } from '../../../arrival.ts';
import type { FileKeeper } from '../ground.ts';
import type { PartHead } from '../multipart/part-head.ts';
import type { PartSink } from '../multipart/split-parts.ts';
import { ACCEPTED_BYTES } from '../openrosa-reply.ts';
import type { WorkTicket } from './work-budget.ts';

/** The part that holds the record (OpenRosa, form submission). */
const RECORD_PART = 'xml_submission_file';
const MOST_RECORD_BYTES = 16_000_000;
/** Collect ends a request after 101 files. */
const MOST_FILES = 128;
const MOST_PARTS = 256;
const LONGEST_NAME = 255;

/** What a submission carries. */
export interface Submission {
  readonly raw: Buffer;
  readonly files: readonly ArrivedFile[];
}

interface Kept {
  readonly name: string;
  readonly contentType: string;
  readonly stored: Promise<{ sha256: Uint8Array; bytes: number }>;
}

/** Holds the record in memory and hands files on while they arrive; whatever else is there is passed over. */
export class PartCollector implements PartSink {
  /** Why no more is to be read. */
  fault: Problem | null = null;
  private readonly blobs: FileKeeper;
  private readonly ticket: WorkTicket;
  private readonly pieces: Buffer[] = [];
  private readonly kept: Kept[] = [];
  private hasRecord = false;
  private into: 'record' | 'nothing' | PassThrough = 'nothing';
  private parts = 0;
  private bytesRead = 0;
  private recordBytes = 0;

  constructor(blobs: FileKeeper, ticket: WorkTicket) {
    this.blobs = blobs;
    this.ticket = ticket;
  }

  begin(head: PartHead): void {
    this.parts += 1;
    if (this.parts > MOST_PARTS) this.refuse(new Problem('too-large', { limit: MOST_PARTS }));
    if (this.fault !== null) return;
    if (head.name === RECORD_PART) this.beginRecord();
    else if (head.filename !== null) this.beginFile(head);
  }

  bytes(piece: Buffer): void {
    if (this.fault !== null) return;
    this.bytesRead += piece.length;
    if (this.bytesRead > ACCEPTED_BYTES) this.refuse(new Problem('too-large', { limitBytes: ACCEPTED_BYTES }));
    else if (this.into === 'record') this.holdRecord(piece);
    else if (this.into !== 'nothing') this.into.write(piece);
  }

  end(): void {
    if (typeof this.into !== 'string') this.into.end();
    this.into = 'nothing';
  }

  /** What to wait for before more is given; null: nothing. */
  full(): Promise<void> | null {
    const stream = this.into;
    if (typeof stream === 'string' || !stream.writableNeedDrain || stream.destroyed) return null;
    return new Promise((resolve) => {
      const go = () => {
        stream.off('drain', go).off('close', go);
        resolve();
      };
      stream.on('drain', go).on('close', go);
    });
  }

  /** Stops what is being stored; what was stored already is nobody's and is removed later. */
  async abandon(): Promise<void> {
    if (typeof this.into !== 'string') this.into.destroy(new Error('Take a submission: it broke off'));
    this.into = 'nothing';
    await Promise.allSettled(this.kept.map(({ stored }) => stored));
  }

  /** All of it, once all has been given. @throws Problem `no-record`, and what `keep` threw. */
  async submission(): Promise<Submission> {
    const files = await Promise.all(
      this.kept.map(async ({ name, contentType, stored }) => ({ name, contentType, ...(await stored) })),
    );
    const raw = this.pieces.length === 1 ? this.pieces[0] : Buffer.concat(this.pieces);
    if (!this.hasRecord || raw === undefined || raw.length === 0) throw new Problem('no-record');
    return { raw, files };
  }

  private beginRecord(): void {
    if (this.hasRecord) this.refuse(new Problem('malformed'));
    this.hasRecord = true;
    this.into = 'record';
  }

  private holdRecord(piece: Buffer): void {
    this.recordBytes += piece.length;
    if (this.recordBytes > MOST_RECORD_BYTES) this.refuse(new Problem('too-large', { limitBytes: MOST_RECORD_BYTES }));
    else if (!this.ticket.grow(piece.length)) this.refuse(busy());
    else this.pieces.push(piece);
  }

  private beginFile({ name, filename, contentType }: PartHead): void {
    if (this.kept.length >= MOST_FILES) {
      this.refuse(new Problem('too-large', { limit: MOST_FILES }));
      return;
    }
    const stream = new PassThrough();
    // Whoever stores it notices when it breaks off, but may not be listening yet.
    stream.on('error', () => {});
    const stored = this.blobs.keep(stream, { maxBytes: ACCEPTED_BYTES });
    stored.catch((thrown: unknown) => {
      stream.destroy();
      this.fault ??= thrown instanceof Problem ? thrown : null;
    });
    this.kept.push({ name: plainName(filename === null || filename === '' ? name : filename), contentType, stored });
    this.into = stream;
  }

  private refuse(problem: Problem): void {
    this.fault ??= problem;
  }
}

/** Seconds after which a telephone may try again. */
const PATIENCE_SECONDS = 5;

/** More comes in than can be held. */
export function busy(): Problem {
  return new Problem('busy', { seconds: PATIENCE_SECONDS });
}

/** The name as it was given, a text that can be stored. */
function plainName(name: string): string {
  return name
    .slice(0, LONGEST_NAME)
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll('\u0000', '\uFFFD');
}
