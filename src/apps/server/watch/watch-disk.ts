import type { BlobStore } from '../../../platform/files/blobs/blob-store.ts';
import type { FreeBytes } from '../../../platform/files/blobs/disk-room.ts';
import { lookAtDisk } from './readiness.ts';

/** What is needed to tell of a disk that fills. */
export interface DiskWatch {
  readonly blobs: Pick<BlobStore, 'roomFor'>;
  readonly freeBytes: FreeBytes;
  readonly dataFolder: string;
  readonly say: (line: string) => void;
}

const LOOK_EVERY_MS = 10_000;
/** A disk at its limit is free and full by turns: it is over when it was free at so many looks, a minute. */
const CALM_LOOKS = 6;

const WORSE = ['free', 'low', 'full'] as const;

/** Tells of a disk that fills while the server serves: once when it begins, once when it gets worse, once when it is over. */
export function watchDisk(watch: DiskWatch): { close(): void } {
  const teller = diskTellerOf(watch);
  const look = () => void teller.look().then((line) => line !== null && watch.say(line));
  look();
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return { close: () => clearInterval(timer) };
}

/** Looks how the disk stands. @returns what to say of it; null: nothing that was not said. */
export function diskTellerOf({ blobs, freeBytes, dataFolder }: Omit<DiskWatch, 'say'>): {
  look(): Promise<string | null>;
} {
  let [told, calm] = [0, 0];
  const place = async () => `${Math.floor((await freeBytes()) / 1e6)} MB are free at ${dataFolder}`;
  return {
    look: async () => {
      const found = await lookAtDisk(blobs);
      if (found === 'unknown') return null;
      const grade = WORSE.indexOf(found);
      calm = grade === 0 ? calm + 1 : 0;
      if (grade > told) {
        told = grade;
        return `ALARM: ${wordsOf(grade)}: ${await place()}. Telephones keep what is refused, and send it again. Make room.`;
      }
      if (told === 0 || calm < CALM_LOOKS) return null;
      told = 0;
      return `The disk has room again: ${await place()}. Reports and photos are taken.`;
    },
  };
}

function wordsOf(grade: number): string {
  return grade === 1 ? 'the disk is nearly full, and photos are refused' : 'the disk is full, and reports are refused';
}
