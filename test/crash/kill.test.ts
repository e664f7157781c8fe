import { afterAll, expect, test } from 'vitest';
import { seeded } from '../../src/kernel/seed.ts';
import {
  fillReport,
  type HeldReport,
  lookAt,
  makeMission,
  phoneOf,
  sendAll,
  takeFrom,
} from '../support/crash-mission.ts';
import { findLosses } from '../support/find-losses.ts';
import { IS_LONG } from '../support/is-long.ts';
import { kill, servedFolder, VICTIMS, type Victim } from '../support/restarting-server.ts';

const CLIENTS = 16;
const ROUNDS = IS_LONG ? 20 : VICTIMS.length;
const SEED = process.env.SCRUTINEER_SEED ?? 'crash';

const folder = servedFolder();
afterAll(() => folder.remove());

/** Every report that a telephone holds a receipt of. */
const acknowledged: HeldReport[] = [];

const losses = () => lookAt(folder, (sql) => findLosses({ sql, dataFolder: folder.dataFolder }, acknowledged));

test(`DUR-01 ${ROUNDS} rounds of kill -9 under load: nothing acknowledged is lost, nothing is there twice`, async () => {
  const path = await makeMission(folder);
  const random = seeded(SEED);
  for (let round = 0; round < ROUNDS; round += 1) {
    const victim = VICTIMS[round % VICTIMS.length] as Victim;
    const killed = await sendAndKill({ path, victim, afterReceipts: 60 + random.below(300), seed: `${SEED}/${round}` });
    const serving = await folder.serve();
    const held = killed.filter(({ codes }) => codes.length > 0);
    acknowledged.push(...held);
    expect(await losses(), `after ${victim} was killed in round ${round}`).toEqual([]);
    const again = await sendAll(() => phoneOf(serving, path), { clients: CLIENTS, next: takeFrom(killed) });
    expect([...again.statuses], `sent again in round ${round}`).toEqual([[201, killed.length]]);
    acknowledged.push(...killed.filter((report) => !held.includes(report)));
    expect(await losses(), `after all was sent again in round ${round}`).toEqual([]);
    await serving.stop();
  }
}, 1_800_000);

async function sendAndKill(given: {
  path: string;
  victim: Victim;
  afterReceipts: number;
  seed: string;
}): Promise<HeldReport[]> {
  const { path, victim, afterReceipts, seed } = given;
  const serving = await folder.serve();
  const random = seeded(seed);
  let killing: Promise<void> | null = null;
  const outcome = await sendAll(() => phoneOf(serving, path), {
    clients: CLIENTS,
    next: () => fillReport(random),
    acknowledged: (count) => {
      if (count >= afterReceipts) killing ??= kill(serving, victim);
      // Without a signer the program goes on, and soon has another.
      return victim === 'signer' && count > afterReceipts + 100;
    },
    isPatient: victim === 'signer',
  });
  await killing;
  expect(outcome.oddAnswer).toBeNull();
  await serving.stop();
  return [...outcome.reports];
}
