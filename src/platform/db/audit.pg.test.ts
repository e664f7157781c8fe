import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { testDatabase } from '../../../test/support/postgres.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import { type AuditEntry, writeAudit } from './audit.ts';
import { shortAddress } from './noted/short-address.ts';

const { sql, owner } = await testDatabase();

const ENTRY: AuditEntry = {
  at: new Date('2024-02-05T10:00:00Z'),
  actorId: '0190b1f0-0000-7000-8000-000000000001',
  actorName: 'A. Editor',
  action: 'record.corrected',
  electionId: null,
  subjectKind: 'claim',
  subjectKey: 'turnout-17',
  reason: 'Misread digit',
  details: { version: 2 },
};

test('an entry comes back as it was written', async () => {
  await writeAudit(sql, ENTRY);
  const rows = await sql`
    select at, actor_id as "actorId", actor_name as "actorName", action, election_id as "electionId",
      subject_kind as "subjectKind", subject_key as "subjectKey", reason, details
    from audit_entry`;
  expect([...rows]).toEqual([ENTRY]);
});

const ADDRESSES = [
  '203.0.113.9',
  '2001:db8:17:2::',
  '::1',
  '::ffff:203.0.113.9',
  '203.0.…',
  '2001:db8:…',
  '',
  'nowhere',
];

test('an entry says for good of an address only how it begins; the event of security beside it has all of it', async () => {
  for (const [at, address] of ADDRESSES.entries()) {
    const subjectKey = `coast/${at}`;
    await writeAudit(sql, {
      ...ENTRY,
      action: 'device.enrolled',
      subjectKind: 'device',
      subjectKey,
      details: { address },
    });
  }
  const kept = await sql<{ address: string }[]>`
    select details->>'address' as address from audit_entry where action = 'device.enrolled' order by subject_key`;
  expect(kept.map(({ address }) => address)).toEqual([
    ...['203.0.…', '2001:db8:…', '::1', '::ffff:203.0.…', '203.0.…', '2001:db8:…', '', 'nowhere'],
  ]);
  const noted = await sql<{ source: string }[]>`
    select source from security_event where kind = 'device.enrolled' order by subject_key`;
  expect(noted.map(({ source }) => source)).toEqual(ADDRESSES);
});

test('entries that were written with whole addresses are shortened by the step that brings a database up to date', async () => {
  const step = readFileSync(
    fileURLToPath(new URL('./migrations/114-shortened-addresses.sql', import.meta.url)),
    'utf8',
  );
  const whole = ADDRESSES.map((address, at) => ({
    ...{ id: uuidV7(at, randomBytes(10)), at: ENTRY.at, actor_name: 'Phone', action: 'device.code-refused' },
    ...{ subject_kind: 'device', subject_key: `old/${at}`, details: sql.json({ name: 'Phone', address }) },
  }));
  await owner`insert into audit_entry ${owner(whole)}`;
  const others = () => owner`select * from audit_entry where subject_key not like 'old/%' order by id`;
  const before = await others();
  await owner.unsafe(step);
  expect(await others()).toEqual(before);
  const kept = await owner<{ details: object }[]>`
    select details from audit_entry where subject_key like 'old/%' order by subject_key`;
  expect(kept.map(({ details }) => details)).toEqual(
    ADDRESSES.map((address) => ({ name: 'Phone', address: shortAddress(address) })),
  );
});

test('an entry goes when the change that it tells of is rolled back', async () => {
  const before = await count();
  const change = sql.begin(async (transaction) => {
    await writeAudit(transaction, { ...ENTRY, subjectKey: 'rolled-back' });
    throw new Error('the change fails');
  });
  await expect(change).rejects.toThrow('the change fails');
  expect(await count()).toBe(before);
});

test.each([
  'update audit_entry set reason = null',
  'delete from audit_entry',
  'truncate audit_entry',
  'drop table audit_entry',
])('the program may not: %s', async (statement) => {
  await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
});

test('the program owns nothing and may create nothing', async () => {
  await expect(sql.unsafe('create table mine (id int)')).rejects.toMatchObject({ code: '42501' });
  const owned = await owner`
    select relname from pg_class where relowner = (select oid from pg_roles where rolname = 'scrutineer_app')`;
  expect([...owned]).toEqual([]);
});

test.runIf(inject('testServer').url === null)('the program cannot become more than its role', async () => {
  const escapes = ['set role none; update audit_entry set reason = null', 'reset role; drop table audit_entry'];
  for (const attempt of [...escapes, 'set role scrutineer_owner', 'set role scrutineer']) {
    await expect(sql.unsafe(attempt), attempt).rejects.toMatchObject({ code: '42501' });
  }
});

async function count(): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from audit_entry`;
  return row?.count ?? -1;
}
