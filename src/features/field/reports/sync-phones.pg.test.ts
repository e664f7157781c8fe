import { expect, test } from 'vitest';
import { keyOf, runPhones } from '../../../../test/support/phones.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { serveSync } from '../../../../test/support/sync-server.ts';

const { sql } = await testDatabase();

test('SYNC-13 40 phones with drops, duplicates, disorder, restarts and wrong clocks: every item that was acknowledged is there once', async () => {
  const server = await serveSync(sql);
  const { sealed, receipts, statuses } = await runPhones(server, { seed: 'phones', phones: 40, operations: 5_000 });
  const rows = await sql<{ key: string; leaf: number; deviceId: string }[]>`
    select substr(instance_id, 6) || ' ' || encode(sha256, 'hex') as key, leaf_index::int as leaf
    from report_item where mission_id = ${server.missionId}`;
  const [leaves] = await sql<{ count: number }[]>`
    select count(*)::int as count from log_leaf where mission_id = ${server.missionId} and leaf like '%"type":"receipt"%'`;
  const wanted = new Set(sealed.map(keyOf));
  expect(wanted.size).toBe(sealed.length);
  expect(sealed.length).toBeGreaterThan(2_000);
  expect(new Set(receipts.keys())).toEqual(wanted);
  expect([...receipts.values()].filter(({ size }) => size !== 1)).toEqual([]);
  expect(new Set([...receipts.values()].flatMap((codes) => [...codes])).size).toBe(sealed.length);
  expect(rows).toHaveLength(sealed.length);
  expect(new Set(rows.map(({ key }) => key))).toEqual(wanted);
  expect(new Set(rows.map(({ leaf }) => leaf)).size).toBe(sealed.length);
  expect(leaves?.count).toBe(sealed.length);
  expect([...statuses.keys()].filter((status) => !['accepted', 'same', 'rival'].includes(status))).toEqual([]);
  expect(statuses.get('same')).toBeGreaterThan(100);
  expect(statuses.get('rival')).toBeGreaterThan(10);
});
