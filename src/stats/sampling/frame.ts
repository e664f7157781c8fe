import { sha256 } from '../../kernel/bytes/hash.ts';
import { formatHex } from '../../kernel/bytes/hex.ts';
import { encodeUtf8 } from '../../kernel/bytes/utf8.ts';
import { compareCodePoints, netstring } from '../netstring.ts';
import type { SamplingFault } from './fault.ts';

/** One unit that can be drawn, such as a polling station. */
export interface FrameUnit {
  readonly id: string;
  /** The group that is sampled by itself; null where there is none. */
  readonly stratum: string | null;
  /** The group whose units are drawn together; null where there is none. */
  readonly cluster: string | null;
  /** What chances are in proportion to, a whole number from 1 to 2^53 − 1, such as voters on the list; null where none is known. */
  readonly size: number | null;
}

/**
 * All units that can be drawn, and the order in which a systematic draw goes through them: that of their ids (by code
 * points, whatever the language), or the order in which they are given, such as along a road.
 */
export interface Frame {
  readonly order: 'id' | 'given';
  readonly units: readonly FrameUnit[];
}

const FORMAT = 'scrutineer frame 1';
const TEXTS = ['id', 'stratum', 'cluster'] as const;
const UNITS_A_PIECE = 4096;

/** The units in the order of the frame. */
export function unitsInOrder({ order, units }: Frame): readonly FrameUnit[] {
  return order === 'given' ? units : units.toSorted((one, other) => compareCodePoints(one.id, other.id));
}

/**
 * SHA-256 of the frame in 64 hexadecimal digits. Hashed is, in UTF-8 and without a byte order mark: the line
 * `scrutineer frame 1`; then a line for each unit in the order of the frame. A line of a unit is four netstrings: its
 * id, stratum, cluster and size in decimal digits; of what is null, the netstring of nothing, `0:,`. Each line ends
 * with one line feed (U+000A), the last one too.
 *
 * @param units in the order of the frame, as `unitsInOrder` gives them.
 * @example hashFrame([{ id: '7', stratum: 'Şəki', cluster: null, size: 812 }])
 * // the hash of 'scrutineer frame 1\n1:7,6:Şəki,0:,3:812,\n'
 */
export function hashFrame(units: readonly FrameUnit[]): string {
  const pieces = [encodeUtf8(`${FORMAT}\n`)];
  for (let at = 0; at < units.length; at += UNITS_A_PIECE) {
    pieces.push(
      encodeUtf8(
        units
          .slice(at, at + UNITS_A_PIECE)
          .map(lineOf)
          .join(''),
      ),
    );
  }
  return formatHex(sha256(...pieces));
}

/** Every fault of the units as they are given, whatever is drawn of them: texts, ids that come twice, sizes. */
export function findFrameFaults(units: readonly FrameUnit[]): SamplingFault[] {
  if (units.length === 0) return [{ kind: 'no units' }];
  const faults: SamplingFault[] = [];
  const firstRows = new Map<string, number>();
  for (const [at, unit] of units.entries()) {
    const { id, size } = unit;
    const row = at + 1;
    for (const field of TEXTS) {
      const found = unit[field];
      if (found !== null && !isWhole(found)) faults.push({ kind: 'bad text', row, field, found });
    }
    if (size !== null && !(Number.isSafeInteger(size) && size > 0))
      faults.push({ kind: 'bad size', id, row, found: size });
    const firstRow = firstRows.get(id);
    if (firstRow === undefined) firstRows.set(id, row);
    else faults.push({ kind: 'id twice', id, firstRow, row });
  }
  return faults;
}

/** Whether a text is one that can be written down and read again: not empty, no half of a surrogate pair alone. */
export function isWhole(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xe000) return !/\p{Surrogate}/u.test(text);
  }
  return text !== '';
}

function lineOf({ id, stratum, cluster, size }: FrameUnit): string {
  return `${netstring(id)}${netstring(stratum ?? '')}${netstring(cluster ?? '')}${netstring(`${size ?? ''}`)}\n`;
}
