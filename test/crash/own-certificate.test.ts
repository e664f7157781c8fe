import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { seeded } from '../../src/kernel/seed.ts';
import { fillReport, makeMission, SLUG } from '../support/crash-mission.ts';
import { freePort } from '../support/free-port.ts';
import { createPhone } from '../support/openrosa-phone.ts';
import { ownCertificate } from '../support/own-certificate.ts';
import { servedFolder } from '../support/restarting-server.ts';

const NAME = 'observers.example';
const certificate = ownCertificate([NAME]);
const { issuer, certFile, keyFile } = certificate;
const [port, plainPort, metricsPort] = [await freePort(), await freePort(), await freePort()];
const origin = `https://${NAME}:${port}`;
const folder = servedFolder({
  PORT: String(port),
  SCRUTINEER_TLS_CERT: certFile,
  SCRUTINEER_TLS_KEY: keyFile,
  SCRUTINEER_REDIRECT_HTTP: String(plainPort),
  SCRUTINEER_METRICS_PORT: String(metricsPort),
  SCRUTINEER_ORIGIN: origin,
});
afterAll(() => folder.remove());
const path = await makeMission(folder);
const serving = await folder.serve();
const way = { port, ca: issuer.pem };

async function get(
  target: string,
  { isPlain = false, method = 'GET' } = {},
): Promise<IncomingMessage & { text: string }> {
  const to = { host: '127.0.0.1', path: target, method, agent: false as const };
  const headers = { host: `${NAME}:${isPlain ? plainPort : port}` };
  const request = isPlain
    ? http.request({ ...to, headers, port: plainPort })
    : https.request({ ...to, headers, port, ca: issuer.pem, servername: NAME });
  const [reply] = (await Promise.all([once(request, 'response'), request.end()]))[0] as [IncomingMessage];
  let text = '';
  for await (const piece of reply) text += piece;
  return Object.assign(reply, { text });
}

/** The number of the certificate that a new connection is shown. */
async function serialNow(): Promise<string> {
  const socket = connectTls({ host: '127.0.0.1', port, ca: issuer.pem, servername: NAME });
  await once(socket, 'secureConnect');
  const { serialNumber } = socket.getPeerCertificate();
  socket.destroy();
  return serialNumber;
}

describe('with an own certificate', () => {
  test('a telephone gets encrypted addresses, and its report with a photo a receipt', async () => {
    const phone = createPhone(origin + path, way);
    const { status, text } = await phone.ask('GET', 'formList');
    expect([status, text]).toEqual([200, expect.stringContaining(`<downloadUrl>${origin}/openrosa/${SLUG}/`)]);
    const report = fillReport(seeded('own certificate'));
    const photo = { name: 'a.jpg', content: Buffer.alloc(2_000_000, 7) };
    expect((await phone.send({ ...report, files: [photo] })).status).toBe(201);
    phone.close();
  });

  test('browsers are told to come encrypted for a year', async () => {
    expect((await get('/desk')).headers['strict-transport-security']).toBe('max-age=31536000');
  });

  test('who comes unencrypted is sent on, and what carries secrets is refused', async () => {
    const led = await get('/desk/reports?x=1', { isPlain: true });
    expect([led.statusCode, led.headers.location]).toEqual([308, `${origin}/desk/reports?x=1`]);
    for (const [method, target] of [
      ['GET', `${path}/formList`],
      ['POST', '/desk'],
      ['GET', '/api/session'],
    ] as const) {
      const refused = await get(target, { isPlain: true, method });
      expect([target, refused.statusCode, refused.text]).toEqual([
        target,
        403,
        expect.stringContaining(`Use ${origin}`),
      ]);
    }
  });

  test('whoever speaks nothing newer than TLS 1.1 gets no connection', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false, ...old });
    await expect(once(socket, 'secureConnect')).rejects.toThrow(/protocol version|alert/i);
  });

  test('HTTP-03 who never greets, or drips a header, is closed, and others are answered meanwhile', async () => {
    const silent = Array.from({ length: 40 }, () => connect(port, '127.0.0.1').resume());
    const dripping = Array.from({ length: 40 }, () =>
      connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false }).resume(),
    );
    const closed = [...silent, ...dripping].map((socket) => {
      socket.on('error', () => {});
      return once(socket, 'close');
    });
    for (const socket of dripping) socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    const drops = setInterval(() => {
      for (const socket of dripping) if (socket.writable) socket.write('x');
    }, 1_000);
    expect((await get('/healthz')).statusCode).toBe(200);
    await Promise.all(closed);
    clearInterval(drops);
  });

  test('a renewed one is served without a restart, and its end is among the figures', async () => {
    const before = await serialNow();
    certificate.renew();
    await vi.waitFor(async () => expect(await serialNow()).not.toBe(before), { timeout: 60_000, interval: 500 });
    const figures = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    const end = Number(/scrutineer_tls_certificate_end_seconds (\d+)/.exec(figures)?.[1]);
    expect(end * 1_000).toBeGreaterThan(Date.now() + 80 * 86_400_000);
    expect(figures).toContain(`scrutineer_log_entries{mission="${SLUG}"}`);
    expect(figures).toContain('scrutineer_reports_total{status="accepted"} 1');
    expect(serving.notes()).not.toMatch(/certificate/i);
  });

  test('the figures are not at the address of the server, and that it is ready is', async () => {
    expect((await get('/metrics')).headers['content-type']).not.toContain('version=0.0.4');
    const ready = await get('/readyz');
    const everything = { database: 'up', logs: 'open', signer: 'up', reading: 'running', disk: 'free' };
    expect([ready.statusCode, JSON.parse(ready.text)]).toEqual([200, everything]);
  });
});

test('a key that does not fit is said before anything else is begun', async () => {
  const other = ownCertificate([NAME]);
  const wrong = servedFolder({ PORT: '0', SCRUTINEER_TLS_CERT: certFile, SCRUTINEER_TLS_KEY: other.keyFile });
  await expect(wrong.serve()).rejects.toThrow(`the key in ${other.keyFile} is not the key of the certificate in`);
  await wrong.remove();
});
