import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { seeded } from '../../src/kernel/seed.ts';
import { fillReport, lookAt, makeMission, phoneOf, sendAll } from '../support/crash-mission.ts';
import { findLosses } from '../support/find-losses.ts';
import { IS_LONG } from '../support/is-long.ts';
import { ownPostgres } from '../support/own-postgres.ts';
import { servedFolder } from '../support/restarting-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const RESTARTS = IS_LONG ? 20 : 3;
const RECEIPTS_BETWEEN = 150;

const home = temporaryFolder('own-postgres');
const postgres = await ownPostgres(home);
const folder = servedFolder({ DATABASE_URL: postgres.url });
afterAll(async () => {
  await folder.remove();
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
});

test(`DUR-07 PostgreSQL restarts ${RESTARTS} times under load: whoever is refused may send again, nothing is lost or twice`, async () => {
  const path = await makeMission(folder);
  const serving = await folder.serve();
  const random = seeded('restarts');
  let [restarts, nextAt]: [Promise<void>[], number] = [[], RECEIPTS_BETWEEN];
  const { reports, statuses, oddAnswer } = await sendAll(() => phoneOf(serving, path), {
    clients: 8,
    next: () => fillReport(random),
    isPatient: true,
    acknowledged: (count) => {
      if (restarts.length === RESTARTS) return count >= nextAt;
      if (count < nextAt) return false;
      // The next one comes when as many were taken after this one: the pool has recovered each time.
      nextAt = Number.POSITIVE_INFINITY;
      restarts = [
        ...restarts,
        postgres.restart(restarts.length % 2 === 0 ? 'fast' : 'immediate').then(() => {
          nextAt = count + RECEIPTS_BETWEEN;
        }),
      ];
      return false;
    },
  });
  await Promise.all(restarts);
  expect(oddAnswer, serving.notes()).toBeNull();
  expect([...statuses.keys()].filter((status) => ![201, 503].includes(status))).toEqual([]);
  expect(statuses.get(201)).toBe(reports.length);
  const losses = await lookAt(folder, (sql) => findLosses({ sql, dataFolder: folder.dataFolder }, reports));
  expect(losses).toEqual([]);
  await serving.stop();
}, 1_800_000);
