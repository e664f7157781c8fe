import { beforeAll, describe, expect, test } from 'vitest';
import { TEST_NOW, testActor, testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { mayDo, requireRight } from './access.ts';
import type { AccountsBody } from './contract.ts';
import { accountEndpoints } from './routes.ts';

const { sql } = await testDatabase();
const { call, audited, noted } = testApp(accountEndpoints, { sql });
const reader = testActor('reader');

beforeAll(async () => {
  await sql`
    insert into account (id, name, sign_in_name, sign_in_key, role, created_at)
    values (${reader.id}, ${reader.name}, 'reader', 'reader', 'reader', ${new Date(TEST_NOW)})`;
});

const ask = (path: string, body: object) => call('administrator', `POST /api/accounts/${reader.id}/${path}`, body);
const rightsOf = async () => {
  const { accounts } = (await (await call('administrator', 'GET /api/accounts')).json()) as AccountsBody;
  return accounts.find(({ id }) => id === reader.id)?.rights;
};

describe('a right beyond the role', () => {
  const given = { right: 'identities', reason: 'makes the badges' };

  test('is held by nobody before an administrator gives it by name, with a reason', async () => {
    for (const role of ['reader', 'editor', 'administrator'] as const) {
      expect(await mayDo(sql, testActor(role), 'identities')).toBe(false);
    }
    await expect(requireRight(sql, reader, 'identities')).rejects.toMatchObject({ kind: 'right-missing' });
    expect((await ask('rights', { right: 'identities' })).status).toBe(422);
    expect((await ask('rights', given)).status).toBe(204);
    expect([await mayDo(sql, reader, 'identities'), await rightsOf()]).toEqual([true, ['identities']]);
    expect((await ask('rights', given)).status).toBe(409);
  });

  test('ends at once, stays to be seen, and may be given anew; all of it concerns security', async () => {
    expect((await ask('rights/end', { ...given, reason: 'badges are made' })).status).toBe(204);
    expect([await mayDo(sql, reader, 'identities'), await rightsOf()]).toEqual([false, []]);
    expect((await ask('rights/end', given)).status).toBe(404);
    expect((await ask('rights', given)).status).toBe(204);
    const acts = ['account.right-given', 'account.right-ended', 'account.right-given'];
    // All of it at one moment of the clock of tests, so that none comes before another.
    expect((await audited()).map(({ action }) => action).sort()).toEqual(acts.sort());
    expect(
      (await noted())
        .map(({ kind }) => kind)
        .filter((kind) => kind.startsWith('account.'))
        .sort(),
    ).toEqual(acts);
    expect((await sql`select reason, ended_reason from account_right order by given_at`).length).toBe(2);
  });

  test('is given once of two that come at once', async () => {
    await ask('rights/end', given);
    const replies = await Promise.all([1, 2, 3].map(() => ask('rights', given)));
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
  });
});
