import { Inflate } from 'fflate';
import { WORKBOOK_LIMITS } from './limits.ts';
import { WorkbookStop, workbookFault } from './workbook-fault.ts';

/** The parts of a zip archive by their names; nothing is unpacked before it is asked for. */
export interface Archive {
  has(name: string): boolean;
  /**
   * Unpacks a part and hands it over piece by piece until one is refused; limits count what has been unpacked so far, over
   * all parts but those that were refused.
   *
   * @returns whether all pieces were taken.
   * @throws WorkbookStop where the part is missing or broken, or a limit is passed.
   */
  unpack(name: string, take: TakePiece): boolean;
}

/** Takes a piece of a part; false: no more of it is wanted. */
type TakePiece = (piece: Uint8Array) => boolean;

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly crc: number;
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const PIECE = 4096;

/**
 * Opens a zip archive (APPNOTE 6.3): stored and deflated parts, without encryption and without the 64-bit extension.
 *
 * @throws WorkbookStop where it is none.
 */
export function openArchive(bytes: Uint8Array): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(view);
  let unpacked = 0;
  return {
    has: (name) => entries.has(name.toLowerCase()),
    unpack(name, take) {
      const entry = entries.get(name.toLowerCase());
      if (entry === undefined) throw broken(name);
      const before = unpacked;
      let crc = 0xffffffff;
      const isWhole = unpackEntry(view, { entry, name }, (piece) => {
        unpacked += piece.length;
        if (unpacked > WORKBOOK_LIMITS.unpacked) throw tooLarge(WORKBOOK_LIMITS.unpacked);
        crc = addToCrc(crc, piece);
        return take(piece);
      });
      if (!isWhole) unpacked = before;
      else if ((crc ^ 0xffffffff) >>> 0 !== entry.crc) throw broken(name);
      return isWhole;
    },
  };
}

/** The refusal of what is larger than `limit` bytes. */
export function tooLarge(limit: number): WorkbookStop {
  return new WorkbookStop([workbookFault('workbook-too-large', { megabytes: Math.round(limit / 1_000_000) })]);
}

function broken(part: string): WorkbookStop {
  return new WorkbookStop([workbookFault('workbook-broken', { part })]);
}

function readDirectory(view: DataView): Map<string, Entry> {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > WORKBOOK_LIMITS.parts) {
    throw new WorkbookStop([workbookFault('workbook-too-many-parts', { limit: WORKBOOK_LIMITS.parts })]);
  }
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let number = 0; number < count; number++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw broken('zip');
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw broken('zip');
    const name = nameAt(view, at + 46, nameLength);
    if ((view.getUint16(at + 8, true) & 1) === 1) throw new WorkbookStop([workbookFault('workbook-encrypted')]);
    if (entries.has(name)) throw broken(name);
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
}

function findEnd(view: DataView): number {
  const least = Math.max(0, view.byteLength - END_LENGTH - 65_535);
  for (let at = view.byteLength - END_LENGTH; at >= least; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw broken('zip');
}

/** Names of parts are compared without regard to case (ECMA-376 part 2, 6.2.2.3); they are ASCII. */
function nameAt(view: DataView, at: number, length: number): string {
  let name = '';
  for (let index = at; index < at + length; index++) name += String.fromCharCode(view.getUint8(index));
  return name.replaceAll('\\', '/').toLowerCase();
}

function unpackEntry(view: DataView, part: { entry: Entry; name: string }, take: TakePiece): boolean {
  const { entry, name } = part;
  if (entry.offset + 30 > view.byteLength || view.getUint32(entry.offset, true) !== LOCAL) throw broken(name);
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (start + entry.packed > view.byteLength) throw broken(name);
  const packed = new Uint8Array(view.buffer, view.byteOffset + start, entry.packed);
  if (entry.method === 0) return inPieces(packed, take);
  if (entry.method === 8) return inflatePart(packed, name, take);
  throw broken(name);
}

function inflatePart(packed: Uint8Array, name: string, take: TakePiece): boolean {
  let isTaken = true;
  const inflate = new Inflate((piece) => {
    isTaken &&= take(piece);
  });
  try {
    return inPieces(packed, (piece, isLast) => {
      inflate.push(piece, isLast);
      return isTaken;
    });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) throw broken(name);
    throw thrown;
  }
}

function inPieces(bytes: Uint8Array, take: (piece: Uint8Array, isLast: boolean) => boolean): boolean {
  for (let at = 0; at < bytes.length; at += PIECE) {
    if (!take(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length)) return false;
  }
  return true;
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function addToCrc(crc: number, bytes: Uint8Array): number {
  let sum = crc;
  for (let at = 0; at < bytes.length; at++) sum = (CRC[(sum ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (sum >>> 8);
  return sum;
}
