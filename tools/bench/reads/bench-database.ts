import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { openDatabase } from '../../../src/platform/db/connect.ts';

/** What is measured on. */
export interface BenchDatabase {
  readonly dataFolder: string;
  /** Has the planner learn what is in the tables, as the database does by itself a minute later. */
  readonly analyze: () => Promise<void>;
}

/** Has `work` done with a database of its own, which is gone afterwards. */
export async function withBenchDatabase(work: (sql: Sql, database: BenchDatabase) => Promise<void>): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'scrutineer-bench-'));
  const database = await openDatabase({
    dataFolder,
    databaseUrl: null,
    purpose: 'bench',
    sharing: 'alone',
    say: () => {},
  });
  try {
    const analyze = async () => {
      const owner = database.owner();
      await owner.unsafe('vacuum analyze');
      await owner.end();
    };
    await work(database.sql, { dataFolder, analyze });
  } finally {
    await database.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
