import { formatBase64, parseBase64 } from '../../kernel/bytes/base64.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Hash } from '../merkle/tree-hash.ts';
import { parseDecimal, parseHashLine } from '../note/checkpoint.ts';
import { type NoteFault, refuseLine, refuseText } from '../note/note-fault.ts';

/**
 * A receipt that stands on its own (C2SP tlog-proof, `.tlog-proof`): that the log has a leaf at a place, by a checkpoint
 * that the log and its witnesses signed.
 */
export interface LogProof {
  readonly index: number;
  /** The sibling of the leaf first. */
  readonly proof: readonly Hash[];
  /** The signed checkpoint as it stands. */
  readonly checkpoint: string;
  /** What the application added, which nothing vouches for; null where there is nothing. */
  readonly extra: Uint8Array | null;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** The proof of a tree of 2^53 leaves has 53. */
const MOST_HASHES = 63;

/** The receipt as text. */
export function formatLogProof({ index, proof, checkpoint, extra }: LogProof): string {
  const lines = [FIRST_LINE, ...(extra === null ? [] : [`extra ${formatBase64(extra)}`]), `index ${index}`];
  return `${[...lines, ...proof.map(formatBase64)].join('\n')}\n\n${checkpoint}`;
}

/** Reads a receipt, strictly as C2SP tlog-proof says; its checkpoint is not looked into. */
export function parseLogProof(source: string): Result<LogProof, NoteFault> {
  const split = source.indexOf('\n\n');
  if (split < 0) return refuseText('expected an empty line before the checkpoint, found none');
  const [first, ...lines] = source.slice(0, split).split('\n');
  if (first !== FIRST_LINE) return refuseLine(1, FIRST_LINE, first);
  const extraLine = lines[0]?.startsWith('extra ') === true ? lines.shift() : undefined;
  const extra = extraLine === undefined ? null : parseBase64(extraLine.slice('extra '.length));
  if (extraLine !== undefined && extra === null) return refuseLine(2, 'extra and base64', extraLine);
  const indexLine = lines.shift();
  const start = extraLine === undefined ? 2 : 3;
  const index = indexLine?.startsWith('index ') === true ? parseDecimal(indexLine.slice('index '.length)) : null;
  if (index === null) return refuseLine(start, 'index and a number from 0 to 2^53 − 1', indexLine);
  if (lines.length > MOST_HASHES) return refuseText(`expected at most ${MOST_HASHES} hashes, found ${lines.length}`);
  const proof = parseHashes(lines, start + 1);
  return proof.ok ? ok({ index, proof: proof.value, checkpoint: source.slice(split + 2), extra }) : proof;
}

function parseHashes(lines: readonly string[], firstLine: number): Result<Hash[], NoteFault> {
  const hashes: Hash[] = [];
  for (const [at, line] of lines.entries()) {
    const hash = parseHashLine(line);
    if (hash === null) return refuseLine(firstLine + at, 'a hash of 32 bytes in base64', line);
    hashes.push(hash);
  }
  return ok(hashes);
}
