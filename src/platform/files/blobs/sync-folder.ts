import { open } from 'node:fs/promises';

/** Writes the names in a folder to disk. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and writes their names by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
