/** A file of a zip archive. */
export interface ZipEntry {
  readonly path: string;
  readonly isDeflated: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
}

/** Where the directory of an archive lies. */
export interface ZipDirectory {
  readonly entries: number;
  readonly bytes: number;
  readonly offset: number;
}

/** From this on a number stands in a record of its own (APPNOTE 4.5.3, zip64). */
const MOST_32 = 0xffff_ffff;
const MOST_16 = 0xffff;
const UTF8 = 0x0800;
const DEFLATED = 8;
/** 1 January 1980, the earliest day that zip knows: the same files give the same bytes, whenever. */
const EARLIEST_DAY = 0x0021;
const [VERSION, VERSION_64] = [20, 45];
/** Made on Unix, a plain file that its owner writes and all read. */
const MADE_ON_UNIX = 3 << 8;
const PLAIN_FILE = (0o100644 << 16) >>> 0;

/** Where the CRC stands in what `zipHeader` gives, so that it can be put there once it is known. */
export const CRC_PLACE = 14;

/** What stands before a file (APPNOTE 4.3.7). */
export function zipHeader(entry: ZipEntry): Uint8Array {
  const name = new TextEncoder().encode(entry.path);
  const isLarge = entry.bytes >= MOST_32 || entry.packedBytes >= MOST_32;
  const extra = isLarge ? zip64Extra([entry.bytes, entry.packedBytes]) : new Uint8Array(0);
  const { bytes, view } = record(30 + name.length + extra.length);
  view.setUint32(0, 0x04034b50, true);
  view.setUint16(4, isLarge ? VERSION_64 : VERSION, true);
  common(view, 6, entry);
  view.setUint32(18, isLarge ? MOST_32 : entry.packedBytes, true);
  view.setUint32(22, isLarge ? MOST_32 : entry.bytes, true);
  view.setUint16(26, name.length, true);
  view.setUint16(28, extra.length, true);
  bytes.set(name, 30);
  bytes.set(extra, 30 + name.length);
  return bytes;
}

/** The line of a file in the directory (APPNOTE 4.3.12). */
export function zipListing(entry: ZipEntry, offset: number): Uint8Array {
  const name = new TextEncoder().encode(entry.path);
  const isLarge = entry.bytes >= MOST_32 || entry.packedBytes >= MOST_32;
  const far = offset >= MOST_32 ? [offset] : [];
  const numbers = [...(isLarge ? [entry.bytes, entry.packedBytes] : []), ...far];
  const extra = numbers.length > 0 ? zip64Extra(numbers) : new Uint8Array(0);
  const { bytes, view } = record(46 + name.length + extra.length);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, MADE_ON_UNIX | VERSION_64, true);
  view.setUint16(6, numbers.length > 0 ? VERSION_64 : VERSION, true);
  common(view, 8, entry);
  view.setUint32(20, isLarge ? MOST_32 : entry.packedBytes, true);
  view.setUint32(24, isLarge ? MOST_32 : entry.bytes, true);
  view.setUint16(28, name.length, true);
  view.setUint16(30, extra.length, true);
  view.setUint32(38, PLAIN_FILE, true);
  view.setUint32(42, Math.min(offset, MOST_32), true);
  bytes.set(name, 46);
  bytes.set(extra, 46 + name.length);
  return bytes;
}

/** What stands behind the directory (APPNOTE 4.3.14 to 4.3.16). */
export function zipEnd(directory: ZipDirectory): Uint8Array {
  const { entries, bytes: length, offset } = directory;
  const isLarge = entries >= MOST_16 || length >= MOST_32 || offset >= MOST_32;
  const large = isLarge ? zip64End(directory) : new Uint8Array(0);
  const { bytes, view } = record(large.length + 22);
  bytes.set(large);
  view.setUint32(large.length, 0x06054b50, true);
  view.setUint16(large.length + 8, Math.min(entries, MOST_16), true);
  view.setUint16(large.length + 10, Math.min(entries, MOST_16), true);
  view.setUint32(large.length + 12, Math.min(length, MOST_32), true);
  view.setUint32(large.length + 16, Math.min(offset, MOST_32), true);
  return bytes;
}

function zip64End({ entries, bytes: length, offset }: ZipDirectory): Uint8Array {
  const { bytes, view } = record(56 + 20);
  view.setUint32(0, 0x06064b50, true);
  view.setBigUint64(4, 44n, true);
  view.setUint16(12, MADE_ON_UNIX | VERSION_64, true);
  view.setUint16(14, VERSION_64, true);
  view.setBigUint64(24, BigInt(entries), true);
  view.setBigUint64(32, BigInt(entries), true);
  view.setBigUint64(40, BigInt(length), true);
  view.setBigUint64(48, BigInt(offset), true);
  view.setUint32(56, 0x07064b50, true);
  view.setBigUint64(64, BigInt(offset + length), true);
  view.setUint32(72, 1, true);
  return bytes;
}

function common(view: DataView, at: number, { isDeflated, crc }: ZipEntry): void {
  view.setUint16(at, UTF8, true);
  view.setUint16(at + 2, isDeflated ? DEFLATED : 0, true);
  view.setUint16(at + 6, EARLIEST_DAY, true);
  view.setUint32(at + 8, crc, true);
}

function zip64Extra(numbers: readonly number[]): Uint8Array {
  const { bytes, view } = record(4 + numbers.length * 8);
  view.setUint16(0, 1, true);
  view.setUint16(2, numbers.length * 8, true);
  for (const [at, number] of numbers.entries()) view.setBigUint64(4 + at * 8, BigInt(number), true);
  return bytes;
}

function record(length: number): { readonly bytes: Uint8Array; readonly view: DataView } {
  const bytes = new Uint8Array(length);
  return { bytes, view: new DataView(bytes.buffer) };
}
