import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { SERVER_OPTIONS } from '../../src/apps/server/reach/listen.ts';
import { seeded } from '../../src/kernel/seed.ts';
import { fillReport, lookAt, makeMission, phoneOf, SLUG, sendAll } from '../support/crash-mission.ts';
import { findLosses } from '../support/find-losses.ts';
import { formatBody } from '../support/openrosa-phone.ts';
import { servedFolder } from '../support/restarting-server.ts';

const folder = servedFolder();
afterAll(() => folder.remove());
const path = await makeMission(folder);
const serving = await folder.serve();
const port = Number(new URL(serving.url).port);
const random = seeded('slow');

async function open(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

test('HTTP-03 500 connections that send a byte now and then are closed, and others are answered meanwhile', async () => {
  const { headersTimeout, connectionsCheckingInterval } = SERVER_OPTIONS;
  expect(headersTimeout + connectionsCheckingInterval).toBeLessThanOrEqual(15_000);
  const sockets = await Promise.all(Array.from({ length: 500 }, open));
  const closed = sockets.map((socket) => once(socket.resume(), 'close'));
  for (const socket of sockets) socket.write(`POST ${path}/submission HTTP/1.1\r\nHost: localhost\r\nX-Slow: `);
  const dripping = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('x');
  }, 1_000);
  let count = 0;
  const { statuses } = await sendAll(() => phoneOf(serving, path), {
    clients: 4,
    next: () => (count++ < 100 ? fillReport(random) : null),
  });
  expect([...statuses]).toEqual([[201, 100]]);
  await Promise.all(closed);
  clearInterval(dripping);
});

test('HTTP-05 a body that is announced longer than it comes and breaks off leaves nothing; sent again it is there once', async () => {
  const report = fillReport(random);
  const body = formatBody(report);
  const head = `POST ${path}/submission HTTP/1.1\r\nHost: localhost\r\nX-OpenRosa-Version: 1.0\r\n`;
  const type = 'Content-Type: multipart/form-data; boundary=----a-telephone-7d1c9f3a\r\n';
  for (const share of [0.1, 0.5, 0.9, 1]) {
    const socket = await open();
    socket.write(`${head}${type}Content-Length: ${body.length + 1000}\r\n\r\n`);
    await new Promise((resolve) => socket.write(body.subarray(0, Math.floor(body.length * share)), resolve));
    socket.resetAndDestroy();
  }
  const phone = phoneOf(serving, path);
  const found = () => lookAt(folder, (sql) => sql`select 1 from report_item where instance_id = ${report.instanceId}`);
  // The answer to this one comes after those that broke off, from the same program.
  expect((await phone.ask('HEAD', 'submission')).status).toBe(204);
  expect(await found()).toHaveLength(0);
  expect((await phone.send(report)).status).toBe(201);
  expect(await found()).toHaveLength(1);
  phone.close();
  expect(await lookAt(folder, (sql) => findLosses({ sql, dataFolder: folder.dataFolder }, [report]))).toEqual([]);
  expect((await fetch(`${serving.url}/log/${SLUG}/checkpoint`)).status).toBe(200);
});
