import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceSynced } from '../log/signer/write-synced.ts';

/** How it stands with the backups of a data folder. */
export interface BackupRecord {
  /** The last one that was whole; null: there was none. */
  readonly good: GoodBackup | null;
  /** The last attempt, where it came after that and failed. */
  readonly failure: { readonly at: Date; readonly reason: string } | null;
}

/** A backup that is whole. */
export interface GoodBackup {
  /** When it was done, and the moment of the data folder that it holds. */
  readonly at: Date;
  readonly snapshotAt: Date;
  /** The folder of all backups. */
  readonly folder: string;
  readonly id: string;
  readonly manifestSha256: string;
  /** Files that reports name and the data folder did not hold, or not as they were; not given: none. */
  readonly missing?: MissingFiles;
  /** Objects of earlier backups that were damaged in the folder, and were written anew; not given: none. */
  readonly mended?: MendedObjects;
}

/** What was damaged where backups lie: whoever keeps that disk had better look at it. */
export interface MendedObjects {
  readonly count: number;
  /** Their names and what was wrong; the first hundred. */
  readonly what: readonly string[];
}

/** Files that reports name and that are lost. */
export interface MissingFiles {
  readonly count: number;
  /** Their hashes, in hexadecimal; the first hundred. */
  readonly sha256: readonly string[];
}

/**
 * What is wrong with the backups: `none`, there is no backup; `failed`, the last attempt failed; `late`, the last good one is
 * older than it should be.
 */
export type BackupFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly at: Date; readonly reason: string }
  | { readonly kind: 'late'; readonly at: Date };

/** Where a data folder keeps what concerns its backups. */
export function backupMemory(dataFolder: string): string {
  return join(dataFolder, 'backup');
}

/** How it stands with the backups of a data folder, as the backup command noted it there. */
export function lastBackup(dataFolder: string): BackupRecord {
  const path = pathIn(dataFolder);
  if (!existsSync(path)) return { good: null, failure: null };
  const { good, failure } = JSON.parse(readFileSync(path, 'utf8')) as Stored;
  return {
    good: good === null ? null : { ...good, at: new Date(good.at), snapshotAt: new Date(good.snapshotAt) },
    failure: failure === null ? null : { ...failure, at: new Date(failure.at) },
  };
}

/** Notes that a backup is whole. */
export function noteGoodBackup(dataFolder: string, good: GoodBackup): void {
  store(dataFolder, { good, failure: null });
}

/** Notes that an attempt failed. */
export function noteFailedBackup(dataFolder: string, failure: { readonly at: Date; readonly reason: string }): void {
  store(dataFolder, { good: lastBackup(dataFolder).good, failure });
}

/**
 * What is wrong with the backups; null: nothing.
 *
 * @param everyMs how often there should be one: ten minutes later one is missed.
 */
export function findBackupFault(
  { good, failure }: BackupRecord,
  { now, everyMs }: { readonly now: Date; readonly everyMs: number },
): BackupFault | null {
  if (failure !== null) return { kind: 'failed', ...failure };
  if (good === null) return { kind: 'none' };
  return now.getTime() - good.snapshotAt.getTime() > everyMs + GRACE_MS ? { kind: 'late', at: good.snapshotAt } : null;
}

/** A backup takes its time. */
const GRACE_MS = 600_000;

interface Stored {
  readonly good: (Omit<GoodBackup, 'at' | 'snapshotAt'> & { readonly at: string; readonly snapshotAt: string }) | null;
  readonly failure: { readonly at: string; readonly reason: string } | null;
}

function store(dataFolder: string, record: BackupRecord): void {
  mkdirSync(backupMemory(dataFolder), { recursive: true, mode: 0o700 });
  replaceSynced(pathIn(dataFolder), `${JSON.stringify(record, null, 2)}\n`);
}

function pathIn(dataFolder: string): string {
  return join(backupMemory(dataFolder), 'last.json');
}
