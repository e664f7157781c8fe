import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { isIP } from 'node:net';
import { createSecureContext, rootCertificates } from 'node:tls';
import { Refusal, refusalOfDisk } from '../../../platform/db/refusal.ts';

/** Where the certificate and its key lie. */
export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** A certificate that can be used, with its key. */
export interface Certificate {
  /** As TLS takes them; the key is a secret. */
  readonly pem: { readonly cert: string; readonly key: string };
  readonly leaf: X509Certificate;
  /** How many certificates the file holds: the server's own and those between it and a root. */
  readonly length: number;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Whether every user of the machine may read the key. */
  readonly isKeyOpen: boolean;
}

/** Days before the end of a certificate from which on it is warned of. */
export const WARNED_DAYS = 14;

const DAY_MS = 86_400_000;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Reads both files. @throws Refusal that says which file is wrong, and what about it. */
export async function readCertificate({ certFile, keyFile }: CertificateFiles): Promise<Certificate> {
  const [cert, key] = [await readPem('certificate', certFile), await readPem('key', keyFile)];
  const blocks = cert.match(CERTIFICATE) ?? [];
  const leaf = parseLeaf(blocks[0], { cert, certFile });
  const privateKey = parseKey(key, keyFile);
  if (!leaf.checkPrivateKey(privateKey)) {
    throw new Refusal(
      `Read the certificate: the key in ${keyFile} is not the key of the certificate in ${certFile}, which is for ${namesOf(leaf).join(', ')}.`,
    );
  }
  requireUsable({ cert, key }, certFile);
  const { mode } = await stat(keyFile);
  return {
    pem: { cert, key },
    leaf,
    length: blocks.length,
    notBefore: new Date(leaf.validFrom),
    notAfter: new Date(leaf.validTo),
    isKeyOpen: (mode & 0o004) !== 0,
  };
}

const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'the user that the server runs as may not read it',
  EISDIR: 'it is a folder',
};

async function readPem(what: 'certificate' | 'key', file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const words = FILE_FAULTS[(error as NodeJS.ErrnoException).code ?? ''];
    const tried = `Read the ${what} ${file}`;
    throw words === undefined ? refusalOfDisk(tried, error) : new Refusal(`${tried}: ${words}.`);
  }
}

function parseLeaf(block: string | undefined, { cert, certFile }: { cert: string; certFile: string }): X509Certificate {
  if (block === undefined) {
    const found = cert.includes('PRIVATE KEY-----') ? 'a key' : 'no certificate';
    throw new Refusal(`Read the certificate ${certFile}: found ${found}, wanted PEM (-----BEGIN CERTIFICATE-----).`);
  }
  try {
    return new X509Certificate(block);
  } catch {
    throw new Refusal(`Read the certificate ${certFile}: its first certificate is damaged.`);
  }
}

function parseKey(key: string, keyFile: string): KeyObject {
  if (key.includes('BEGIN ENCRYPTED PRIVATE KEY') || /Proc-Type: *4, *ENCRYPTED/.test(key)) {
    throw new Refusal(
      `Read the key ${keyFile}: it is encrypted, and nobody is there to type its passphrase. Store it without one, for the server's user alone: openssl pkey -in ${keyFile} -out server.key`,
    );
  }
  if (!key.includes('PRIVATE KEY-----')) {
    const found = key.includes('BEGIN CERTIFICATE') ? 'a certificate' : 'no key';
    throw new Refusal(`Read the key ${keyFile}: found ${found}, wanted PEM (-----BEGIN PRIVATE KEY-----).`);
  }
  try {
    return createPrivateKey(key);
  } catch {
    throw new Refusal(`Read the key ${keyFile}: it is damaged.`);
  }
}

/** What TLS itself refuses: a key that is too small, a damaged chain. */
function requireUsable(pem: Certificate['pem'], certFile: string): void {
  try {
    createSecureContext(pem);
  } catch (error) {
    throw new Refusal(`Use the certificate ${certFile}: ${(error as Error).message}.`);
  }
}

/** What a certificate is for: `observers.example`, `192.0.2.7`. */
export function namesOf(leaf: X509Certificate): string[] {
  const listed = (leaf.subjectAltName ?? '').split(', ').filter((name) => /^(DNS|IP Address):/.test(name));
  if (listed.length === 0) return [leaf.subject.replaceAll('\n', ', ')];
  return listed.map((name) => name.replace(/^(DNS|IP Address):/, ''));
}

/** What to mind about a certificate that can be used; nothing of it keeps the server from serving. */
export function certificateWarnings(
  certificate: Certificate,
  { origin, now }: { origin: string; now: Date },
): string[] {
  const { leaf, notBefore, notAfter, isKeyOpen } = certificate;
  const { hostname } = new URL(origin);
  const warnings: string[] = [];
  const ending = endingWarning(certificate, now);
  if (ending !== null) warnings.push(ending);
  if (now < notBefore)
    warnings.push(
      `The certificate is not valid before ${day(notBefore)}: browsers and telephones refuse it until then.`,
    );
  if (!isFor(leaf, hostname)) {
    warnings.push(
      `The certificate is for ${namesOf(leaf).join(', ')}, not for ${hostname}: set SCRUTINEER_ORIGIN to an address that it is for, or use another certificate.`,
    );
  }
  if (notAfter > now && !isComplete(certificate)) {
    warnings.push(
      `The certificate was issued by ${oneLine(leaf.issuer)}, which telephones may not know: put the certificates between into the file, too (often fullchain.pem).`,
    );
  }
  if (isKeyOpen)
    warnings.push('Every user of this machine can read the key of the certificate: chmod 600, or 640 with a group.');
  return warnings;
}

/** What to say of a certificate that has ended or ends soon; null: nothing. */
export function endingWarning({ notAfter }: Pick<Certificate, 'notAfter'>, now: Date): string | null {
  const leftMs = notAfter.getTime() - now.getTime();
  if (leftMs < 0) return `The certificate ended on ${day(notAfter)}: browsers and telephones refuse it. Renew it.`;
  if (leftMs > WARNED_DAYS * DAY_MS) return null;
  return `The certificate ends on ${day(notAfter)}, in ${Math.floor(leftMs / DAY_MS)} days: renew it; the server reads the new one by itself.`;
}

function isFor(leaf: X509Certificate, hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  return (isIP(address) === 0 ? leaf.checkHost(address) : leaf.checkIP(address)) !== undefined;
}

/** Whether the file leads to a root: by itself, or by certificates between. */
function isComplete({ leaf, length }: Certificate): boolean {
  if (length > 1 || leaf.issuer === leaf.subject) return true;
  return rootCertificates.some((root) => new X509Certificate(root).subject === leaf.issuer);
}

function oneLine(name: string): string {
  return name.replaceAll('\n', ', ');
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
