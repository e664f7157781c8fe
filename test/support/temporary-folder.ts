import { chmodSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh folder that another user may pass through, as root's PostgreSQL must. Whoever asks for it removes it. */
export function temporaryFolder(purpose: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `scrutineer-${purpose}-`)));
  chmodSync(folder, 0o711);
  return folder;
}
