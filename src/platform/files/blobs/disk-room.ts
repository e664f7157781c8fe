import { statfs } from 'node:fs/promises';

/** `file`: photos and other files; `text`: reports themselves. */
export type RoomKind = 'file' | 'text';

/** What stays free, in bytes: files are refused where less than `fileBytes` is free, texts where less than `textBytes` is. */
export interface DiskReserves {
  readonly fileBytes: number;
  readonly textBytes: number;
}

/** How many bytes are free on a disk. */
export type FreeBytes = () => Promise<number>;

/** So long an answer of the disk is believed: as much as comes within it is less than any reserve. */
const BELIEVED_MS = 200;

/** Tells whether there is room for more of a kind. */
export function createDiskRoom(reserves: DiskReserves, freeBytes: FreeBytes): (kind: RoomKind) => Promise<boolean> {
  return async (kind) => (await freeBytes()) >= (kind === 'file' ? reserves.fileBytes : reserves.textBytes);
}

/** Asks the disk that `folder` lies on; many who ask at once share one look. */
export function freeBytesOf(folder: string): FreeBytes {
  let seen: { readonly at: number; readonly free: Promise<number> } | null = null;
  return () => {
    const at = performance.now();
    if (seen === null || at - seen.at > BELIEVED_MS) seen = { at, free: askDisk(folder) };
    return seen.free;
  };
}

async function askDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
