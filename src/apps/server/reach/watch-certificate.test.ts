import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { makeCertificate, makeIssuer } from '../../../../test/support/certificates.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { readCertificate } from './certificate.ts';
import { watchCertificate } from './watch-certificate.ts';

const folder = temporaryFolder('watch-certificate');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const root = makeIssuer('A root of nobody');
const files = { certFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key') };
const DAY_MS = 86_400_000;

function make(notAfter = new Date(Date.now() + 60 * DAY_MS)) {
  return makeCertificate(root, { names: ['localhost'], notAfter });
}

function write(made: { cert: string; key: string }): void {
  writeFileSync(files.certFile, made.cert + root.pem);
  writeFileSync(files.keyFile, made.key, { mode: 0o600 });
}

/** Serves with the certificate in the files; `logged` is what was said, `serial` whose certificate a new connection gets. */
async function serve() {
  const first = await readCertificate(files);
  const server = createServer(first.pem, (_, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => server.close());
  const logged: string[] = [];
  const note = (...said: readonly unknown[]) => void logged.push(said.map((part) => JSON.stringify(part)).join(' '));
  const clock = { time: Date.now(), now: () => clock.time };
  const parts = { files, server, origin: 'https://localhost', clock, log: { info: note, warn: note } };
  const watched = watchCertificate(first, parts);
  afterAll(() => watched.close());
  const serial = () =>
    new Promise<string>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const socket = connect({ port, host: '127.0.0.1', ca: root.pem, servername: 'localhost' }, () => {
        resolve(socket.getPeerCertificate().serialNumber);
        socket.destroy();
      });
      socket.on('error', reject);
    });
  return { logged, clock, watched, serial };
}

test('a renewed certificate serves the next connection, without a restart', async () => {
  write(make());
  const { watched, serial, logged } = await serve();
  const before = await serial();
  await watched.look();
  expect(await serial()).toBe(before);
  const renewed = make();
  write(renewed);
  await watched.look();
  const after = await serial();
  expect(after).not.toBe(before);
  expect(after).toBe(watched.current().leaf.serialNumber);
  expect(logged.join()).toContain('the certificate was read again');
});

test('in the middle of a renewal the one in use stays; what stays wrong is told once', async () => {
  write(make());
  const { watched, serial, logged } = await serve();
  const before = await serial();
  const renewed = make();
  writeFileSync(files.certFile, renewed.cert + root.pem);
  await watched.look();
  expect([await serial(), logged]).toEqual([before, []]);
  for (let looks = 0; looks < 3; looks++) await watched.look();
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('is not the key of the certificate');
  writeFileSync(files.keyFile, renewed.key);
  await watched.look();
  expect(await serial()).toBe(watched.current().leaf.serialNumber);
  expect(await serial()).not.toBe(before);
});

test('one that ends soon is warned of once a day', async () => {
  write(make(new Date(Date.now() + 20 * DAY_MS)));
  const { watched, logged, clock } = await serve();
  await watched.look();
  expect(logged).toEqual([]);
  clock.time += 7 * DAY_MS;
  await watched.look();
  await watched.look();
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain('in 12 days');
  clock.time += DAY_MS;
  await watched.look();
  expect(logged).toHaveLength(2);
});
