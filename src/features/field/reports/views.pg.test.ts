import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/http.ts';
import { openIntake } from '../../../../test/support/intake.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { FIRST_VIEW, type ListView, type SavedView } from './arrivals/list/list-view.ts';
import { viewEndpoints } from './routes/list/view-endpoints.ts';

const { sql } = await testDatabase();
const app = testApp(viewEndpoints, { sql });
type Role = Parameters<typeof app.call>[0];
let path: `/${string}`;

beforeAll(async () => {
  const { slug } = await openIntake(sql);
  path = `/api/missions/${slug}/report-views`;
});

const VIEW: ListView = {
  ...FIRST_VIEW,
  form: 'visit',
  filters: [
    { column: '/data/open', is: ['no'] },
    { column: '/data/voters', from: '5', to: null },
  ],
  search: 'ящик',
  sort: { column: 'station', isDescending: true },
  columns: ['/data/open', 'station'],
};

async function ask<T>(role: Role, line: `${string} /${string}`, body?: unknown): Promise<T> {
  const reply = await app.call(role, line, body);
  expect([line, reply.ok]).toEqual([line, true]);
  return (reply.status === 204 ? undefined : await reply.json()) as T;
}

async function codeOf(role: Role, line: `${string} /${string}`, body?: unknown): Promise<unknown> {
  const reply = await app.call(role, line, body);
  return [reply.status, ((await reply.json()) as { code: string }).code];
}

const keep = (role: Role, given: Partial<{ name: string; isShared: boolean; view: ListView; id: string }> = {}) =>
  ask<SavedView>(role, `POST ${path}`, { id: randomUUID(), name: 'Closed', isShared: false, view: VIEW, ...given });
const names = async (role: Role) => (await ask<SavedView[]>(role, `GET ${path}`)).map(({ name }) => name);
const actsSince = async (count: number) => (await app.audited()).slice(count).map(({ action }) => action);

describe('a list that is kept under a name', () => {
  test('comes back as it was, to its owner alone until it is shared', async () => {
    const { id } = await keep('reader', { name: 'Mine' });
    expect(await ask('reader', `GET ${path}`)).toContainEqual({
      id,
      name: 'Mine',
      isShared: false,
      ownerName: 'Test reader',
      isMine: true,
      revision: 1,
      view: VIEW,
    });
    expect(await names('administrator')).not.toContain('Mine');
    const words = { name: 'Mine', isShared: true, view: VIEW, base: 1 };
    for (const role of ['editor', 'administrator'] as const) {
      expect(await codeOf(role, `PUT ${path}/${id}`, words)).toEqual([404, 'not-found']);
    }
    await ask('reader', `PUT ${path}/${id}`, words);
    expect(await ask('editor', `GET ${path}`)).toContainEqual(expect.objectContaining({ id, isMine: false }));
  });

  test('kept twice is kept once; the same id with something else is refused', async () => {
    const id = randomUUID();
    await keep('editor', { id, name: 'Twice' });
    await keep('editor', { id, name: 'Twice' });
    expect((await names('editor')).filter((name) => name === 'Twice')).toHaveLength(1);
    const other = { id, name: 'Other', isShared: false, view: VIEW };
    expect(await codeOf('editor', `POST ${path}`, other)).toEqual([409, 'conflict']);
    expect(await codeOf('reader', `POST ${path}`, other)).toEqual([409, 'conflict']);
  });

  test('a shared one is changed by its owner and by administrators, and each change is in the history', async () => {
    const before = (await app.audited()).length;
    const { id } = await keep('editor', { name: 'Ours', isShared: true });
    const next = { name: 'Ours too', isShared: true, view: { ...VIEW, search: null }, base: 1 };
    expect(await codeOf('reader', `PUT ${path}/${id}`, next)).toEqual([403, 'forbidden']);
    expect(await codeOf('reader', `DELETE ${path}/${id}`)).toEqual([403, 'forbidden']);
    await ask('administrator', `PUT ${path}/${id}`, next);
    expect(await codeOf('editor', `PUT ${path}/${id}`, next)).toEqual([409, 'changed-meanwhile']);
    await ask('editor', `DELETE ${path}/${id}`);
    await ask('editor', `DELETE ${path}/${id}`);
    expect(await names('administrator')).not.toContain('Ours too');
    expect(await codeOf('editor', `PUT ${path}/${id}`, { ...next, base: 2 })).toEqual([404, 'not-found']);
    await ask('editor', `POST ${path}/${id}/restoral`);
    expect(await names('administrator')).toContain('Ours too');
    await ask('editor', `PUT ${path}/${id}`, { ...next, isShared: false, base: 2 });
    expect(await actsSince(before)).toEqual(
      ['shared', 'changed', 'deleted', 'restored', 'unshared'].map((act) => `report-view.${act}`),
    );
    const changed = (await app.audited())[before + 1];
    expect(changed).toMatchObject({
      actorName: 'Test administrator',
      details: { name: 'Ours too', before: { name: 'Ours', search: 'ящик' }, after: { name: 'Ours too', search: '' } },
    });
  });

  test('what one keeps for oneself is in no history', async () => {
    const before = (await app.audited()).length;
    const { id } = await keep('reader', { name: 'Own' });
    await ask('reader', `PUT ${path}/${id}`, { name: 'Own still', isShared: false, view: VIEW, base: 1 });
    await ask('reader', `DELETE ${path}/${id}`);
    expect(await actsSince(before)).toEqual([]);
  });

  test.each([
    ['no name', { name: ' ' }],
    ['a filter that is none', { view: { ...VIEW, filters: [{ column: 'state' }] } }],
    ['a column that is none', { view: { ...VIEW, columns: ['a b'] } }],
    ['too many rows', { view: { ...VIEW, size: 1_000 } }],
    ['something else beside', { view: { ...VIEW, more: 1 } }],
  ])('is refused with %s', async (_, given) => {
    const body = { id: randomUUID(), name: 'A', isShared: false, view: VIEW, ...given };
    expect(await codeOf('editor', `POST ${path}`, body)).toEqual([422, 'invalid-input']);
  });
});
