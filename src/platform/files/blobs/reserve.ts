import { statfs } from 'node:fs/promises';
import { Problem } from '../../http/problem.ts';

/** What is kept free of the disk. */
export interface ReserveLimits {
  /** Below so many free bytes no file is taken: what is left is for texts. */
  readonly fileBytes: number;
  /** Below so many nothing is taken: what is left is for the database to stop in good order. */
  readonly textBytes: number;
}

/** Watches how much of the disk is left. */
export interface Reserve {
  /** @throws Problem `out-of-space`. */
  require(kind: 'file' | 'text'): Promise<void>;
}

const USUAL: ReserveLimits = { fileBytes: 1_000_000_000, textBytes: 200_000_000 };
/** The disk is asked once for so many requests. */
const ASK_EVERY = 64;

/** Watches the disk that holds `folder`. */
export function createReserve(folder: string, limits: ReserveLimits = USUAL): Reserve {
  let freeBytes = 0;
  let left = 0;
  return {
    require: async (kind) => {
      if (left === 0 || freeBytes < limits.fileBytes) {
        left = ASK_EVERY;
        const { bavail, bsize } = await statfs(folder);
        freeBytes = bavail * bsize;
      }
      left -= 1;
      const wanted = kind === 'file' ? limits.fileBytes : limits.textBytes;
      if (freeBytes < wanted) throw new Problem('out-of-space');
    },
  };
}
