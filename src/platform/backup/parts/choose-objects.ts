import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceSynced } from '../../log/signer/write-synced.ts';
import type { Chosen, Memory } from './object-shelf.ts';

/** Which objects a backup reads and compares. */
export interface Choice {
  readonly isChosen: Chosen;
  /** Notes how many bytes there were when all were copied: the next backup takes the next share. */
  done(bytes: number): void;
}

/** Every object has its turn once in so many backups, or seldomer where a share would be more bytes than these. */
const SHARES = 14;
const MOST_BYTES = 4e9;

/**
 * Sizes alone do not tell what was altered, and to read everything takes too long for every hour: each backup into a folder
 * reads another share of the objects, which follows from their names.
 *
 * @param isWhole all of them are read.
 */
export function chooseObjects({ folder }: Pick<Memory, 'folder'>, { isWhole }: { readonly isWhole: boolean }): Choice {
  const path = join(folder, 'checks');
  const [, turn = '0', before = '0'] = /^(\d+) (\d+)\n$/.exec(existsSync(path) ? readFileSync(path, 'utf8') : '') ?? [];
  const shares = Math.max(SHARES, Math.ceil(Number(before) / MOST_BYTES));
  return {
    isChosen: (object) => isWhole || shareOf(object, shares) === Number(turn) % shares,
    done: (bytes) => {
      // A server without files has made no list of them there.
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      replaceSynced(path, `${Number(turn) + 1} ${bytes}\n`);
    },
  };
}

/** Names of objects are as good as random. */
function shareOf(object: string, shares: number): number {
  const [, start = '0'] = /^objects\/..\/([0-9a-f]{12})/.exec(object) ?? [];
  return Number.parseInt(start, 16) % shares;
}
