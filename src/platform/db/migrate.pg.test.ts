import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sql } from 'postgres';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { emptyTestDatabase } from '../../../test/support/postgres.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { migrate } from './migrate.ts';

const scratch = temporaryFolder('migrate');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'f'));
});

const ordered = await emptyTestDatabase();
test('what is new is applied in the order of the numbers, once', async () => {
  const { owner } = ordered;
  write('002-second.sql', 'insert into step values (2)');
  write('001-first.sql', 'create table step (number int); insert into step values (1)');
  await migrate(owner, folder);
  write('003-third.sql', 'insert into step values (3)');
  await migrate(owner, folder);
  await migrate(owner, folder);
  expect(await steps(owner)).toEqual([1, 2, 3]);
  expect(await applied(owner)).toEqual(['001-first.sql', '002-second.sql', '003-third.sql']);
});

const failing = await emptyTestDatabase();
test('DUR-13 where a step fails all of them leave nothing, it is named, and can be tried again when it is mended', async () => {
  const { owner } = failing;
  write('001-first.sql', 'create table step (number int)');
  await migrate(owner, folder);
  write('002-good.sql', 'insert into step values (1)');
  write('003-broken.sql', 'insert into step values (2); create table other (id int); insert into nowhere values (1)');
  await expect(migrate(owner, folder)).rejects.toThrow(/003-broken\.sql: relation "nowhere" does not exist/);
  expect(await applied(owner), 'the version before finds what it knows').toEqual(['001-first.sql']);
  expect(await steps(owner)).toEqual([]);
  expect([...(await owner`select to_regclass('other')::text as other`)]).toEqual([{ other: null }]);
  write('003-broken.sql', 'insert into step values (2)');
  expect(await migrate(owner, folder)).toEqual({ from: 1, applied: ['002-good.sql', '003-broken.sql'] });
  expect(await steps(owner)).toEqual([1, 2]);
});

const altered = await emptyTestDatabase();
test('files that do not fit what was applied are refused', async () => {
  const { owner } = altered;
  write('002-second.sql', 'create table step (number int)');
  await migrate(owner, folder);
  write('002-second.sql', 'create table step (number bigint)');
  await expect(migrate(owner, folder)).rejects.toThrow(/002-second\.sql was changed after it had been applied/);
  rmSync(join(folder, '002-second.sql'));
  await expect(migrate(owner, folder)).rejects.toThrow(/a newer version of the program has written it/);
  write('002-second.sql', 'create table step (number int)');
  write('001-late.sql', 'insert into step values (1)');
  await expect(migrate(owner, folder)).rejects.toThrow(/001-late\.sql came after number 2 had been applied/);
  expect(await steps(owner)).toEqual([]);
});

const plain = await emptyTestDatabase();
test('line ends of another system are no change', async () => {
  write('001-first.sql', 'create table step\r\n(number int)');
  await migrate(plain.owner, folder);
  write('001-first.sql', 'create table step\n(number int)');
  await migrate(plain.owner, folder);
  expect(await applied(plain.owner)).toEqual(['001-first.sql']);
});

test.each(['1-short.sql', '001_underscore.sql', '000-zero.sql'])(
  'a file named %s is a mistake of ours',
  async (name) => {
    write(name, 'select 1');
    await expect(migrate(plain.owner, folder)).rejects.toThrow(`${name} is not named like`);
  },
);

test('a number that stands twice is a mistake of ours', async () => {
  write('001-one.sql', 'select 1');
  write('001-two.sql', 'select 1');
  await expect(migrate(plain.owner, folder)).rejects.toThrow('a number stands twice');
});

const contended = await emptyTestDatabase();
test('several programs at once migrate one after the other', async () => {
  cpSync(fileURLToPath(new URL('./migrations/', import.meta.url)), folder, { recursive: true });
  const others = [1, 2, 3].map(() => contended.connectOwner());
  await Promise.all([contended.owner, ...others].map((owner) => migrate(owner, folder)));
  expect((await applied(contended.owner)).length).toBeGreaterThan(1);
  await Promise.all(others.map((owner) => owner.end()));
});

test('tables belong to a role that cannot log in, and no role of ours is more than it must be', async () => {
  const owners = await contended.owner`select distinct tableowner from pg_tables where schemaname = 'public'`;
  expect([...owners]).toEqual([{ tableowner: 'scrutineer_owner' }]);
  const roles = await contended.owner`
    select rolname, rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as "isMore"
    from pg_roles where rolname in ('scrutineer_owner', 'scrutineer_app') order by rolname`;
  expect([...roles]).toEqual([
    { rolname: 'scrutineer_app', isMore: false },
    { rolname: 'scrutineer_owner', isMore: false },
  ]);
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

async function steps(sql: Sql): Promise<number[]> {
  const rows = await sql<{ number: number }[]>`select number from step order by number`;
  return rows.map((row) => row.number);
}

async function applied(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`select name from migration order by number`;
  return rows.map((row) => row.name);
}
