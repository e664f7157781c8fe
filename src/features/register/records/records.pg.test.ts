import { describe, expect, it } from 'vitest';
import { TEST_ORIGIN, testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { recordEndpoints } from './routes.ts';

const { sql } = await testDatabase();
const { call, audited, app } = testApp(recordEndpoints, { sql });

const ELECTION = {
  key: 'nowhere-2031',
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

async function createElection(slug = 'nowhere-2031') {
  const id = `00000000-0000-4000-8000-${String(Math.abs(hash(slug))).padStart(12, '0')}`;
  return await call('editor', 'POST /api/elections', { id, cells: { ...ELECTION, key: slug } });
}

function hash(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000_007, 7);
}

function source(key: string, publisher: string) {
  return { cells: { key, publisher }, base: 0 };
}

describe('the records of an election', () => {
  it('are created, corrected with a reason, and keep every version', async () => {
    expect((await createElection()).status).toBe(201);
    expect((await call('editor', `PUT ${BASE}/records/source/S1`, source('S1', 'Gazette'))).status).toBe(200);
    const corrected = { cells: { key: 'S1', publisher: 'The Gazette' }, base: 1, reason: 'Name as printed' };
    expect((await call('editor', `PUT ${BASE}/records/source/S1`, corrected)).status).toBe(200);
    const record = await (await call('editor', `GET ${BASE}/records/source/S1`)).json();
    expect(record).toMatchObject({ version: 2, isWithdrawn: false, cells: { publisher: 'The Gazette' } });
    expect(
      record.history.map((version: { act: string; cells: { publisher: string } }) => [
        version.act,
        version.cells.publisher,
      ]),
    ).toEqual([
      ['corrected', 'The Gazette'],
      ['created', 'Gazette'],
    ]);
    expect((await audited()).map((entry) => entry.action).sort()).toEqual([
      'record.corrected',
      'record.created',
      'record.created',
    ]);
  });

  it('refuse a correction without reason, from an old version, or under another key', async () => {
    await createElection('b');
    await call('editor', 'PUT /api/elections/b/records/source/S1', source('S1', 'Gazette'));
    const put = (body: object) => call('editor', 'PUT /api/elections/b/records/source/S1', body);
    const cells = { key: 'S1', publisher: 'Herald' };
    expect((await put({ cells, base: 1 })).status).toBe(422);
    expect((await put({ cells, base: 7, reason: 'x' })).status).toBe(409);
    expect((await put({ cells, base: 0 })).status).toBe(409);
    expect((await put({ cells: { ...cells, key: 'S2' }, base: 1, reason: 'x' })).status).toBe(422);
    const record = await (await call('editor', 'GET /api/elections/b/records/source/S1')).json();
    expect(record.history).toHaveLength(1);
  });

  it('name the cell that is wrong, and the record that is missing', async () => {
    await createElection('c');
    const put = (path: string, cells: object) =>
      call('editor', `PUT /api/elections/c/records/${path}`, { cells, base: 0 });
    const wrongDate = await put('act/decree', {
      key: 'decree',
      title_en: 'D',
      body_en: 'P',
      date: '2031-02-30',
      basis: 'sourced',
    });
    expect(await wrongDate.json()).toMatchObject({ code: 'invalid-input', issues: [{ code: 'when', column: 'date' }] });
    const noSource = await put('place/X', { code: 'X', level: 'country', sources: 'S9' });
    expect(await noSource.json()).toMatchObject({ issues: [{ code: 'reference', column: 'sources' }] });
  });

  it('refuse a place within itself', async () => {
    await createElection('d');
    const put = (code: string, body: object) => call('editor', `PUT /api/elections/d/records/place/${code}`, body);
    await put('A', { cells: { code: 'A', level: 'country' }, base: 0 });
    await put('B', { cells: { code: 'B', level: 'region', parent: 'A' }, base: 0 });
    await put('C', { cells: { code: 'C', level: 'region', parent: 'B' }, base: 0 });
    const cycle = await put('B', { cells: { code: 'B', level: 'region', parent: 'C' }, base: 1, reason: 'Moved' });
    expect(cycle.status).toBe(422);
    expect((await cycle.json()).issues[0]).toMatchObject({ severity: 'error', column: 'parent' });
  });

  it('are withdrawn only where nothing refers to them, and restored', async () => {
    await createElection('e');
    await call('editor', 'PUT /api/elections/e/records/source/S1', source('S1', 'Gazette'));
    const place = { cells: { code: 'A', level: 'country', sources: 'S1' }, base: 0 };
    await call('editor', 'PUT /api/elections/e/records/place/A', place);
    const act = (path: string, base: number) =>
      call('editor', `POST /api/elections/e/records/${path}`, { base, reason: 'Entered by mistake' });
    const refused = await act('source/S1/withdraw', 1);
    expect(await refused.json()).toMatchObject({
      issues: [{ code: 'still-referred-to', parameters: { found: 'place A' } }],
    });
    expect((await act('place/A/withdraw', 1)).status).toBe(200);
    expect((await act('source/S1/withdraw', 1)).status).toBe(200);
    expect((await act('place/A/restore', 2)).status).toBe(422);
    expect((await act('source/S1/restore', 2)).status).toBe(200);
    expect((await act('place/A/restore', 2)).status).toBe(200);
    const file = await (await call('reader', 'GET /api/elections/e/file')).json();
    expect(file.records.source).toEqual([[3, { key: 'S1', publisher: 'Gazette' }]]);
  });
});

describe('who may read', () => {
  it('a private election is not there for the public, a public one is, an archived one no more', async () => {
    await createElection('f');
    const status = async (role: 'reader' | null) => (await call(role, 'GET /api/elections/f/file')).status;
    expect([await status(null), await status('reader')]).toEqual([404, 200]);
    const reason = 'Checked by two people';
    expect((await call('editor', 'POST /api/elections/f/visibility', { visibility: 'public', reason })).status).toBe(
      403,
    );
    expect(
      (await call('administrator', 'POST /api/elections/f/visibility', { visibility: 'public', reason })).status,
    ).toBe(204);
    expect(await status(null)).toBe(200);
    expect((await call('administrator', 'POST /api/elections/f/archive', { reason })).status).toBe(204);
    expect([await status(null), await status('reader')]).toEqual([404, 200]);
    const edit = await call('editor', 'PUT /api/elections/f/records/source/S1', source('S1', 'Gazette'));
    expect(await edit.json()).toMatchObject({ code: 'archived' });
  });

  it('an unchanged file is answered with 304', async () => {
    await createElection('g');
    await call('administrator', 'POST /api/elections/g/visibility', { visibility: 'public', reason: 'Open' });
    const first = await app.request('/api/elections/g/file');
    const headers = { 'if-none-match': first.headers.get('etag') ?? '', origin: TEST_ORIGIN };
    expect((await app.request('/api/elections/g/file', { headers })).status).toBe(304);
    await call('editor', 'PUT /api/elections/g/records/source/S1', source('S1', 'Gazette'));
    expect((await app.request('/api/elections/g/file', { headers })).status).toBe(200);
  });
});

describe('the database', () => {
  it('does not let the application change or delete a version', async () => {
    await createElection('h');
    await expect(sql`update record_version set reason = 'other'`).rejects.toThrow(/permission denied/);
    await expect(sql`delete from record_version`).rejects.toThrow(/permission denied/);
    await expect(sql`delete from record`).rejects.toThrow(/permission denied/);
  });
});
