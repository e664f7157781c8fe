import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/postgres.ts';
import { doTogether, insertRows } from './packed-rows.ts';

const { sql, owner } = await testDatabase();
await owner.unsafe(`
  create table packed (id uuid primary key, n int, m bigint, t text, b bytea, c bytea, at timestamptz);
  grant select, insert on packed to scrutineer_app`);
const PACKED = {
  table: 'packed',
  columns: { id: 'uuid', n: 'int4', m: 'int8', t: 'text', b: 'bytea', c: 'bytea', at: 'timestamptz' },
} as const;
const NOTHING = { n: null, m: null, t: null, b: null, c: null, at: null };

test('every type arrives as it was given, null as null, bytes to the byte', async () => {
  const [id, empty, last] = [randomUUID(), randomUUID(), randomUUID()];
  const at = new Date(Date.UTC(2024, 1, 5, 10, 30, 0, 123));
  const full = {
    n: -5,
    m: 2 ** 53 - 1,
    t: 'ə ğ Ж — 𝄞 \' " \\ $1 {}'.repeat(2_000),
    b: Uint8Array.of(0, 255, 1),
    c: new Uint8Array(),
    at,
  };
  const every = Uint8Array.from({ length: 100_000 }, (_, place) => place % 256);
  await doTogether(sql, [
    insertRows(sql, PACKED, [
      { id, ...full },
      { id: empty, ...NOTHING },
      { id: last, ...NOTHING, b: every.subarray(1), c: every },
    ]),
  ]);
  const found = await sql`select id, n, m::text as m, t, b, c, at from packed where id in ${sql([id, empty, last])}`;
  const rows = new Map(found.map(({ id: name, ...row }) => [name, row]));
  expect(rows.get(id)).toEqual({ ...full, m: '9007199254740991', b: Buffer.from([0, 255, 1]), c: Buffer.alloc(0) });
  expect(rows.get(empty)).toEqual(NOTHING);
  expect(rows.get(last)).toEqual({ ...NOTHING, b: Buffer.from(every.subarray(1)), c: Buffer.from(every) });
});

test('of statements that are done together all are, or none', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  const insert = (ids: readonly string[]) =>
    insertRows(
      sql,
      PACKED,
      ids.map((id) => ({ id, ...NOTHING })),
    );
  await expect(doTogether(sql, [insert([one]), insert([two, two])])).rejects.toMatchObject({ code: '23505' });
  expect(await sql`select 1 from packed where id in ${sql([one, two])}`).toHaveLength(0);
  await doTogether(sql, [insert([one]), insert([two])]);
  expect(await sql`select 1 from packed where id in ${sql([one, two])}`).toHaveLength(2);
  await doTogether(sql, []);
});
