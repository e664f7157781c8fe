import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { testBrowser } from '../support/chromium.ts';
import { firstAdministrator } from '../support/desk-people.ts';
import { freePort } from '../support/free-port.ts';
import { openPage } from '../support/open-page.ts';
import { ownCertificate } from '../support/own-certificate.ts';
import { testServer } from '../support/server.ts';

const NAME = 'observers.example';
const { certFile, keyFile, fingerprint } = ownCertificate([NAME]);
const port = await freePort();
const server = await testServer({
  PORT: String(port),
  SCRUTINEER_ORIGIN: `https://${NAME}:${port}`,
  SCRUTINEER_TLS_CERT: certFile,
  SCRUTINEER_TLS_KEY: keyFile,
});
const here = `--host-resolver-rules=MAP ${NAME} 127.0.0.1`;
const trusting = await testBrowser([here, `--ignore-certificate-errors-spki-list=${fingerprint}`]);
const { page, complaints } = await firstAdministrator(server, trusting);

test('a browser that does not know who issued it refuses the certificate', async () => {
  const strange = await openPage(await testBrowser([here]));
  await expect(strange.page.goto(server.url)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
});

describe('over an own certificate', () => {
  test('a person has joined with a passkey, and the session is kept by secure cookies alone', async () => {
    expect(page.url()).toContain(`https://${NAME}:${port}/desk`);
    expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name }) => name)).toContain('__Host-scrutineer');
    expect(cookies.filter(({ secure, httpOnly, sameSite }) => !secure || !httpOnly || sameSite !== 'Strict')).toEqual(
      [],
    );
  });

  test('who signs out comes back with the passkey', async () => {
    await page.getByRole('button', { name: 'Leyla', exact: true }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('button', { name: 'Leyla', exact: true }).waitFor();
  });

  test('the desk shows an election', async () => {
    await page.goto(`${server.url}/desk`);
    await page
      .getByRole('link', { name: /Azerbaijan|presidential/i })
      .first()
      .click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('a service worker is taken: the pages may get one', async () => {
    expect(await registerWorker(page)).toBe('activated');
  });
});

/**
 * Registers one of our own scripts that does nothing but give words, because the pages have no service worker yet. What
 * a browser asks for is the same: a secure context, a certificate that it accepts, and our content security policy.
 */
async function registerWorker(on: Page): Promise<string> {
  await on.evaluate(() => fetch('/healthz'));
  return await on.evaluate(async () => {
    const scripts = performance.getEntriesByType('resource').map(({ name }) => name);
    const words = scripts.find((name) => /\/public-en[^/]*\.js$/.test(name));
    if (words === undefined) return `no script of words among ${scripts.join(' ')}`;
    const { pathname } = new URL(words);
    const scope = pathname.slice(0, pathname.lastIndexOf('/') + 1);
    const registration = await navigator.serviceWorker.register(pathname, { type: 'module', scope });
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    if (worker === null) return 'none';
    while (worker.state !== 'activated' && worker.state !== 'redundant') {
      await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
    }
    return worker.state;
  });
}
