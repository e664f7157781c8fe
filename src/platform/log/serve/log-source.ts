import type { ReadTile } from '../../../ledger/tile/prove-from-tiles.ts';
import { formatTilePath, TILE_WIDTH } from '../../../ledger/tile/tile.ts';
import { createTileFiles } from '../publish/tile-files.ts';

/** The public files of a log, wherever they lie. */
export interface LogSource {
  /** Folder or address, as it was given. */
  readonly name: string;
  /** Bytes of a file, such as `checkpoint` or `tile/0/000`; null where there is none. @throws LogUnreadable */
  read(path: string): Promise<Uint8Array | null>;
}

/** A file of a log could not be read, or is larger than any that a log has. */
export class LogUnreadable extends Error {
  override readonly name = 'LogUnreadable';
}

/** 256 entries of 65,535 bytes with their lengths: no file of a log is larger. */
const LARGEST_FILE = 256 * 65_537;

/** A log in a folder, or behind an address that begins with `http://` or `https://`. */
export function openLogSource(place: string): LogSource {
  return /^https?:\/\//.test(place) ? addressSource(place) : folderSource(place);
}

/** The log in a folder. */
export function folderSource(folder: string): LogSource {
  const files = createTileFiles(folder);
  return { name: folder, read: (path) => files.read(path) };
}

function addressSource(address: string): LogSource {
  const base = address.endsWith('/') ? address : `${address}/`;
  return { name: address, read: (path) => fetchFile(new URL(path, base)) };
}

async function fetchFile(url: URL): Promise<Uint8Array | null> {
  const reply = await fetch(url, { signal: AbortSignal.timeout(30_000) }).catch((error: unknown) => {
    throw new LogUnreadable(`${url.href}: ${causeOf(error)}`);
  });
  if (reply.status === 404 || reply.status === 410) return null;
  if (!reply.ok) throw new LogUnreadable(`${url.href}: answered ${reply.status}`);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of reply.body ?? []) {
    length += part.length;
    if (length > LARGEST_FILE) throw new LogUnreadable(`${url.href}: more than ${LARGEST_FILE} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function causeOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? message;
}

/**
 * Reads tiles of a log; of a partial one that was taken away the full one, as C2SP tlog-tiles has it.
 *
 * Each read throws LogUnreadable where neither is there.
 */
export function tileReader(source: LogSource): ReadTile {
  return async (tile) => {
    const full = { ...tile, width: TILE_WIDTH };
    const bytes =
      (await source.read(formatTilePath(tile))) ??
      (tile.width === TILE_WIDTH ? null : await source.read(formatTilePath(full)));
    if (bytes === null) throw new LogUnreadable(`${formatTilePath(tile)}: there is no such file`);
    return bytes;
  };
}
