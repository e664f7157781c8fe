import { beforeAll, describe, expect, test } from 'vitest';
import { type AccessMatrix, walkAccess } from '../../../../test/support/access-walk.ts';
import { TEST_NOW, testActor, testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { writeAudit } from '../../../platform/db/audit.ts';
import { readCsv } from '../../../platform/files/csv.ts';
import type { HistoryBody, HistoryChoicesBody } from './contract.ts';
import { historyEndpoints } from './routes.ts';

const { sql } = await testDatabase();
const { app, call } = testApp(historyEndpoints, { sql });
const ELECTION = '00000000-0000-7000-8000-0000000000aa';
const [reader, editor] = [testActor('reader'), testActor('editor')];
const DAY_MS = 86_400_000;

async function note(daysAgo: number, entry: Partial<Parameters<typeof writeAudit>[1]>): Promise<void> {
  await writeAudit(sql, {
    at: new Date(TEST_NOW - daysAgo * DAY_MS),
    actorId: editor.id,
    actorName: 'Aysel',
    action: 'record.corrected',
    electionId: ELECTION,
    subjectKind: 'claim',
    subjectKey: 'C1',
    reason: 'typing error',
    details: { version: 2 },
    ...entry,
  });
}

beforeAll(async () => {
  await sql`insert into election (id, slug, visibility, created_at) values (${ELECTION}, 'xanadu-2024', 'private', now())`;
  for (const { id, name } of [editor, reader]) {
    const unique = `${name} ${id}`;
    await sql`
      insert into account (id, name, sign_in_name, sign_in_key, role, created_at)
      values (${id}, ${name}, ${unique}, ${unique}, 'reader', now())`;
  }
  for (let count = 0; count < 250; count += 1) await note(10, { subjectKey: `C${count}` });
  await note(3, { action: 'record.withdrawn', reason: '=1+1' });
  await note(2, { action: 'account.invited', electionId: null, actorId: null, actorName: 'console', details: {} });
  await note(1, {
    action: 'account.renamed',
    electionId: null,
    actorId: reader.id,
    details: { before: 'A', after: 'B' },
  });
});

async function pageOf(role: 'reader' | 'administrator', query = ''): Promise<HistoryBody> {
  return (await (await call(role, `GET /api/history${query}`)).json()) as HistoryBody;
}

async function actionsOf(role: 'reader' | 'administrator', query: string): Promise<string[]> {
  return (await pageOf(role, query)).acts.map((act) => act.action);
}

describe('the history', () => {
  test('tells who did what, when, to what and why, newest first', async () => {
    const { acts } = await pageOf('administrator');
    expect(acts.slice(0, 3).map((act) => act.action)).toEqual([
      'account.renamed',
      'account.invited',
      'record.withdrawn',
    ]);
    expect(acts[2]).toMatchObject({
      at: '2024-02-02T10:00:00.000Z',
      actorName: 'Aysel',
      election: 'xanadu-2024',
      subjectKind: 'claim',
      subjectKey: 'C1',
      reason: '=1+1',
      details: { version: 2 },
    });
  });

  test('goes on page by page, without repeating or missing any', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: HistoryBody = await pageOf('administrator', next === '' ? '' : `?after=${encodeURIComponent(next)}`);
      seen.push(...page.acts.map((act) => act.id));
      next = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([253, 253]);
  });

  test('shows others than administrators what was done in elections, and what they did themselves', async () => {
    expect((await actionsOf('reader', '')).slice(0, 2)).toEqual(['account.renamed', 'record.withdrawn']);
    expect(await actionsOf('reader', '?action=account')).toEqual(['account.renamed']);
    const choices = (await (await call('reader', 'GET /api/history/choices')).json()) as HistoryChoicesBody;
    expect(choices).toEqual({
      elections: ['xanadu-2024'],
      actors: [
        { id: editor.id, name: 'Test editor' },
        { id: reader.id, name: 'Test reader' },
      ],
      actions: ['account.renamed', 'record.corrected', 'record.withdrawn'],
    });
  });

  test.each([
    ['?action=account', ['account.renamed', 'account.invited']],
    ['?action=account.invited', ['account.invited']],
    ['?action=acc', []],
    [`?actor=${reader.id}`, ['account.renamed']],
    ['?election=nowhere', []],
    ['?election=xanadu-2024&from=2024-02-01', ['record.withdrawn']],
    ['?from=2024-02-02&to=2024-02-03', ['account.invited', 'record.withdrawn']],
  ])('is narrowed down by %s', async (query, actions) => {
    expect(await actionsOf('administrator', query)).toEqual(actions);
  });

  test.each(['?after=x', '?actor=me', '?from=yesterday', '?admin=true', "?action='; drop table audit_entry"])(
    'refuses %s',
    async (query) => {
      expect((await call('administrator', `GET /api/history${query}`)).status).toBe(422);
    },
  );
});

describe('the history as a file', () => {
  test('holds every act, and no cell that a spreadsheet would compute (EXP-01)', async () => {
    const reply = await call('administrator', 'GET /api/history.csv');
    expect(reply.headers.get('content-disposition')).toContain('attachment');
    const text = await reply.text();
    expect(text.split('\n')[3]).toContain(`,'=1+1,`);
    const { table, faults } = await readCsv(new TextEncoder().encode(text));
    expect([faults, table.rows.length]).toEqual([[], 253]);
    expect(JSON.stringify(table.rows)).toContain('"=1+1"');
  });

  test('is narrowed down like the list', async () => {
    const text = await (await call('reader', 'GET /api/history.csv?action=account')).text();
    expect(text.trim().split('\n')).toHaveLength(2);
  });
});

test('is for people with an account (AUTHZ-03)', async () => {
  const matrix: AccessMatrix = {
    'GET /api/history': 'reader',
    'GET /api/history/choices': 'reader',
    'GET /api/history.csv': 'reader',
  };
  expect(await walkAccess(app, historyEndpoints, matrix)).toEqual([]);
});

test('cannot be altered by the program', async () => {
  await expect(sql`update audit_entry set reason = 'x'`).rejects.toThrow(/permission denied/);
  await expect(sql`delete from audit_entry`).rejects.toThrow(/permission denied/);
});
