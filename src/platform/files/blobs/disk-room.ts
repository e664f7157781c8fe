import { statfs } from 'node:fs/promises';

/** `file`: photos and other files; `text`: reports themselves. */
export type RoomKind = 'file' | 'text';

/** What stays free, in bytes: files are refused where less than `fileBytes` is free, texts where less than `textBytes` is. */
export interface DiskReserves {
  readonly fileBytes: number;
  readonly textBytes: number;
}

/** How many bytes are free where `folder` lies. */
export type FreeBytes = (folder: string) => Promise<number>;

/** So long an answer of the disk is believed: as much as comes within it is less than any reserve. */
const BELIEVED_MS = 200;

/** Tells whether there is room for more of a kind in `folder`; many who ask at once share one look at the disk. */
export function createDiskRoom(
  folder: string,
  given: { readonly reserves: DiskReserves; readonly freeBytes: FreeBytes | undefined },
): (kind: RoomKind) => Promise<boolean> {
  const { reserves, freeBytes = freeOnDisk } = given;
  let seen: { readonly at: number; readonly free: Promise<number> } | null = null;
  return async (kind) => {
    const at = performance.now();
    if (seen === null || at - seen.at > BELIEVED_MS) seen = { at, free: freeBytes(folder) };
    const free = await seen.free;
    return free >= (kind === 'file' ? reserves.fileBytes : reserves.textBytes);
  };
}

async function freeOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
