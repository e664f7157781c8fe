import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** `spent`: too old, used up, or made by a program that has ended: the same login with a new one is right. */
export type NonceUse = 'fresh' | 'spent';

/**
 * The nonces of digest logins. None is stored when it is made: it carries its time and is signed with a key of this run of
 * the program. Once used, the numbers of its requests are remembered, so that no request can be played again.
 */
export interface Nonces {
  make(now: number): string;
  /** Takes the request `nc` of that nonce; each is fresh once. Numbers may come out of order within a window of 128. */
  use(nonce: string, nc: string, now: number): NonceUse;
}

const WINDOW = 128;
const RANDOM_BYTES = 9;
const TIME_BYTES = 6;
const BODY_BYTES = TIME_BYTES + RANDOM_BYTES;
const SEAL_BYTES = 15;

interface Used {
  readonly madeAt: number;
  highest: number;
  /** Bit 0: `highest`, bit 1: the one before, … */
  seen: bigint;
}

/**
 * @param lifeMs how long a nonce can be used.
 * @param most how many used ones are remembered; where there are more, the oldest and all as old are spent.
 */
export function createNonces({ lifeMs, most }: { readonly lifeMs: number; readonly most: number }): Nonces {
  const key = randomBytes(32);
  const used = new Map<string, Used>();
  let spentUntil = -Infinity;
  const forget = () => {
    const [oldest] = used;
    if (used.size <= most || oldest === undefined) return;
    used.delete(oldest[0]);
    spentUntil = Math.max(spentUntil, oldest[1].madeAt);
  };
  return {
    make: (now) => {
      const body = Buffer.alloc(BODY_BYTES);
      body.writeUIntBE(now, 0, TIME_BYTES);
      randomBytes(RANDOM_BYTES).copy(body, TIME_BYTES);
      return Buffer.concat([body, seal(key, body)]).toString('base64url');
    },
    use: (nonce, nc, now) => {
      const madeAt = timeOf(key, nonce);
      const known = used.get(nonce);
      if (madeAt === null || now - madeAt > lifeMs || (known === undefined && madeAt <= spentUntil)) return 'spent';
      const window = known ?? { madeAt, highest: 0, seen: 0n };
      if (known === undefined) used.set(nonce, window);
      forget();
      return takeNumber(window, Number.parseInt(nc, 16)) ? 'fresh' : 'spent';
    },
  };
}

function takeNumber(window: Used, number: number): boolean {
  if (number < 1 || number <= window.highest - WINDOW) return false;
  if (number > window.highest) {
    const steps = BigInt(Math.min(number - window.highest, WINDOW));
    window.seen = BigInt.asUintN(WINDOW, (window.seen << steps) | 1n);
    window.highest = number;
    return true;
  }
  const bit = 1n << BigInt(window.highest - number);
  if ((window.seen & bit) !== 0n) return false;
  window.seen |= bit;
  return true;
}

/** When we made that nonce, in milliseconds since 1970; null: we did not. */
function timeOf(key: Buffer, nonce: string): number | null {
  const bytes = Buffer.from(nonce, 'base64url');
  if (bytes.length !== BODY_BYTES + SEAL_BYTES || bytes.toString('base64url') !== nonce) return null;
  const body = bytes.subarray(0, BODY_BYTES);
  if (!timingSafeEqual(bytes.subarray(BODY_BYTES), seal(key, body))) return null;
  return body.readUIntBE(0, TIME_BYTES);
}

function seal(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, SEAL_BYTES);
}
