import { BlobFolder } from './blob-folder.ts';
import type { BlobHash, BlobStore } from './blob-store.ts';
import { createDiskRoom, type DiskReserves, type FreeBytes, freeBytesOf } from './disk-room.ts';

/** How a store of files is kept. */
export interface BlobSettings {
  /** What stays free on the disk; photos never take the last place of a text. */
  readonly reserves?: DiskReserves;
  /** Told of a content that is not what was stored. */
  readonly altered?: (sha256: BlobHash) => void;
  /** Where it is told otherwise than by the disk. */
  readonly freeBytes?: FreeBytes;
}

/** A laptop goes on with little; what is more than a few photos and hours of texts is of no use as a reserve. */
const RESERVES: DiskReserves = { fileBytes: 512_000_000, textBytes: 128_000_000 };

/** Opens the files in `folder`; what was half written when a program ended is removed. One process at a time writes there. */
export async function createBlobStore(folder: string, settings: BlobSettings = {}): Promise<BlobStore> {
  const { reserves = RESERVES, altered = () => {}, freeBytes = freeBytesOf(folder) } = settings;
  const room = createDiskRoom(reserves, freeBytes);
  return await BlobFolder.open(folder, { room, altered });
}
