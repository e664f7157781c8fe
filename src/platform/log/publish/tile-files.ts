import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReadTile } from '../../../ledger/tile/prove-from-tiles.ts';
import { formatTilePath, TILE_WIDTH, type Tile } from '../../../ledger/tile/tile.ts';
import { syncFolder } from '../../files/sync-folder.ts';

/** A file of a log: its path below the folder of the log, and its bytes. */
export interface LogFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * The public files of one log. Whatever writes blocks its thread, which is to be one of its own: a dozen small steps of the
 * disk cost less than a dozen turns of an event loop.
 */
export interface TileFiles {
  /** Writes files so that each is there whole or not at all; they are on disk when this is done. */
  keep(files: readonly LogFile[]): void;
  /** Writes a file whose loss does no harm, because it can be had again: whole or not at all, on disk sooner or later. */
  put(file: LogFile): void;
  /** Bytes of a file, at once. @throws Error where it is not there. */
  readNow(path: string): Uint8Array;
  /** Bytes of a file, or null. */
  read(path: string): Promise<Uint8Array | null>;
  /** Bytes of a tile, or of the full one that took its place. @throws Error where neither is there. */
  readonly readTile: ReadTile;
  /** Takes away the partial files of a tile that is full. */
  dropPartials(tile: Tile): void;
}

/** The files of the log in `folder`, which is made when something is written. */
export function createTileFiles(folder: string): TileFiles {
  const known = new Set<string>();
  const placeOf = (path: string) => {
    const place = join(folder, path);
    makeFolder(dirname(place), known);
    return place;
  };
  const keep = (files: readonly LogFile[]) => {
    const places = files.map(({ path, bytes }) => {
      const place = placeOf(path);
      writeWhole(place, bytes, { isSynced: true });
      return place;
    });
    for (const each of new Set(places.map(dirname))) syncFolder(each);
  };
  const put = ({ path, bytes }: LogFile) => writeWhole(placeOf(path), bytes, { isSynced: false });
  const read = (path: string) => readWhole(join(folder, path));
  const readTile: ReadTile = async (tile) => {
    const bytes = (await read(formatTilePath(tile))) ?? (await read(formatTilePath({ ...tile, width: TILE_WIDTH })));
    if (bytes === null) throw new Error(`Read ${formatTilePath(tile)}: there is no such file`);
    return bytes;
  };
  const dropPartials = (tile: Tile) => {
    const place = join(folder, `${formatTilePath({ ...tile, width: TILE_WIDTH })}.p`);
    known.delete(place);
    rmSync(place, { recursive: true, force: true });
  };
  return { keep, put, read, readNow: (path) => readFileSync(join(folder, path)), readTile, dropPartials };
}

async function readWhole(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A new folder is an entry of the one above, which has to be on disk as well. */
function makeFolder(folder: string, known: Set<string>): void {
  if (known.has(folder)) return;
  const first = mkdirSync(folder, { recursive: true });
  known.add(folder);
  if (first === undefined) return;
  for (let at = folder; at.length >= first.length; at = dirname(at)) syncFolder(dirname(at));
}

function writeWhole(path: string, bytes: Uint8Array, { isSynced }: { isSynced: boolean }): void {
  const draft = `${path}.${randomUUID()}.tmp`;
  const file = openSync(draft, 'wx', 0o644);
  try {
    writeFileSync(file, bytes);
    if (isSynced) fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}
