import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type AccessMatrix, walkAccess } from '../../../../test/support/access-walk.ts';
import { TEST_NOW, testActor, testApp } from '../../../../test/support/http.ts';
import { eventually } from '../../../../test/support/open-page.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { indexBacklog, writeAudit } from '../../../platform/db/audit.ts';
import { readCsv } from '../../../platform/files/tables/csv.ts';
import type { HistoryBody, HistoryChoicesBody, ShownActBody } from './contract.ts';
import { historyEndpoints } from './routes.ts';

const { sql, owner } = await testDatabase();
const { app, call, noted } = testApp(historyEndpoints, { sql });
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
      elections: [{ slug: 'xanadu-2024', name: {} }],
      missions: [],
      actors: [
        { id: editor.id, name: 'Test editor' },
        { id: reader.id, name: 'Test reader' },
      ],
      actions: ['account.renamed', 'record.corrected', 'record.withdrawn'],
      kinds: ['claim'],
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

  test.each([
    '?search=%25_%5C',
    `?search=${'n'.repeat(201)}`,
    '?after=x',
    '?actor=me',
    '?from=yesterday',
    '?admin=true',
    "?action='; drop table audit_entry",
  ])('refuses %s', async (query) => {
    expect((await call('administrator', `GET /api/history${query}`)).status).toBe(422);
  });
});

describe('a search', () => {
  beforeAll(async () => {
    await note(400, {
      reason: 'Ağdam DAİRƏSİ üzrə səhv',
      subjectKind: 'form',
      subjectKey: 'coast/visit',
      electionId: null,
      details: { mission: 'coast', address: '203.0.113.9', note: 'ёлка' },
    });
    await note(401, {
      ...{ subjectKind: 'report', subjectKey: 'R1', electionId: null },
      details: { mission: 'isles', code: 'ISLES-7-4XK2-9MQPT' },
    });
    await note(402, { subjectKind: 'paper', subjectKey: 'shore/12', electionId: null, reason: null, details: {} });
  });

  test.each([
    ['search=agdam', 1],
    ['search=AĞDAM+dairə', 1],
    ['search=dairesi', 1],
    ['search=елка', 1],
    ['search=ЁЛКА+агдам', 0],
    ['search=coast', 1],
    ['mission=coast', 1],
    ['mission=isles', 1],
    ['search=ISLES-7-4XK2-9MQPT', 1],
    ['search=isles+7+4xk2+9mqpt&kind=report', 1],
    ['mission=shore', 1],
    ['mission=coast&kind=form', 1],
    ['mission=coast&kind=report', 0],
    ['kind=form&key=coast/visit', 1],
    ['kind=form&key=coast/vis', 0],
    ['search=typing+error', 253],
    ['search=%27+%7C+%27%3Dv&kind=form', 0],
  ])('finds words in any script and case, and every filter beside: %s', async (query, count) => {
    const page = await pageOf('administrator', `?${query}`);
    expect(page.acts.length).toBe(Math.min(count, 100));
    expect([count, null]).toContain(page.found?.count ?? null);
    expect(page.isIndexing).toBe(false);
  });

  test('AUTHZ-07 what a person may not see is in no search, no count and no choice, nor found by its id', async () => {
    const [seen] = (await pageOf('administrator', '?search=agdam')).acts;
    expect(seen?.details).toMatchObject({ address: '203.0.…' });
    for (const query of ['?search=agdam', '?mission=coast', '?kind=form', '?search=203']) {
      const page = await pageOf('reader', query);
      expect([query, page.acts, page.found]).toEqual([query, [], { count: 0, isMore: false }]);
    }
    expect((await call('reader', `GET /api/history/acts/${seen?.id}`)).status).toBe(404);
    const choices = (await (await call('reader', 'GET /api/history/choices')).json()) as HistoryChoicesBody;
    expect([choices.missions, choices.kinds]).toEqual([[], ['claim']]);
    expect(await (await call('reader', 'GET /api/history.csv')).text()).not.toContain('Ağdam');
  });

  test('where people were is neither searched nor told to others than administrators', async () => {
    await note(0, { details: { address: '203.0.113.77' }, reason: 'enrolled' });
    expect((await pageOf('administrator', '?search=203.0.113.77')).acts).toEqual([]);
    expect((await pageOf('administrator', '?search=enrolled')).acts[0]?.details).toEqual({ address: '203.0.…' });
    expect((await pageOf('reader', '?search=enrolled')).acts[0]?.details).toEqual({});
    expect(await (await call('reader', 'GET /api/history.ndjson?search=enrolled')).text()).not.toContain('203.0');
  });

  test('tells what an act changed, field by field', async () => {
    const before = { name: { en: 'Coast' }, days: 3 };
    await note(0, { reason: 'two fields', details: { before, after: { name: { en: 'Isles' }, days: 3, open: true } } });
    const [act] = (await pageOf('reader', '?search=two+fields')).acts;
    const shown = (await (await call('reader', `GET /api/history/acts/${act?.id}`)).json()) as ShownActBody;
    expect(shown.changes).toEqual([
      { field: 'name.en', before: 'Coast', after: 'Isles' },
      { field: 'open', before: null, after: 'true' },
    ]);
  });

  test('tells what a correction of a record changed', async () => {
    const author = { author_name: 'Aysel', at: new Date(), change_id: ELECTION };
    const version = { election_id: ELECTION, kind: 'claim', key: 'C7', ...author };
    await sql`insert into record_version ${sql([
      { ...version, version: 1, act: 'created', cells: sql.json({ value: '12', unit: 'x' }), reason: null },
      { ...version, version: 2, act: 'corrected', cells: sql.json({ value: '21', unit: 'x' }), reason: 'turned' },
    ] as never)}`;
    await note(0, { subjectKey: 'C7', reason: 'digits turned', details: { version: 2 } });
    const [act] = (await pageOf('reader', '?search=digits+turned')).acts;
    const shown = (await (await call('reader', `GET /api/history/acts/${act?.id}`)).json()) as ShownActBody;
    expect(shown.changes).toEqual([{ field: 'value', before: '12', after: '21' }]);
  });

  test('finds what was noted before there was an index, once it is indexed', async () => {
    await owner`
      insert into audit_entry values ('00000000-0000-7000-8000-00000000dead', ${new Date(TEST_NOW)}, null, 'console',
        'device.added', null, 'device', 'coast/older', null, '{"name":"Şəki"}')`;
    await owner`insert into history_backlog values ('00000000-0000-7000-8000-00000000dead')`;
    expect(await pageOf('administrator', '?search=seki')).toMatchObject({ acts: [], isIndexing: true });
    expect([await indexBacklog(sql, 10), await indexBacklog(sql, 10)]).toEqual([1, 0]);
    expect(await pageOf('administrator', '?search=seki&mission=coast')).toMatchObject({
      acts: [{ action: 'device.added' }],
      isIndexing: false,
    });
  });
});

describe('the history as a file', () => {
  const SPAN = 'from=2024-01-20&to=2024-02-04';
  const fileOf = async (name: string, role: 'reader' | 'administrator' = 'administrator') =>
    await (await call(role, `GET /api/history.${name}`)).text();

  test('EXP-01 holds every act, and no cell that a spreadsheet would compute', async () => {
    const reply = await call('administrator', `GET /api/history.csv?${SPAN}`);
    expect(reply.headers.get('content-disposition')).toContain('attachment');
    const lines = (await reply.text()).split('\n');
    const rows = lines.slice(6, -2).join('\n');
    expect(rows).toContain(`,'=1+1,`);
    const { table, faults } = await readCsv(new TextEncoder().encode(rows));
    expect([faults, table.rows.length]).toEqual([[], 253]);
    expect(JSON.stringify(table.rows)).toContain('"=1+1"');
  });

  test('says what it holds, for whom and when it was made, and proves it', async () => {
    const text = await fileOf(`csv?${SPAN}&search=typing`);
    const lines = text.split('\n');
    expect(lines.slice(0, 6)).toEqual(
      [
        '"# Scrutineer: who did what, when and why"',
        '# exported at: 2024-02-05T10:00:00.000Z',
        '"# exported by: Test administrator (administrator, 00000000-0000-7000-8000-000000000003)"',
        '"# from 2024-01-20 to 2024-02-04, days in UTC"',
        '"# narrowed down by: {""search"":""typing""}"',
        '# acts: 252',
      ].map((line) => (/[",]/.test(line) ? line : line.replaceAll('"', ''))),
    );
    const body = `${lines.slice(6, -2).join('\n')}\n`;
    const sha256 = createHash('sha256').update(body).digest('hex');
    expect(lines.at(-2)).toContain(`252 acts; SHA-256 of what stands between the first six lines and this: ${sha256}`);
  });

  test('EXP-07 two exports of one span are the same bytes but for the head', async () => {
    for (const [format, head] of [
      ['csv', 6],
      ['ndjson', 1],
    ] as const) {
      const [one, other] = [await fileOf(`${format}?${SPAN}`), await fileOf(`${format}?${SPAN}`, 'reader')];
      const behind = (text: string) => text.split('\n').slice(head);
      expect(behind(await fileOf(`${format}?${SPAN}`))).toEqual(behind(one));
      // A reader sees what was done in elections: another file, which says so.
      expect(behind(other).length).toBeLessThan(behind(one).length);
    }
  });

  test('as lines of JSON has a head, the acts in the order of time, and an end that proves them', async () => {
    const lines = (await fileOf(`ndjson?${SPAN}`)).split('\n');
    const parsed = lines.slice(0, -1).map((line) => JSON.parse(line));
    expect(parsed[0]).toMatchObject({ type: 'head', v: 1, acts: 253, filter: { from: '2024-01-20' } });
    expect(parsed.slice(1, -1).map(({ at }) => at)).toEqual(
      parsed
        .slice(1, -1)
        .map(({ at }) => at)
        .sort(),
    );
    const sha256 = createHash('sha256')
      .update(`${lines.slice(1, -2).join('\n')}\n`)
      .digest('hex');
    expect(parsed.at(-1)).toEqual({ type: 'end', acts: 253, sha256 });
  });

  test('is narrowed down like the list', async () => {
    expect((await fileOf('ndjson?action=account', 'reader')).trim().split('\n')).toHaveLength(3);
    expect((await fileOf('ndjson?election=nowhere')).trim().split('\n')).toHaveLength(2);
  });

  test('is an event, with what it was narrowed down by', async () => {
    await fileOf('csv?search=for-the-auditor');
    expect(await noted()).toContainEqual({
      area: 'reading',
      kind: 'reading.history-export',
      actorName: 'Test administrator',
      subject: 'history search=for-the-auditor',
      source: '',
      count: 1,
      details: {},
    });
  });

  test('that nobody takes to its end holds nobody else up', async () => {
    for (let count = 0; count < 5; count += 1) {
      const reply = await call('administrator', 'GET /api/history.csv');
      await reply.body?.cancel();
    }
    await eventually(async () => (await call('administrator', `GET /api/history.csv?${SPAN}`)).status).toBe(200);
  });
});

test('is for people with an account (AUTHZ-03)', async () => {
  const matrix: AccessMatrix = {
    'GET /api/history': 'reader',
    'GET /api/history/choices': 'reader',
    'GET /api/history.csv': 'reader',
    'GET /api/history.ndjson': 'reader',
    'GET /api/history/acts/:id': 'reader',
  };
  expect(await walkAccess(app, historyEndpoints, matrix)).toEqual([]);
});

test('cannot be altered by the program', async () => {
  await expect(sql`update audit_entry set reason = 'x'`).rejects.toThrow(/permission denied/);
  await expect(sql`delete from audit_entry`).rejects.toThrow(/permission denied/);
});
