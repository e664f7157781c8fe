import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** Who signs certificates: a root, or whatever a root signed as one that signs others. */
export interface Issuer {
  readonly name: string;
  readonly key: KeyObject;
  readonly pem: string;
}

/** A certificate with its key, as files hold them. */
export interface MadeCertificate {
  readonly cert: string;
  readonly key: string;
  readonly publicKey: KeyObject;
}

/** What a certificate says. */
export interface Wanted {
  /** DNS names. */
  readonly names: readonly string[];
  /** IPv4 addresses. */
  readonly addresses?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

const DAY_MS = 86_400_000;

/** A root that nobody trusts but who is told to. */
export function makeIssuer(name: string): Issuer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const wanted = { names: [], notAfter: new Date(Date.now() + 3_650 * DAY_MS) };
  return {
    name,
    key: privateKey,
    pem: encode({ wanted, subject: name, publicKey, issuer: { name, key: privateKey }, isIssuer: true }),
  };
}

/** A certificate of `issuer` for a server (RFC 5280), valid from yesterday for 90 days unless told otherwise. */
export function makeCertificate(issuer: Issuer, wanted: Wanted): MadeCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = wanted.names[0] ?? wanted.addresses?.[0] ?? 'nobody';
  const cert = encode({ wanted, subject, publicKey, issuer, isIssuer: false });
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), publicKey };
}

/** What `--ignore-certificate-errors-spki-list` of Chromium names a key by. */
export function keyFingerprint(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
}

interface Encoded {
  readonly wanted: Wanted;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly issuer: Pick<Issuer, 'name' | 'key'>;
  readonly isIssuer: boolean;
}

function encode({ wanted, subject, publicKey, issuer, isIssuer }: Encoded): string {
  const notBefore = wanted.notBefore ?? new Date(Date.now() - DAY_MS);
  const notAfter = wanted.notAfter ?? new Date(Date.now() + 90 * DAY_MS);
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_SHA256,
    nameOf(issuer.name),
    sequence(time(notBefore), time(notAfter)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...(isIssuer ? [IS_ISSUER] : [alternatives(wanted)]))),
  );
  const signature = sign('sha256', body, issuer.key);
  const der = sequence(body, ECDSA_SHA256, element(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const short = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...short]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, ...parts);
}

function tagged(number: number, part: Buffer): Buffer {
  return element(0xa0 | number, part);
}

function integer(bytes: Buffer): Buffer {
  return element(0x02, bytes);
}

/** An object identifier, its bytes given as hexadecimal digits. */
function identifier(hex: string): Buffer {
  return element(0x06, Buffer.from(hex, 'hex'));
}

/** 1.2.840.10045.4.3.2 */
const ECDSA_SHA256 = sequence(identifier('2a8648ce3d040302'));
/** 2.5.29.19 (basicConstraints), critical: it signs others. */
const TRUE = element(0x01, Buffer.from([0xff]));
const IS_ISSUER = sequence(identifier('551d13'), TRUE, element(0x04, sequence(TRUE)));

/** 2.5.4.3 (commonName) alone. */
function nameOf(text: string): Buffer {
  return sequence(element(0x31, sequence(identifier('550403'), element(0x0c, Buffer.from(text)))));
}

function time(date: Date): Buffer {
  const text = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  return element(0x18, Buffer.from(text));
}

/** 2.5.29.17 (subjectAltName). */
function alternatives({ names, addresses = [] }: Wanted): Buffer {
  const dns = names.map((name) => element(0x82, Buffer.from(name)));
  const ips = addresses.map((address) => element(0x87, Buffer.from(address.split('.').map(Number))));
  return sequence(identifier('551d11'), element(0x04, sequence(...dns, ...ips)));
}
