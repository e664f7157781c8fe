import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Problem } from '../../../../../../platform/http/problem.ts';
import type { Asked } from '../asked.ts';
import type { FileKeeper } from '../ground.ts';
import { boundaryOf } from '../multipart/part-head.ts';
import { PartSplitter, type SplitFault } from '../multipart/split-parts.ts';
import { ACCEPTED_BYTES } from '../openrosa-reply.ts';
import { PartCollector, type Submission } from './collect-parts.ts';
import type { WorkTicket } from './work-budget.ts';

/** Clients count their files, and not what stands between them. */
const MOST_BODY_BYTES = ACCEPTED_BYTES + 1_000_000;

/**
 * Reads a submission while it arrives; its limits are looked at before anything is read.
 *
 * @throws Problem `malformed`, `broken-off`, `no-record`, `too-large`, `busy`, and what storing files throws.
 */
export async function receiveParts(
  asked: Asked,
  { blobs, ticket }: { readonly blobs: FileKeeper; readonly ticket: WorkTicket },
): Promise<Submission> {
  if (Number(asked.header('content-length') ?? 0) > MOST_BODY_BYTES) {
    throw new Problem('too-large', { limitBytes: ACCEPTED_BYTES });
  }
  const boundary = boundaryOf(asked.header('content-type') ?? '');
  if (boundary === null) throw new Problem('malformed');
  const collector = new PartCollector(blobs, ticket);
  const splitter = new PartSplitter(boundary, collector);
  const fault = await pump(sourceOf(asked), {
    take: (piece) => problemOf(splitter.write(piece)) ?? collector.fault,
    full: () => collector.full(),
  });
  const problem = fault ?? problemOf(splitter.end());
  if (problem === null) return collector.submission();
  await collector.abandon();
  throw problem;
}

function problemOf(fault: SplitFault | null): Problem | null {
  return fault === null ? null : new Problem(fault);
}

function sourceOf({ incoming, request }: Asked): Readable {
  if (incoming !== null) return incoming;
  return request.body === null ? Readable.from([]) : Readable.fromWeb(request.body as ReadableStream);
}

interface Taker {
  /** @returns why no more is to be read, or null. */
  readonly take: (piece: Buffer) => Problem | null;
  /** What to wait for before the next piece. */
  readonly full: () => Promise<void> | null;
}

/** Reads `source` to its end, or until there is a problem; a connection that breaks is `broken-off`. */
function pump(source: Readable, { take, full }: Taker): Promise<Problem | null> {
  if (source.destroyed) return Promise.resolve(new Problem('broken-off'));
  return new Promise((resolve) => {
    let bytes = 0;
    const finish = (problem: Problem | null) => {
      source.off('data', onData).off('end', onEnd).off('close', onClose);
      source.pause();
      resolve(problem);
    };
    const onData = (piece: Buffer | Uint8Array) => {
      bytes += piece.length;
      const tooMany = bytes > MOST_BODY_BYTES ? new Problem('too-large', { limitBytes: ACCEPTED_BYTES }) : null;
      const problem = tooMany ?? take(Buffer.isBuffer(piece) ? piece : Buffer.from(piece));
      if (problem !== null) return finish(problem);
      const waiting = full();
      if (waiting === null) return;
      source.pause();
      waiting.then(() => source.resume());
    };
    const onEnd = () => finish(null);
    const onClose = () => finish(new Problem('broken-off'));
    source.on('data', onData).on('end', onEnd).on('close', onClose);
    source.on('error', onClose);
  });
}
