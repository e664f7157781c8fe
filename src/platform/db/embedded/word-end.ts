import { statfsSync } from 'node:fs';
import { Refusal } from '../refusal.ts';

/** As PostgreSQL and its tools say it in English. What was an error of one statement (`ERROR`) ended nothing. */
const FULL = /(FATAL|PANIC|error):.*(No space left on device|Disk quota exceeded)/;

/** One file of its write-ahead log: with less it cannot go on, nor always say so, since its log lies on the same disk. */
const LEAST_BYTES = 16_777_216;

const FULL_CODE = '53100';
const ENDED_CODES = ['57P01', '57P02', 'CONNECTION_CLOSED'];

/**
 * `the disk is full; 11 MB are free at /srv/data`, where PostgreSQL could not go on for that; null: the reason is another.
 *
 * @param said what it said last.
 */
export function wordFullDisk(folder: string, said: string): string | null {
  const free = freeBytes(folder);
  return FULL.test(said) || free < LEAST_BYTES ? fullDisk(folder, free) : null;
}

/** Why PostgreSQL has ended without being asked to, and what to do, in one sentence. */
export function wordEnd(home: string, said: string): string {
  const full = wordFullDisk(home, said);
  if (full !== null) {
    return `PostgreSQL has ended: ${full}. ${MAKE_ROOM}`;
  }
  return `PostgreSQL was killed or broke down (its log: ${home}/postgres.log): start again; nothing that was acknowledged is lost.`;
}

/** @returns a refusal that tells how much is free, where the database gave up for want of room; any other error as it is. */
export function refusalWhereFull(folder: string, error: unknown): unknown {
  const { code } = error as { readonly code?: unknown };
  const isEnded = ENDED_CODES.includes(String(code));
  if (code !== FULL_CODE && !(isEnded && freeBytes(folder) < LEAST_BYTES)) return error;
  return new Refusal(`Open the database in ${folder}: ${fullDisk(folder, freeBytes(folder))}. ${MAKE_ROOM}`);
}

/** What to do where the disk is full and nothing was stored yet. */
export const NEEDS_ROOM =
  'A new database takes 60 MB, and what observers send comes on top: make room there, or set SCRUTINEER_DATA to a folder on a larger disk.';

/** What to do where something was. */
export const MAKE_ROOM = 'Make room there, then start again; nothing that was acknowledged is lost.';

function fullDisk(folder: string, free: number): string {
  return `the disk is full; ${Math.floor(free / 1e6)} MB are free at ${folder}`;
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
