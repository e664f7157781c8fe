import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sql } from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { parseIdentities } from '../src/platform/backup/age/backup-keys.ts';
import { loadDatabase } from '../src/platform/backup/database/load-database.ts';
import { logOfRows } from '../src/platform/backup/logs/compare-logs.ts';
import { filesOf, findFaults, type OpenedBackup, openBackup } from '../src/platform/backup/open-backup.ts';
import { readPart } from '../src/platform/backup/parts/read-part.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { emptyTestDatabase } from './support/postgres.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const FIXTURES = fileURLToPath(new URL('./fixtures/', import.meta.url));
const MIGRATIONS = fileURLToPath(new URL('../src/platform/db/migrations/', import.meta.url));
const scratch = temporaryFolder('upgrade');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const releases = readdirSync(FIXTURES, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
test('the first release is among them', () => {
  expect(releases).toContain('first-release');
});

describe.each(releases)('the data of %s', async (name) => {
  const folder = join(FIXTURES, name);
  const identities = parseIdentities(readFileSync(join(folder, 'key.txt'), 'utf8')) ?? [];
  const backup = await openBackup({ folder, identities }, null);
  const last = backup.manifest.migrations.at(-1)?.number ?? 0;
  const [upgraded, failed] = [await emptyTestDatabase(), await emptyTestDatabase()];

  test('are whole', async () => {
    expect(await findFaults(backup)).toEqual([]);
    let files = 0;
    for await (const { part } of filesOf(backup)) {
      for await (const _ of readPart(backup, part, { isCompressed: false }));
      files += 1;
    }
    expect(files).toBe(backup.manifest.files.count);
  });

  test('are put back and brought up to date: every row is there, and the log has its root', async () => {
    const { owner } = upgraded;
    await putBack(owner, backup, last);
    const before = await countRows(owner, backup);
    expect(before).toEqual(backup.manifest.tables.map((table) => `${table.name} ${table.rows}`));
    const { from, applied } = await migrate(owner);
    expect(from).toBe(last);
    expect(applied.length).toBe(stepsAfter(last).length);
    const after = new Set(await countRows(owner, backup));
    // What later versions take out of a table they keep elsewhere, and say so here.
    expect(before.filter((line) => !after.has(line))).toEqual([]);
    for (const { mission, size, root, rows } of backup.manifest.logs) {
      const [found] = await owner<{ id: string }[]>`select id from mission where slug = ${mission}`;
      const log = await logOfRows(owner, found?.id ?? '', [size]);
      expect({ rows: log.rows, root: log.roots.get(size) }).toEqual({ rows, root });
    }
  });

  test('DUR-13 stay what they were where the last step fails', async () => {
    const { owner } = failed;
    await putBack(owner, backup, last);
    const shape = await readShape(owner);
    const broken = mkdtempSync(join(scratch, 'steps-'));
    cpSync(MIGRATIONS, broken, { recursive: true });
    writeFileSync(join(broken, '999-broken.sql'), 'create table half_done (id int); select 1 / 0;');
    await expect(migrate(owner, broken)).rejects.toThrow(/999-broken\.sql: division by zero\. Nothing was changed/);
    expect(await readShape(owner)).toEqual(shape);
    expect(await countRows(owner, backup)).toEqual(
      backup.manifest.tables.map((table) => `${table.name} ${table.rows}`),
    );
    // The version before starts: it finds what it knows.
    expect(await migrate(owner, undefined, { last })).toEqual({ from: last, applied: [] });
  });
});

async function putBack(owner: Sql, backup: OpenedBackup, last: number): Promise<void> {
  await migrate(owner, undefined, { last });
  await loadDatabase(owner, backup.manifest, (part) => readPart(backup, part, { isCompressed: true }));
}

function stepsAfter(last: number): string[] {
  return readdirSync(MIGRATIONS).filter((file) => Number(file.slice(0, 3)) > last);
}

async function countRows(owner: Sql, { manifest }: OpenedBackup): Promise<string[]> {
  const counts: string[] = [];
  for (const { name } of manifest.tables) {
    const [row] = await owner<{ count: number }[]>`select count(*)::int as count from ${owner(name)}`;
    counts.push(`${name} ${row?.count}`);
  }
  return counts;
}

/** Every column of every table. */
async function readShape(owner: Sql): Promise<string[]> {
  const rows = await owner<{ line: string }[]>`
    select concat_ws(' ', table_name, column_name, data_type) as line from information_schema.columns
    where table_schema = 'public' order by 1`;
  return rows.map(({ line }) => line);
}
