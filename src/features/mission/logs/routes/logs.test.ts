import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { pino } from 'pino';
import type { Sql } from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { TEST_ORIGIN, testApp } from '../../../../../test/support/http.ts';
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts';
import { FIRST_LEAF_AT, testLeaves, testLog } from '../../../../../test/support/test-log.ts';
import { must } from '../../../../kernel/result.ts';
import { hashLeaf } from '../../../../ledger/merkle/tree-hash.ts';
import { formatNoteKey } from '../../../../ledger/note/note-key.ts';
import { parseLogProof } from '../../../../ledger/proof/log-proof.ts';
import { formatReceiptCode, receiptCodeOf } from '../../../../ledger/proof/receipt-code.ts';
import { verifyLogProof } from '../../../../ledger/proof/verify-log-proof.ts';
import { verifyEd25519 } from '../../../../platform/log/verify-ed25519.ts';
import type { Witnesses } from '../../../../platform/log/witness/witnesses.ts';
import { mountLog } from './mount-log.ts';
import { receiptEndpoints } from './receipt-endpoints.ts';

const root = temporaryFolder('logs');
afterAll(() => rmSync(root, { recursive: true }));
const log = testLog(join(root, 'demo'));
const published = log.grow(testLeaves(300));
const vkey = formatNoteKey(log.key);

const app = new Hono();
mountLog(app, { folder: root, findKey: async (slug) => (slug === 'demo' ? vkey : null) });
const get = (path: string, method = 'GET') => app.request(path, { method });

describe('the files of a log', () => {
  test('are served as they lie there, for every site', async () => {
    const full = await get('/log/demo/tile/0/000');
    expect(full.status).toBe(200);
    expect((await full.arrayBuffer()).byteLength).toBe(8192);
    expect(full.headers.get('cache-control')).toContain('immutable');
    expect(full.headers.get('access-control-allow-origin')).toBe('*');
    const part = await get('/log/demo/tile/entries/001.p/44');
    expect(part.headers.get('content-type')).toBe('application/octet-stream');
    expect(part.headers.get('cache-control')).toBe('no-cache');
    const checkpoint = await get('/log/demo/checkpoint');
    expect(await checkpoint.text()).toBe(published.note);
    expect(checkpoint.headers.get('cache-control')).toBe('no-cache');
    expect(await (await get('/log/demo/key')).text()).toBe(`${vkey}\n`);
    const head = await get('/log/demo/tile/0/000', 'HEAD');
    expect([head.headers.get('content-length'), await head.text()]).toEqual(['8192', '']);
  });
  test.each([
    '/log/demo/tile/0/000.p/7',
    '/log/demo/tile/0/001',
    '/log/demo/tile/0/0',
    '/log/demo/tile/0/..%2f..%2fcheckpoint',
    '/log/demo/tile/entries/../../checkpoint.tmp',
    '/log/demo/',
    '/log/demo/witnessed',
    '/log/demo/tile/0',
    '/log/demo/checkpoint/',
    '/log/%2e%2e/checkpoint',
    '/log/DEMO/checkpoint',
    '/log/other/checkpoint',
    '/log/other/key',
  ])('and nothing else: %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

// LOAD-07: there is no database, and none is needed.
const noDatabase = undefined as unknown as Sql;
const codeOf = (index: number) =>
  formatReceiptCode(receiptCodeOf('demo', index, hashLeaf(must(log.leaves[index], 'leaf'))));

describe('LOAD-07 a receipt is looked up by its code, without the database', () => {
  const services = { sql: noDatabase, log: pino({ level: 'silent' }), origins: [TEST_ORIGIN] as [string] };
  const { call } = testApp(receiptEndpoints({ folder: root, witnesses: null }), services);

  test('and tells of the leaf alone', async () => {
    const reply = await call(null, `GET /api/receipts/${codeOf(270).toLowerCase()}`);
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({
      code: codeOf(270),
      mission: 'demo',
      origin: 'test.example/demo',
      index: 270,
      type: 'receipt',
      time: FIRST_LEAF_AT + 270_000,
      size: 300,
      confirmation: 'unasked',
    });
  });
  test('LOG-07 its file proves it to whoever has the key, and nothing where one byte is another', async () => {
    const reply = await call(null, `GET /api/receipts/${codeOf(5)}/receipt.tlog-proof`);
    const text = await reply.text();
    expect(reply.headers.get('content-disposition')).toContain(`${codeOf(5)}.tlog-proof`);
    const parsed = parseLogProof(text);
    const leaf = must(parsed.ok ? parsed.value.extra : null, 'the leaf goes with it');
    const policy = { logs: [log.key], witnesses: [], quorum: { kind: 'none' } } as const;
    const check = (source: string, bytes: Uint8Array) =>
      verifyLogProof(source, { leafHash: hashLeaf(bytes), policy, verify: verifyEd25519 });
    expect(await check(text, leaf)).toMatchObject({ ok: true, value: { index: 5 } });
    expect(await check(text, leaf.with(9, (leaf[9] ?? 0) ^ 1))).toMatchObject({ ok: false });
  });
  test('a mistyped code is told from one that the log does not have', async () => {
    const code = codeOf(7);
    const wrong = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
    expect(await (await call(null, `GET /api/receipts/${wrong}`)).json()).toMatchObject({ code: 'receipt-mistyped' });
    const another = formatReceiptCode(receiptCodeOf('demo', 7, hashLeaf(must(log.leaves[8], 'leaf'))));
    const beyond = formatReceiptCode(receiptCodeOf('demo', 300, hashLeaf(must(log.leaves[8], 'leaf'))));
    const elsewhere = formatReceiptCode(receiptCodeOf('other', 7, hashLeaf(must(log.leaves[7], 'leaf'))));
    for (const unknown of [another, beyond, elsewhere]) {
      const reply = await call(null, `GET /api/receipts/${unknown}`);
      expect([reply.status, (await reply.json()).code]).toEqual([404, 'not-found']);
    }
  });
});

test('LOG-17 a receipt waits for the witnesses, and says so', async () => {
  const bound: { size: number; isConfirmed: boolean } = { size: 100, isConfirmed: true };
  const witnesses: Witnesses = {
    asked: ['test.example/witness'],
    published: () => {},
    cosigned: () => ({ note: published.note, ...bound }),
    close: async () => {},
  };
  const { call } = testApp(receiptEndpoints({ folder: root, witnesses }), { sql: noDatabase });
  const confirmation = async (index: number) =>
    (await (await call(null, `GET /api/receipts/${codeOf(index)}`)).json()).confirmation;
  expect(await confirmation(99)).toBe('confirmed');
  expect(await confirmation(100)).toBe('awaited');
  bound.isConfirmed = false;
  expect(await confirmation(99)).toBe('awaited');
});
