import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReadTile } from '../../ledger/tile/prove-from-tiles.ts';
import { formatTilePath, TILE_WIDTH, type Tile } from '../../ledger/tile/tile.ts';
import { SharedSync } from '../files/shared-sync.ts';

/** A file of a log: its path below the folder of the log, and its bytes. */
export interface LogFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The public files of one log. */
export interface TileFiles {
  /** Writes files so that each is there whole or not at all; they are on disk when this is done. */
  write(files: readonly LogFile[]): Promise<void>;
  /** Replaces a file whose loss does no harm, because it can be had again: whole or not at all, on disk sooner or later. */
  replace(file: LogFile): Promise<void>;
  /** Bytes of a file, or null. */
  read(path: string): Promise<Uint8Array | null>;
  /** Bytes of a tile, or of the full one that took its place. @throws Error where neither is there. */
  readonly readTile: ReadTile;
  /** Takes away the partial files of a tile that is full. */
  dropPartials(tile: Tile): Promise<void>;
}

/** The files of the log in `folder`, which is made when something is written. */
export function createTileFiles(folder: string): TileFiles {
  const [known, folders] = [new Set<string>(), new SharedSync({ holdsOpen: false })];
  const make = (path: string) => makeFolder(path, { known, folders });
  const write = async (files: readonly LogFile[]) => {
    const written = new Set(files.map(({ path }) => dirname(join(folder, path))));
    for (const each of written) await make(each);
    await Promise.all(files.map(({ path, bytes }) => writeFile(join(folder, path), bytes, { isSynced: true })));
    await Promise.all([...written].map((each) => folders.sync(each)));
  };
  const replace = async ({ path, bytes }: LogFile) => {
    await make(dirname(join(folder, path)));
    await writeFile(join(folder, path), bytes, { isSynced: false });
  };
  const read = (path: string) => readWhole(join(folder, path));
  const readTile: ReadTile = async (tile) => {
    const bytes = (await read(formatTilePath(tile))) ?? (await read(formatTilePath({ ...tile, width: TILE_WIDTH })));
    if (bytes === null) throw new Error(`Read ${formatTilePath(tile)}: there is no such file`);
    return bytes;
  };
  const dropPartials = async (tile: Tile) => {
    const place = join(folder, `${formatTilePath({ ...tile, width: TILE_WIDTH })}.p`);
    known.delete(place);
    await rm(place, { recursive: true, force: true });
  };
  return { write, replace, read, readTile, dropPartials };
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
async function makeFolder(
  folder: string,
  { known, folders }: { readonly known: Set<string>; readonly folders: SharedSync },
): Promise<void> {
  if (known.has(folder)) return;
  const first = await mkdir(folder, { recursive: true });
  known.add(folder);
  if (first === undefined) return;
  for (let at = folder; at.length >= first.length; at = dirname(at)) await folders.sync(dirname(at));
}

async function writeFile(path: string, bytes: Uint8Array, { isSynced }: { isSynced: boolean }): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  const file = await open(draft, 'wx', 0o644);
  try {
    await file.writeFile(bytes);
    if (isSynced) await file.datasync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
