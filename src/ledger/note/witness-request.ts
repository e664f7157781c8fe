import { formatBase64 } from '../../kernel/bytes/base64.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Hash } from '../merkle/tree-hash.ts';
import { parseDecimal, parseHashLine } from './checkpoint.ts';
import { type NoteFault, refuseLine, refuseText } from './note-fault.ts';

/** What a log asks of a witness: to cosign a checkpoint that grew from the one it cosigned last (C2SP tlog-witness). */
export interface WitnessRequest {
  readonly oldSize: number;
  /** That the new tree begins with the old one; none where the old size is 0. */
  readonly proof: readonly Hash[];
  /** The signed checkpoint as it stands, its signatures included. */
  readonly checkpoint: string;
}

const MOST_HASHES = 63;

/** The body of `POST add-checkpoint`. */
export function formatWitnessRequest({ oldSize, proof, checkpoint }: WitnessRequest): string {
  return `old ${oldSize}\n${proof.map((hash) => `${formatBase64(hash)}\n`).join('')}\n${checkpoint}`;
}

/** Reads the body of `POST add-checkpoint`, strictly; its checkpoint is not looked into. */
export function parseWitnessRequest(body: string): Result<WitnessRequest, NoteFault> {
  const split = body.indexOf('\n\n');
  if (split < 0) return refuseText('expected an empty line before the checkpoint, found none');
  const [first = '', ...lines] = body.slice(0, split).split('\n');
  const oldSize = first.startsWith('old ') ? parseDecimal(first.slice(4)) : null;
  if (oldSize === null) return refuseLine(1, 'old and a size from 0 to 2^53 − 1', first);
  if (lines.length > MOST_HASHES) return refuseText(`expected at most ${MOST_HASHES} hashes, found ${lines.length}`);
  const proof: Hash[] = [];
  for (const [at, line] of lines.entries()) {
    const hash = parseHashLine(line);
    if (hash === null) return refuseLine(at + 2, 'a hash of 32 bytes in base64', line);
    proof.push(hash);
  }
  return ok({ oldSize, proof, checkpoint: body.slice(split + 2) });
}
