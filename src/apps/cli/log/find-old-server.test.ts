import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { noteKeyOf } from '../../../../test/support/ed25519.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { testLeaf, testLog } from '../../../../test/support/test-log.ts';
import { formatNoteKey } from '../../../ledger/note/note-key.ts';
import { addressOfOrigin, findOldServer } from './find-old-server.ts';

const home = temporaryFolder('old-server');
const published = join(home, 'published');
mkdirSync(published);
const server = createServer((request, reply) => {
  const path = join(published, (request.url ?? '').replace('/log/coast/', ''));
  if (existsSync(path)) reply.end(readFileSync(path));
  else reply.writeHead(404).end();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
afterAll(() => {
  server.close();
  rmSync(home, { recursive: true, force: true });
});

const log = testLog(published, { origin: `127.0.0.1:${port}/coast` });
const stored = { slug: 'coast', origin: `127.0.0.1:${port}/coast`, verifierKey: formatNoteKey(log.key) };
const address = `http://127.0.0.1:${port}/log/coast/`;

test('OPS-01 whoever publishes a log at its address is found, and told apart from this server where that can be known', async () => {
  const data = join(home, 'data');
  mkdirSync(join(data, 'log/coast'), { recursive: true });
  expect(await findOldServer(stored, data), 'nothing is there').toEqual({ kind: 'nobody', address });
  log.grow([testLeaf(0)]);
  expect(await findOldServer(stored, data)).toEqual({ kind: 'other', address });
  cpSync(join(published, 'checkpoint'), join(data, 'log/coast/checkpoint'));
  expect(await findOldServer(stored, data), 'it may be this one').toEqual({ kind: 'own-or-other', address });
  log.grow([testLeaf(1)]);
  expect(await findOldServer(stored, data), 'it has gone on').toEqual({ kind: 'other', address });
  const key = formatNoteKey(noteKeyOf(stored.origin, 'ed25519', 2));
  expect(await findOldServer({ ...stored, verifierKey: key }, data), 'another log').toMatchObject({ kind: 'nobody' });
  const away = await findOldServer({ ...stored, origin: '127.0.0.1:1/coast' }, data);
  expect(away).toEqual({ kind: 'silent', address: 'http://127.0.0.1:1/log/coast/' });
});

test('the address of a log follows from its name', () => {
  expect(addressOfOrigin('observers.example/coast')).toBe('https://observers.example/log/coast/');
  expect(addressOfOrigin('localhost:8391/coast')).toBe('http://localhost:8391/log/coast/');
});
