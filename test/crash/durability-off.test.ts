import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { seeded } from '../../src/kernel/seed.ts';
import { addressConnector } from '../../src/platform/db/connect.ts';
import { fillReport, lookAt, makeMission, phoneOf, sendAll, takeFrom } from '../support/crash-mission.ts';
import { findLosses } from '../support/find-losses.ts';
import { kill, servedFolder } from '../support/restarting-server.ts';

const CLIENTS = 16;
const CLUSTER = 'postgres/cluster';

const folder = servedFolder();
afterAll(() => folder.remove());

/**
 * Switched off for good, as an administrator would while the program runs: what is committed then waits in PostgreSQL's own
 * memory, which ends with its processes. (`fsync = off` alone would not do: what the system was given outlives them.)
 */
async function switchOff(): Promise<void> {
  const { address } = JSON.parse(readFileSync(join(folder.dataFolder, 'postgres/server.lock'), 'utf8'));
  const owner = addressConnector(address).owner();
  await owner`alter system set synchronous_commit = off`;
  await owner`alter system set wal_writer_delay = '10s'`;
  await owner`alter system set wal_writer_flush_after = '1GB'`;
  await owner`select pg_reload_conf()`;
  await owner.end();
}

test('DUR-01 the negative control: without durable commits the same rounds do lose reports, and it is noticed', async () => {
  const path = await makeMission(folder);
  const random = seeded('durability');
  let serving = await folder.serve();
  await switchOff();
  let killing: Promise<void> | null = null;
  const { reports } = await sendAll(() => phoneOf(serving, path), {
    clients: CLIENTS,
    next: () => fillReport(random),
    acknowledged: (count) => {
      if (count >= 400) killing ??= kill(serving, 'everything');
      return false;
    },
  });
  await killing;
  const acknowledged = reports.filter(({ codes }) => codes.length > 0);
  await expect(folder.serve(), 'DUR-03').rejects.toThrow('synchronous_commit is off');
  rmSync(join(folder.dataFolder, CLUSTER, 'postgresql.auto.conf'));
  serving = await folder.serve();
  const losses = await lookAt(folder, (sql) => findLosses({ sql, dataFolder: folder.dataFolder }, acknowledged));
  expect(losses.filter((loss) => loss.endsWith('was acknowledged and is lost')).length).toBeGreaterThan(0);
  expect(losses.filter((loss) => loss.startsWith('the checkpoint is ahead'))).toHaveLength(1);
  // What lost them knows that it did, and takes no more under numbers that were given already.
  expect(serving.notes()).toContain('Mission coast takes no reports: its log was signed up to');
  const { statuses } = await sendAll(() => phoneOf(serving, path), { clients: 1, next: takeFrom(reports.slice(0, 3)) });
  expect([...statuses]).toEqual([[503, 3]]);
  await serving.stop();
});
