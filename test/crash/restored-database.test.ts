import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { seeded } from '../../src/kernel/seed.ts';
import {
  fillReport,
  type HeldReport,
  lookAt,
  makeMission,
  phoneOf,
  SLUG,
  sendAll,
  takeFrom,
} from '../support/crash-mission.ts';
import { findLosses } from '../support/find-losses.ts';
import { type ServingProgram, servedFolder } from '../support/restarting-server.ts';

const folder = servedFolder();
afterAll(() => folder.remove());

const random = seeded('restored');
const reports = (count: number) => Array.from({ length: count }, () => fillReport(random));
const cluster = () => join(realpathSync(join(folder.dataFolder, 'postgres')), 'cluster');
const losses = (held: readonly HeldReport[]) =>
  lookAt(folder, (sql) => findLosses({ sql, dataFolder: folder.dataFolder }, held));

async function send(serving: ServingProgram, path: string, held: readonly HeldReport[]): Promise<[number, number][]> {
  const { statuses } = await sendAll(() => phoneOf(serving, path), { clients: 4, next: takeFrom(held) });
  return [...statuses];
}

test('LOG-03 a database restored from an older copy takes nothing, can be read, and goes on once the newer one is back', async () => {
  const path = await makeMission(folder);
  const [early, late, next] = [reports(40), reports(60), reports(5)];
  let serving = await folder.serve();
  expect(await send(serving, path, early)).toEqual([[201, 40]]);
  await serving.stop();
  const home = cluster();
  renameSync(home, `${home}-older`);
  // With its owner and modes, on which PostgreSQL insists.
  execFileSync('cp', ['-a', `${home}-older`, home]);
  serving = await folder.serve();
  expect(await send(serving, path, late)).toEqual([[201, 60]]);
  await serving.stop();
  const signed = readFileSync(join(folder.dataFolder, 'log', SLUG, 'checkpoint'), 'utf8');
  renameSync(home, `${home}-newer`);
  renameSync(`${home}-older`, home);

  serving = await folder.serve();
  expect(serving.notes()).toContain('Mission coast takes no reports: its log was signed up to');
  expect(serving.notes()).toContain('Restore a newer backup');
  const phone = phoneOf(serving, path);
  const refused = await phone.send(next[0] as HeldReport);
  expect(refused.status).toBe(503);
  expect(refused.text).toContain('<OpenRosaResponse');
  expect(refused.text).toContain('Keep this one and send it again later.');
  expect((await phone.ask('GET', 'formList')).status, 'forms can be fetched').toBe(200);
  expect((await phone.ask('HEAD', 'submission')).status).toBe(204);
  const checkpoint = await (await fetch(`${serving.url}/log/${SLUG}/checkpoint`)).text();
  expect(checkpoint, 'what was signed is public still').toBe(signed);
  phone.close();
  expect(await losses([...early, ...late])).toContainEqual(expect.stringContaining('the checkpoint is ahead'));
  await serving.stop();

  rmSync(home, { recursive: true });
  renameSync(`${home}-newer`, home);
  serving = await folder.serve();
  expect(serving.notes()).toBe('');
  expect(await send(serving, path, next)).toEqual([[201, 5]]);
  expect(await losses([...early, ...late, ...next])).toEqual([]);
  await serving.stop();
});
