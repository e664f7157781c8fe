import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { createReadyAnswer, lookInside, type ReadyParts } from './readiness.ts';

const { sql } = await testDatabase();
const missionId = randomUUID();
await sql`insert into mission (id, slug, name, created_at) values (${missionId}, 'm', ${sql.json({ en: 'M' })}, now())`;
await sql`
  insert into mission_log (mission_id, origin, verifier_key, created_at)
  values (${missionId}, 'test.example/m', 'test', now())`;

const room = (free: readonly string[]) => ({ roomFor: async (kind: string) => free.includes(kind) });
const state = { slug: 'm', origin: 'test.example/m', size: 1, signedSize: 1, closed: null };

function parts(change: { logs?: unknown; blobs?: unknown; isReading?: boolean; sql?: unknown } = {}): ReadyParts {
  const { isReading = true } = change;
  return {
    sql: change.sql ?? sql,
    way: {
      isReading: () => isReading,
      blobs: change.blobs ?? room(['text', 'file']),
      logs: change.logs ?? { state: async () => state },
    },
  } as unknown as ReadyParts;
}

const WELL = { database: 'up', logs: 'open', signer: 'up', reading: 'running', disk: 'free' };
const failing = (error: Error) => ({ state: () => Promise.reject(error) });

describe('readiness', () => {
  test('is there while everything is as it should be', async () => {
    const reply = await createReadyAnswer(parts())();
    expect([reply.status, await reply.json()]).toEqual([200, WELL]);
  });

  test.each([
    [
      'a log that takes nothing',
      { logs: { state: async () => ({ ...state, closed: 'behind' }) } },
      { logs: '1 closed' },
    ],
    ['a signer that is away', { logs: failing(new Problem('unavailable')) }, { signer: 'away' }],
    [
      'a thread of the logs that broke down',
      { logs: failing(new Error('secret')) },
      { logs: 'unknown', signer: 'unknown' },
    ],
    [
      'a thread of the logs that hangs',
      { logs: { state: () => new Promise(() => {}) } },
      { logs: 'silent', signer: 'unknown' },
    ],
    ['reading that is started anew', { isReading: false }, { reading: 'starting' }],
    ['a disk that takes no photos', { blobs: room(['text']) }, { disk: 'low' }],
    ['a disk that takes nothing', { blobs: room([]) }, { disk: 'full' }],
    ['a disk that fails', { blobs: { roomFor: () => Promise.reject(new Error('secret')) } }, { disk: 'unknown' }],
    [
      'no database',
      { sql: () => Promise.reject(new Error('postgres://secret')) },
      { database: 'down', logs: 'unknown', signer: 'unknown' },
    ],
  ])('says %s, and no more than that', async (_, change, found) => {
    const reply = await createReadyAnswer(parts(change))();
    expect([reply.status, await reply.json()]).toEqual([503, { ...WELL, ...found }]);
  });

  test('is looked at once for many who ask at once', async () => {
    let looks = 0;
    const logs = {
      state: async () => {
        looks += 1;
        return state;
      },
    };
    const answer = createReadyAnswer(parts({ logs }));
    await Promise.all(Array.from({ length: 20 }, answer));
    expect(looks).toBe(1);
    expect(await lookInside(parts())).toEqual(WELL);
  });
});
