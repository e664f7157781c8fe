import { describe, expect, it } from 'vitest';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { recordEndpoints } from './routes.ts';

const { sql } = await testDatabase();
const { call } = testApp(recordEndpoints, { sql });

const ELECTION = {
  title_en: 'Election of the Lighthouse Keeper',
  country: 'XA',
  kind: 'ordinary',
  office_en: 'Keeper',
  election_day: '2031-03-09',
  timezone: 'Europe/Berlin',
  opens: '08:00',
  closes: '20:00',
};
const BASE = '/api/elections/nowhere-2031';
const create = (key: string, id: string) => call('editor', 'POST /api/elections', { id, cells: { ...ELECTION, key } });
const put = (path: `${string}/${string}`, body: object) => call('editor', `PUT ${BASE}/records/${path}`, body);
const codeOf = async (reply: Response) => (await reply.json()).issues?.[0]?.code;

await create('nowhere-2031', '00000000-0000-4000-8000-000000000001');

describe('cells that nobody meant', () => {
  it.each(['constructor', 'toString', 'hasOwnProperty', 'constructor_en'])(
    'HTTP-11: %s is no column',
    async (column) => {
      const reply = await put('source/S1', { base: 0, cells: { key: 'S1', publisher: 'x', [column]: 'y' } });
      expect([reply.status, await codeOf(reply)]).toEqual([422, 'unknown-column']);
    },
  );

  it('HTTP-11: __proto__ changes nothing', async () => {
    const cells = JSON.parse('{"key":"S9","publisher":"x","__proto__":"y"}');
    await put('source/S9', { base: 0, cells });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    const stored = await sql`select cells from record where key = 'S9'`;
    for (const row of stored) expect(Object.keys(row.cells)).toEqual(['key', 'publisher']);
  });

  it('are refused by number before each is looked at', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`c${index}`, 'x']));
    const reply = await put('source/S2', { base: 0, cells: many });
    expect(reply.status).toBe(422);
    expect((await reply.text()).length).toBeLessThan(1_000);
  });

  it.each(['a/b', 'ÄÖ', 'X.Y', 'Upper'])(
    'the key %s names no election: it could not stand in an address',
    async (key) => {
      const reply = await create(key, '00000000-0000-4000-8000-000000000002');
      expect([reply.status, await codeOf(reply)]).toEqual([422, 'election-key']);
    },
  );
});

describe('changes at the same moment', () => {
  it('of 20 corrections of one record exactly one is kept', async () => {
    await put('source/R', { base: 0, cells: { key: 'R', publisher: 'first' } });
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        put('source/R', { base: 1, reason: 'race', cells: { key: 'R', publisher: `P${index}` } }),
      ),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    const versions = await sql`select version from record_version where kind = 'source' and key = 'R'`;
    expect(versions).toHaveLength(2);
  });

  it('places that are moved into each other make no circle', async () => {
    const codes = ['A', 'B', 'C'];
    const place = (code: string) => ({ code, level: 'region', name_en: `Place ${code}` });
    for (const code of codes) await put(`place/${code}`, { base: 0, cells: place(code) });
    const replies = await Promise.all(
      codes.map((code, index) =>
        put(`place/${code}`, {
          base: 1,
          reason: 'moved',
          cells: { ...place(code), parent: codes[(index + 1) % 3] ?? '' },
        }),
      ),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 200, 422]);
  });

  it('LOAD-05: whoever waits too long for another change is told to try again, and gives the connection back', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let taken = () => {};
    const isTaken = new Promise<void>((resolve) => {
      taken = resolve;
    });
    const holder = sql.begin(async (transaction) => {
      await transaction`select from election where slug = 'nowhere-2031' for update`;
      taken();
      await held;
    });
    await isTaken;
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        put(`source/W${index}`, { base: 0, cells: { key: `W${index}`, publisher: 'x' } }),
      ),
    );
    expect(replies.map((reply) => reply.status)).toEqual(Array.from({ length: 12 }, () => 503));
    release();
    await holder;
    expect((await put('source/W0', { base: 0, cells: { key: 'W0', publisher: 'x' } })).status).toBe(200);
  });
});
