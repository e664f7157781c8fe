import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type MadeCertificate, makeCertificate, makeIssuer } from '../../../../test/support/certificates.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { certificateWarnings, endingWarning, readCertificate } from './certificate.ts';

const folder = temporaryFolder('certificate');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const root = makeIssuer('A root of nobody');
const now = new Date();
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const good = makeCertificate(root, { names: ['observers.example', '*.observers.example'], addresses: ['192.0.2.7'] });

let count = 0;
function files(cert: string, key: string) {
  const [certFile, keyFile] = [join(folder, `${count}.crt`), join(folder, `${count}.key`)];
  count += 1;
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key, { mode: 0o600 });
  return { certFile, keyFile };
}

const chain = (made: MadeCertificate) => files(made.cert + root.pem, made.key);
const warn = async (made: MadeCertificate, origin = 'https://observers.example') =>
  certificateWarnings(await readCertificate(chain(made)), { origin, now });

describe('a certificate that can be used', () => {
  test('is read with its names and dates, and nothing is to be minded', async () => {
    const found = await readCertificate(chain(good));
    expect(found.length).toBe(2);
    expect(found.leaf.checkHost('observers.example')).toBe('observers.example');
    for (const origin of ['https://observers.example', 'https://desk.observers.example:8443', 'https://192.0.2.7']) {
      expect(certificateWarnings(found, { origin, now })).toEqual([]);
    }
  });

  test.each([
    ['has ended', { notAfter: inDays(-1) }, 'The certificate ended on'],
    ['ends soon', { notAfter: inDays(3.5) }, 'in 3 days: renew it'],
    ['is not valid yet', { notBefore: inDays(2) }, `not valid before ${inDays(2).toISOString().slice(0, 10)}`],
  ])('and %s is warned of with the day', async (_, dates, words) => {
    const found = await warn(makeCertificate(root, { names: ['observers.example'], ...dates }));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(words);
  });

  test('is warned of 14 days before its end, and no day sooner', () => {
    expect(endingWarning({ notAfter: inDays(14.01) }, now)).toBeNull();
    expect(endingWarning({ notAfter: inDays(13.99) }, now)).toContain('in 13 days');
  });

  test('for another name than the address is told with both', async () => {
    const [warning = ''] = await warn(good, 'https://elsewhere.example');
    expect(warning).toContain('for observers.example, *.observers.example, 192.0.2.7, not for elsewhere.example');
  });

  test('without those between it and its root is told whose it is', async () => {
    const found = await readCertificate(files(good.cert, good.key));
    const [warning = ''] = certificateWarnings(found, { origin: 'https://observers.example', now });
    expect(warning).toContain('issued by CN=A root of nobody');
  });

  test('with a key that everybody may read is told', async () => {
    const paths = chain(good);
    chmodSync(paths.keyFile, 0o644);
    const found = await readCertificate(paths);
    expect(certificateWarnings(found, { origin: 'https://observers.example', now })[0]).toContain('chmod 600');
  });
});

describe('a certificate that cannot be used is refused with the file and the reason:', () => {
  const other = makeCertificate(root, { names: ['observers.example'] });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const encrypted = (type: 'pkcs8' | 'pkcs1') =>
    privateKey.export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();

  test.each([
    ['no certificate', 'nothing\n', good.key, /^Read the certificate .*crt: found no certificate, wanted PEM/],
    ['a key for a certificate', good.key, good.key, /crt: found a key, wanted PEM/],
    ['a damaged one', good.cert.replace(/MII[\w+/]{40}/, 'MIIB'), good.key, /crt: its first certificate is damaged/],
    ['no key', good.cert, 'nothing\n', /^Read the key .*key: found no key, wanted PEM/],
    ['a certificate for a key', good.cert, good.cert, /key: found a certificate, wanted PEM/],
    ['a damaged key', good.cert, good.key.replace(/MIG[\w+/]{30}/, 'MIG'), /key: it is damaged/],
    ['an encrypted key', good.cert, encrypted('pkcs8'), /key: it is encrypted.*openssl pkey -in/],
    ['an encrypted key of the old kind', good.cert, encrypted('pkcs1'), /key: it is encrypted/],
    ['the key of another', good.cert, other.key, /is not the key of the certificate in .*crt, which is for observers/],
  ])('%s', async (_, cert, key, reason) => {
    await expect(readCertificate(files(cert, key))).rejects.toThrow(reason);
  });

  test('a file that is not there, or is a folder', async () => {
    const { keyFile } = files(good.cert, good.key);
    const missing = join(folder, 'missing.crt');
    await expect(readCertificate({ certFile: missing, keyFile })).rejects.toThrow(
      `Read the certificate ${missing}: there is no such file.`,
    );
    const directory = join(folder, 'directory');
    mkdirSync(directory);
    await expect(readCertificate({ certFile: directory, keyFile })).rejects.toThrow('it is a folder.');
  });
});
