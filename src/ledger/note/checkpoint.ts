import { formatBase64, parseBase64 } from '../../kernel/bytes/base64.ts';
import { HASH_BYTES } from '../../kernel/bytes/hash.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { TreeHead } from '../merkle/verify.ts';
import { type NoteFault, refuseLine, refuseText } from './note-fault.ts';

/** What a log states of itself at one size (C2SP tlog-checkpoint). */
export interface Checkpoint extends TreeHead {
  /** Which log it is: `<host>/<mission>`. */
  readonly origin: string;
  /** Further lines, none of them empty; logs of ours write none. */
  readonly extensions: readonly string[];
}

/** The checkpoint as the text of a note, which is what is signed. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, size, formatBase64(root), ...extensions].map((line) => `${line}\n`).join('');
}

/** Reads the text of a note as a checkpoint: every line strictly as C2SP tlog-checkpoint says, sizes up to 2^53 − 1. */
export function parseCheckpoint(text: string): Result<Checkpoint, NoteFault> {
  const lines = text.split('\n');
  if (lines.pop() !== '') return refuseText('expected a checkpoint whose last line ends with a line feed');
  const [origin, sizeText, rootText, ...extensions] = lines;
  if (origin === undefined || origin === '') return refuseLine(1, 'the origin of a log', origin);
  const size = parseDecimal(sizeText);
  if (size === null) return refuseLine(2, 'a size from 0 to 2^53 − 1, without leading zeros', sizeText);
  const root = parseHashLine(rootText);
  if (root === null) return refuseLine(3, `a root hash, ${HASH_BYTES} bytes in base64`, rootText);
  const empty = extensions.indexOf('');
  return empty < 0 ? ok({ origin, size, root, extensions }) : refuseLine(4 + empty, 'a line that is not empty', '');
}

/** A whole number as the formats of C2SP write it, ASCII digits without leading zeros; null where it is none or beyond 2^53 − 1. */
export function parseDecimal(text: string | undefined): number | null {
  if (text === undefined || !/^(0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

/** A hash as a line of base64; null where it is anything else. */
export function parseHashLine(text: string | undefined): Uint8Array | null {
  const hash = text === undefined ? null : parseBase64(text);
  return hash?.length === HASH_BYTES ? hash : null;
}
