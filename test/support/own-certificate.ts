import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type Issuer, keyFingerprint, type MadeCertificate, makeCertificate, makeIssuer } from './certificates.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A certificate in files, as an operator has it. */
export interface OwnCertificate {
  readonly issuer: Issuer;
  /** What Chromium knows its key by. */
  readonly fingerprint: string;
  readonly certFile: string;
  readonly keyFile: string;
  /** Puts another certificate into the files, as a renewal does. */
  renew(): MadeCertificate;
}

/** A certificate for `names` in a folder of its own; both go when the test file is done. */
export function ownCertificate(names: readonly string[]): OwnCertificate {
  const folder = temporaryFolder('own-certificate');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const issuer = makeIssuer('A root of nobody');
  const [certFile, keyFile] = [join(folder, 'fullchain.pem'), join(folder, 'privkey.pem')];
  const renew = () => {
    const made = makeCertificate(issuer, { names });
    writeFileSync(certFile, made.cert + issuer.pem);
    writeFileSync(keyFile, made.key, { mode: 0o600 });
    return made;
  };
  return { issuer, fingerprint: keyFingerprint(renew().publicKey), certFile, keyFile, renew };
}
