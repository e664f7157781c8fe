import { clientAddress } from '../../../../../../platform/http/limits.ts';
import { parseAuthorization } from '../../../../../../platform/http/login/authorization.ts';
import {
  hashLogin,
  isPassword,
  loginChallenges,
  type PasswordHashes,
  provesPassword,
} from '../../../../../../platform/http/login/digest-login.ts';
import { createNonces, type Nonces } from '../../../../../../platform/http/login/nonces.ts';
import { Problem } from '../../../../../../platform/http/problem.ts';
import { type DeviceLogin, type KnownDevice, REALM } from '../../../../../mission/devices/device.ts';
import type { Asked } from '../asked.ts';
import type { OpenRosaGround } from '../ground.ts';
import { createFailureCount, type FailureCount } from './count-failures.ts';

/** Nobody is known by what was sent; `challenges` ask for a login, line by line. */
export class LoginWanted extends Problem {
  readonly challenges: readonly string[];

  constructor(challenges: readonly string[]) {
    super('wrong-credentials');
    this.challenges = challenges;
  }
}

/** Tells which device asks. @throws LoginWanted, or Problem `too-many-attempts`. */
export type Enter = (asked: Asked) => Promise<KnownDevice>;

const NONCE_LIFE_MS = 6 * 3_600_000;
const MOST_NONCES = 50_000;

/** What all requests share. */
interface Gate {
  readonly ground: OpenRosaGround;
  readonly nonces: Nonces;
  readonly failures: FailureCount;
}

export function createEntry(ground: OpenRosaGround): Enter {
  const nonces = createNonces({ lifeMs: NONCE_LIFE_MS, most: MOST_NONCES });
  const gate: Gate = { ground, nonces, failures: createFailureCount(ground.sql) };
  return async (asked) => {
    const device = asked.token === null ? await byLogin(gate, asked) : await byToken(gate, asked, asked.token);
    ground.devices.seen([device.id]).catch((error: unknown) => ground.log.warn({ error }, 'a device was not noted'));
    return device;
  };
}

/** A token is long and random: wrong ones are counted, and never keep a right one from the same address out. */
async function byToken({ ground, failures }: Gate, asked: Asked, token: string): Promise<KnownDevice> {
  const device = await ground.devices.byToken(token);
  if (device !== null && device.missionSlug === asked.mission && !device.isRevoked) return device;
  noteRefused(ground, asked, device);
  await failures.count(`token ${addressOf(ground, asked)}`, new Date(ground.clock.now()));
  throw new LoginWanted([]);
}

/** A password may be guessed: after some wrong ones of one login from one address, that login waits there. */
async function byLogin(gate: Gate, asked: Asked): Promise<KnownDevice> {
  const { ground, failures } = gate;
  const now = new Date(ground.clock.now());
  const given = parseAuthorization(asked.header('authorization') ?? '');
  if (given === null) throw wantLogin(gate, asked, false);
  const login = given.scheme === 'basic' ? given.login : given.proof.username;
  const counted = `login ${asked.mission}/${login} ${addressOf(ground, asked)}`;
  failures.requirePatience(counted, now);
  const found = await ground.devices.byLogin(asked.mission, login);
  const hashes = found === null ? NOBODY : hashesOf(found);
  const isRight =
    given.scheme === 'basic'
      ? isEncrypted(ground, asked) && isPassword(given, REALM, hashes)
      : isOfRequest(given.proof, asked) && provesPassword(given.proof, asked.method, hashes);
  if (found === null || !isRight || found.device.isRevoked) {
    noteRefused(ground, asked, found?.device ?? null);
    await failures.count(counted, now);
    throw wantLogin(gate, asked, false);
  }
  if (given.scheme === 'basic') return found.device;
  if (gate.nonces.use(given.proof.nonce, given.proof.nc, now.getTime()) === 'fresh') return found.device;
  throw wantLogin(gate, asked, true);
}

/** Notes who was refused: a device that we know, revoked or of another mission, by its name; never what was sent. */
function noteRefused(ground: OpenRosaGround, asked: Asked, device: KnownDevice | null): void {
  ground.watch?.note({
    area: 'security',
    kind: 'access.device-refused',
    at: new Date(ground.clock.now()),
    actor: device === null ? { id: null, name: 'anonymous' } : { id: device.id, name: device.name },
    subject: { kind: 'mission-here', id: device?.missionSlug ?? '' },
    source: addressOf(ground, asked),
  });
}

/** What a login that nobody has is compared to, so that it takes as long. */
const NOBODY: PasswordHashes = hashLogin('nobody', REALM, 'nothing');

function hashesOf({ ha1Sha256, ha1Md5 }: DeviceLogin): PasswordHashes {
  return { 'SHA-256': ha1Sha256, MD5: ha1Md5 };
}

function isOfRequest(proof: { readonly uri: string; readonly realm: string }, asked: Asked): boolean {
  const uri = /^https?:\/\/[^/]+(\/.*)$/i.exec(proof.uri)?.[1] ?? proof.uri;
  return proof.realm === REALM && uri === asked.target;
}

function wantLogin({ ground, nonces }: Gate, asked: Asked, isStale: boolean): LoginWanted {
  const nonce = nonces.make(ground.clock.now());
  return new LoginWanted(loginChallenges({ realm: REALM, nonce, isStale, isEncrypted: isEncrypted(ground, asked) }));
}

/** Whether nobody can listen on the way, as far as the first proxy of ours says, or the address of the server. */
function isEncrypted({ origins, proxies }: OpenRosaGround, asked: Asked): boolean {
  const forwarded = proxies === 0 ? undefined : asked.header('x-forwarded-proto');
  const named = forwarded?.split(',').at(-1)?.trim().toLowerCase();
  return named === undefined ? origins[0].startsWith('https:') : named === 'https';
}

function addressOf({ proxies }: OpenRosaGround, asked: Asked): string {
  const headers = new Headers({ 'x-forwarded-for': asked.header('x-forwarded-for') ?? '' });
  return clientAddress(headers, asked.remoteAddress, proxies);
}
