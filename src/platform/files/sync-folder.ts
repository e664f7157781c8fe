import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Flushes the names in a folder; Windows has no such thing, and keeps names by itself. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
