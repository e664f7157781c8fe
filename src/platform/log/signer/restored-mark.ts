import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { syncFolder } from '../../files/sync-folder.ts';

/**
 * Beside the record of a log that was put back from a backup: what was signed after the backup was taken is not in it, and
 * the signer must not sign a second history. It signs nothing as long as this file is there.
 */
export const RESTORED = 'restored';

/** From which backup a log comes. */
export interface RestoredMark {
  readonly backup: string;
  /** The moment that the backup holds. */
  readonly snapshotAt: string;
  readonly restoredAt: string;
}

const markSchema = z.object({ backup: z.string(), snapshotAt: z.string(), restoredAt: z.string() });

/** Whether the log in a folder of the signer was put back, and nobody has settled yet that it may grow. */
export function isRestored(folder: string): boolean {
  return existsSync(join(folder, RESTORED));
}

/** What the mark of a log says; null: there is none. */
export function readRestoredMark(folder: string): RestoredMark | null {
  return isRestored(folder) ? markSchema.parse(JSON.parse(readFileSync(join(folder, RESTORED), 'utf8'))) : null;
}

/** Lets the log grow again. */
export function removeRestoredMark(folder: string): void {
  rmSync(join(folder, RESTORED), { force: true });
  syncFolder(folder);
}
