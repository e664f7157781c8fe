import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

/** What a ceremony's options say of themselves; the rest is the browser's business. */
interface Options {
  readonly challenge: string;
  readonly user?: { readonly id: string };
}

/** How a ceremony departs from what is right. */
export interface Deviation {
  readonly origin?: string;
  readonly relyingParty?: string;
  readonly challenge?: string;
  readonly userVerified?: boolean;
  readonly counter?: number;
  readonly key?: KeyObject;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_KEY = 0x40;

/** An authenticator with one passkey (ES256, no attestation): answers ceremonies rightly, or wrongly as it is told. */
export class Authenticator {
  readonly id = randomBytes(16);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly origin: string;
  private counter = 0;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** The browser's answer to `navigator.credentials.create`. */
  create(options: Options, deviation: Deviation = {}) {
    const client = this.clientData('webauthn.create', options, deviation);
    const key = this.coseKey();
    const attested = Buffer.concat([Buffer.alloc(16), uint16(this.id.length), this.id, key]);
    const data = Buffer.concat([this.authenticatorData(deviation, HAS_KEY), attested]);
    const attestation = cborMap([
      ['fmt', cborText('none')],
      ['attStmt', cborMap([])],
      ['authData', cborBytes(data)],
    ]);
    return this.credential({
      clientDataJSON: client.toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** The browser's answer to `navigator.credentials.get`. */
  get(options: Options, deviation: Deviation = {}) {
    this.counter = deviation.counter ?? this.counter + 1;
    const client = this.clientData('webauthn.get', options, deviation);
    const data = this.authenticatorData(deviation, 0);
    const signed = Buffer.concat([data, sha256(client)]);
    const signature = createSign('sha256')
      .update(signed)
      .sign(deviation.key ?? this.keys.privateKey);
    return this.credential({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
    });
  }

  private credential(response: object) {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }

  private clientData(type: string, options: Options, deviation: Deviation): Buffer {
    const challenge = deviation.challenge ?? options.challenge;
    return Buffer.from(
      JSON.stringify({ type, challenge, origin: deviation.origin ?? this.origin, crossOrigin: false }),
    );
  }

  private authenticatorData(deviation: Deviation, extraFlags: number): Buffer {
    const party = sha256(Buffer.from(deviation.relyingParty ?? new URL(this.origin).hostname));
    const verified = deviation.userVerified === false ? 0 : USER_VERIFIED;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([party, Buffer.from([USER_PRESENT | verified | extraFlags]), counter]);
  }

  /** RFC 9053, 7.1.1: kty 2 (EC2), alg -7 (ES256), crv 1 (P-256), x, y. */
  private coseKey(): Buffer {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const coordinates = [x, y].map((part) => cborBytes(Buffer.from(part, 'base64url')));
    const [left, right] = [coordinates[0] ?? Buffer.alloc(0), coordinates[1] ?? Buffer.alloc(0)];
    const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]);
    return Buffer.concat([head, Buffer.from([0x21]), left, Buffer.from([0x22]), right]);
  }
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}

/** RFC 8949, 3: major type and length. */
function cborHead(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.concat([Buffer.from([(major << 5) | 25]), uint16(length)]);
}

function cborBytes(bytes: Buffer): Buffer {
  return Buffer.concat([cborHead(2, bytes.length), bytes]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([cborHead(3, text.length), Buffer.from(text)]);
}

function cborMap(entries: readonly (readonly [string, Buffer])[]): Buffer {
  return Buffer.concat([cborHead(5, entries.length), ...entries.flatMap(([key, value]) => [cborText(key), value])]);
}
