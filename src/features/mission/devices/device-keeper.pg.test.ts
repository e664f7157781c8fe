import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { createDeviceKeeper } from './access.ts';
import type { OpenRosaSecrets } from './device-replies.ts';
import { addDevice, revoke } from './routes/change-devices.ts';
import { lockDevice } from './store/keep-devices.ts';

const { sql } = await testDatabase();
const START = Date.UTC(2024, 1, 5, 10);
const at = new Date(START);
const mission = { id: randomUUID(), slug: 'coast', name: { en: 'Coast' } };
await sql`insert into mission (id, slug, name, created_at) values (${mission.id}, 'coast', ${sql.json(mission.name)}, ${at})`;

/** A keeper with a clock to be set, which counts its questions to the database. */
function newKeeper() {
  const time = { now: START };
  const asked = { count: 0, isAway: false };
  const counted = new Proxy(sql, {
    apply: (target, self, given: unknown[]) => {
      const isFragment = !/select|update/.test(String((given[0] as readonly string[])[0]));
      if (!isFragment) asked.count += 1;
      if (!isFragment && asked.isAway) return Promise.reject(new Error('away'));
      return Reflect.apply(target, self, given);
    },
  }) as Sql;
  return { keeper: createDeviceKeeper(counted, { now: () => time.now }), time, asked };
}

async function add(login: string | null = null): Promise<OpenRosaSecrets> {
  const wanted = { id: randomUUID(), name: 'Phone', kind: 'odk', login, at, origin: 'http://localhost' } as const;
  return (await sql.begin((transaction) => addDevice(transaction, mission, wanted))) as OpenRosaSecrets;
}

async function revokeIt(id: string): Promise<void> {
  await sql.begin(async (transaction) => {
    await revoke(transaction, await lockDevice(transaction, mission.id, id), { at, reason: 'lost' });
  });
}

describe('the keeper of devices', () => {
  it('AUTH-11 feels a revocation by another process within two seconds', async () => {
    const { keeper, time } = newKeeper();
    const { token, id } = await add('first');
    const all = async () => [
      (await keeper.byToken(token))?.isRevoked,
      (await keeper.byLogin('coast', 'first'))?.device.isRevoked,
      (await keeper.byName(mission.id, id))?.isRevoked,
    ];
    expect(await all()).toEqual([false, false, false]);
    await revokeIt(id);
    time.now += 1_999;
    expect(await all()).toEqual([false, false, false]);
    time.now += 1;
    expect(await all()).toEqual([true, true, true]);
  });

  it('asks once for many who come at once, and rarely for many who come one after another', async () => {
    const { keeper, time, asked } = newKeeper();
    const devices = await Promise.all(Array.from({ length: 8 }, () => add()));
    for (let ms = 0; ms < 10_000; ms += 100) {
      time.now = START + ms;
      const found = await Promise.all([...devices, ...devices].map(({ token }) => keeper.byToken(token)));
      expect(found.map((device) => device?.id)).toEqual([...devices, ...devices].map(({ id }) => id));
    }
    expect(asked.count).toBe(devices.length * 5);
  });

  it('drives no device out of its memory for tokens that nobody has, and knows a new one within two seconds', async () => {
    const { keeper, time, asked } = newKeeper();
    const { token } = await add();
    await keeper.byToken(token);
    for (let n = 0; n < 5_000; n += 1) await keeper.byToken('nobody');
    expect(asked.count).toBe(2);
    await Promise.all(Array.from({ length: 5_000 }, (_, n) => keeper.byToken(`wrong-${n}`)));
    asked.count = 0;
    expect(await keeper.byToken(token)).not.toBeNull();
    expect(asked.count).toBe(0);
    expect(await keeper.byLogin('coast', 'late')).toBeNull();
    await add('late');
    time.now += 2_000;
    expect(await keeper.byLogin('coast', 'late')).not.toBeNull();
  });

  it('remembers no failure', async () => {
    const { keeper, asked } = newKeeper();
    const { token } = await add();
    asked.isAway = true;
    await expect(keeper.byToken(token)).rejects.toThrow('away');
    asked.isAway = false;
    expect(await keeper.byToken(token)).not.toBeNull();
  });

  it('notes that a device was heard of once a minute', async () => {
    const { keeper, time, asked } = newKeeper();
    const { id } = await add();
    for (let second = 0; second < 180; second += 1) {
      time.now = START + second * 1_000;
      await keeper.seen([id]);
    }
    expect(asked.count).toBe(3);
    const [row] = await sql<{ at: Date }[]>`select last_seen_at as at from device where id = ${id}`;
    expect(row?.at).toEqual(new Date(START + 120_000));
  });

  it('notes it the next time where the row was held, or the database away', async () => {
    const { keeper, time, asked } = newKeeper();
    const { id } = await add();
    const heardAt = async () =>
      (await sql<{ at: Date | null }[]>`select last_seen_at as at from device where id = ${id}`)[0]?.at;
    await sql.begin(async (holding) => {
      await lockDevice(holding, mission.id, id);
      await keeper.seen([id]);
    });
    asked.isAway = true;
    await expect(keeper.seen([id])).rejects.toThrow('away');
    expect(await heardAt()).toBeNull();
    asked.isAway = false;
    time.now = START + 1_000;
    await keeper.seen([id]);
    expect(await heardAt()).toEqual(new Date(START + 1_000));
  });
});
