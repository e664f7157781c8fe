import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { type CopiedRow, CopyRows, copyOut, copyRows, literal } from './copy-rows.ts';

const { sql, owner } = await testDatabase();
await owner.unsafe(`
  create table copied (id uuid primary key, n int, m bigint, t text, b bytea, at timestamptz);
  grant select, insert on copied to scrutineer_app`);
const COLUMNS = 'copied (id, n, m, t, b, at)';

test('every type arrives as it was given, null as null, in rows longer than what was expected', async () => {
  const [id, empty] = [randomUUID(), randomUUID()];
  const at = new Date(Date.UTC(2024, 1, 5, 10, 30, 0, 123));
  const text = 'ə ğ Ж — 𝄞'.repeat(2_000);
  const rows = new CopyRows(6);
  rows
    .row()
    .uuid(id)
    .int4(-5)
    .int8(2 ** 53 - 1)
    .text(text)
    .bytes(Uint8Array.of(0, 255, 1))
    .time(at);
  rows.row().uuid(empty).int4(null).int8(null).text(null).bytes(null).time(null);
  await sql.begin((transaction) => copyRows(transaction, COLUMNS, rows));
  const found = await sql`select n, m::text as m, t, b, at from copied where id = ${id}`;
  expect(found[0]).toEqual({ n: -5, m: '9007199254740991', t: text, b: Buffer.from([0, 255, 1]), at });
  expect((await sql`select n, m, t, b, at from copied where id = ${empty}`)[0]).toEqual({
    n: null,
    m: null,
    t: null,
    b: null,
    at: null,
  });
});

test('rows that the database refuses are refused as a whole, and the connection goes on', async () => {
  const id = randomUUID();
  const rowsOf = (ids: readonly string[]) => {
    const rows = new CopyRows(6);
    for (const each of ids) rows.row().uuid(each).int4(1).int8(1).text('').bytes(null).time(null);
    return rows;
  };
  for (let round = 0; round < 12; round += 1) {
    const twice = sql.begin((transaction) => copyRows(transaction, COLUMNS, rowsOf([id, randomUUID(), id])));
    await expect(twice).rejects.toMatchObject({ code: '23505' });
  }
  await expect(sql.begin((transaction) => copyRows(transaction, 'nothing (id)', rowsOf([])))).rejects.toMatchObject({
    code: '42P01',
  });
  await sql.begin((transaction) => copyRows(transaction, COLUMNS, rowsOf([id])));
  expect(await sql`select 1 from copied where id = ${id}`).toHaveLength(1);
});

async function copiedRows(transaction: TransactionSql, query: string): Promise<CopiedRow[]> {
  const rows: CopiedRow[] = [];
  await copyOut(transaction, query, (row) => rows.push(row.map((value) => value && Buffer.from(value))));
  return rows;
}

test('rows come out as bytes, however large and many they are, null as null', async () => {
  const texts = ['', "it's", 'back\\slash', "\\'; drop table copied; --", 'ə'.repeat(40_000)];
  await sql.begin(async (transaction) => {
    for (const text of texts) {
      const rows = await copiedRows(transaction, `select ${literal(text)}::text, null, decode('00ff', 'hex')`);
      expect(rows).toEqual([[Buffer.from(text), null, Buffer.from([0, 255])]]);
    }
    const many = await copiedRows(transaction, "select n, repeat('x', n) from generate_series(1, 2000) n");
    expect(many.length).toBe(2_000);
    for (const [at, [number, text]] of many.entries()) {
      expect([number?.readInt32BE(), text?.length]).toEqual([at + 1, at + 1]);
    }
    expect(await copiedRows(transaction, 'select 1 where false')).toEqual([]);
  });
});

test('what breaks off while rows come out is told, and the connection goes on', async () => {
  const broken = "select repeat('x', 100000), 1 / (500 - n) from generate_series(1, 1000) n";
  await expect(sql.begin((transaction) => copiedRows(transaction, broken))).rejects.toThrow('division by zero');
  expect(await sql.begin((transaction) => copiedRows(transaction, 'select 1'))).toHaveLength(1);
});
