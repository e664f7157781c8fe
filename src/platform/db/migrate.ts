import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sql } from 'postgres';
import { Refusal } from './refusal.ts';
import { ensureRoles, OWNER_ROLE } from './roles.ts';

/** One step of the schema: a file `NNN-name.sql`. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the text, in hexadecimal. */
  readonly checksum: string;
}

/** A step that was applied. */
export interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/** The same for every copy of the program, so that only one of them migrates a database at a time. */
const ADVISORY_LOCK = 7_202_402_07;

/** The folder of the product's own migrations, beside this module. */
const MIGRATIONS_FOLDER = fileURLToPath(new URL('./migrations/', import.meta.url));

/** How far the schema is brought. */
export interface MigrateOptions {
  /** Number of the last step; where not given, all are taken. */
  readonly last?: number;
}

/** What was done to a schema. */
export interface Migrated {
  /** Number of the last step that had been applied before; 0: the database was new. */
  readonly from: number;
  /** Names of the steps that were applied now. */
  readonly applied: readonly string[];
}

/**
 * Brings the schema up to date, as its owner: forward only, in the order of the numbers, all steps or none of them, so that
 * where one fails the version before can go on with what it had.
 *
 * @param sql a connection as the login that may take on the owner's role; one connection, not a pool.
 * @throws Refusal where a step fails, was changed after it was applied, or is missing.
 */
export async function migrate(
  sql: Sql,
  folder: string = MIGRATIONS_FOLDER,
  { last = Number.POSITIVE_INFINITY }: MigrateOptions = {},
): Promise<Migrated> {
  const migrations = (await readMigrations(folder)).filter(({ number }) => number <= last);
  await sql`select pg_advisory_lock(${ADVISORY_LOCK})`;
  try {
    await ensureRoles(sql);
    await ensureTable(sql);
    const applied = await listApplied(sql);
    const pending = pendingMigrations(migrations, applied);
    if (pending.length > 0) await applyAll(sql, pending);
    return { from: applied.at(-1)?.number ?? 0, applied: pending.map(({ name }) => name) };
  } finally {
    await sql`select pg_advisory_unlock(${ADVISORY_LOCK})`;
  }
}

/** @throws Refusal where the schema of a database that another process keeps is not the one of this program. */
export async function requireCurrent(sql: Sql): Promise<void> {
  if ((await findPending(sql)).length === 0) return;
  throw new Refusal('Open the database: the server that runs is older than this program. Stop it, and start this one.');
}

/**
 * What was written by an older version is brought up to date only by whoever was asked to: the way back ends there.
 *
 * @throws Refusal where the schema of a database that holds something lacks steps.
 */
export async function requireUpgraded(sql: Sql): Promise<void> {
  const [found] = await sql<{ isThere: boolean }[]>`select to_regclass('migration') is not null as "isThere"`;
  if (found?.isThere !== true || (await listApplied(sql)).length === 0) return;
  const [first] = await findPending(sql);
  if (first === undefined) return;
  throw new Refusal(
    `Open the database: an older version of the program has written it (${first.name} is not done yet). ` +
      'Run scrutineer upgrade first: it takes a backup, and brings it up to date.',
  );
}

/** The steps that a schema lacks. @throws Refusal where a newer version of the program has written it. */
export async function findPending(sql: Sql): Promise<Migration[]> {
  return pendingMigrations(await readMigrations(MIGRATIONS_FOLDER), await listApplied(sql));
}

/** @throws Refusal where a schema that was made by these steps is none of this program's, or of a newer version. */
export async function requireKnown(applied: readonly AppliedMigration[]): Promise<void> {
  pendingMigrations(await readMigrations(MIGRATIONS_FOLDER), applied);
}

async function listApplied(sql: Sql): Promise<AppliedMigration[]> {
  return await sql<AppliedMigration[]>`select number, name, checksum from migration order by number`;
}

/** The migrations of a folder, by number. @throws Error where a name is no `NNN-name.sql` or a number stands twice. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const migrations = await Promise.all(names.map((name) => readMigration(folder, name)));
  const numbers = new Set(migrations.map((migration) => migration.number));
  if (numbers.size < migrations.length)
    throw new Error(`Read migrations: a number stands twice in ${names.join(', ')}`);
  return migrations;
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const number = Number(/^(\d{3})-[a-z0-9-]+\.sql$/.exec(name)?.[1]);
  if (!(number > 0)) throw new Error(`Read migrations: ${name} is not named like 001-audit.sql`);
  const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
  return { number, name, text, checksum: createHash('sha256').update(text).digest('hex') };
}

/** What is left to do. @throws Refusal where what was done is not what the files say. */
export function pendingMigrations(migrations: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const byNumber = new Map(migrations.map((migration) => [migration.number, migration]));
  for (const { number, name, checksum } of applied) {
    const known = byNumber.get(number);
    if (known === undefined) {
      throw new Refusal(
        `Open the database: a newer version of the program has written it (${name}). Start that version.`,
      );
    }
    if (known.checksum !== checksum) {
      throw new Refusal(
        `Open the database: ${known.name} was changed after it had been applied as ${name}. Restore the file.`,
      );
    }
  }
  const last = applied.at(-1)?.number ?? 0;
  const pending = migrations.filter(({ number }) => !applied.some((done) => done.number === number));
  const late = pending.find(({ number }) => number < last);
  if (late !== undefined) {
    throw new Refusal(
      `Open the database: ${late.name} came after number ${last} had been applied. Give it a higher number.`,
    );
  }
  return pending;
}

async function ensureTable(sql: Sql): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction.unsafe(`set local role ${OWNER_ROLE}`);
    await transaction.unsafe(`
      create table if not exists migration (
        number integer primary key,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null
      )`);
  });
}

async function applyAll(sql: Sql, pending: readonly Migration[]): Promise<void> {
  let current = '';
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(`set local role ${OWNER_ROLE}`);
      for (const { number, name, text, checksum } of pending) {
        current = name;
        await transaction.unsafe(text);
        await transaction`
          insert into migration (number, name, checksum, applied_at) values (${number}, ${name}, ${checksum}, now())`;
      }
    });
  } catch (error) {
    throw new Refusal(
      `Apply migration ${current}: ${(error as Error).message}. Nothing was changed; the version before can be started.`,
    );
  }
}
