import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { openDatabase } from '../../../src/platform/db/connect.ts';

/** Has `work` done with a database of its own, which is gone afterwards. */
export async function withBenchDatabase(work: (sql: Sql, dataFolder: string) => Promise<void>): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'scrutineer-bench-'));
  const database = await openDatabase({
    dataFolder,
    databaseUrl: null,
    purpose: 'bench',
    sharing: 'alone',
    say: () => {},
  });
  try {
    await work(database.sql, dataFolder);
  } finally {
    await database.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
