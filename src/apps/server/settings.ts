import { resolve } from 'node:path';
import { isOnlyHere } from '../../features/mission/devices/device.ts';
import { Refusal } from '../../platform/db/refusal.ts';

/** What the environment says about how to serve. */
export interface ServerSettings {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  /** Where browsers reach the server, as SCRUTINEER_ORIGIN says; null: this machine only. */
  readonly origins: Origins | null;
  /** How many proxies stand before the server. */
  readonly proxies: number;
  readonly logLevel: string;
  /** File with the policy that names the witnesses of the logs (C2SP tlog-policy); null: none are asked. */
  readonly witnesses: string | null;
}

/** Addresses of the server, the one that passkeys are bound to first: `https://observers.example`. */
export type Origins = readonly [string, ...string[]];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** The settings in `environment`; paths are meant from `folder`. @throws Refusal where one makes no sense. */
export function readSettings(environment: NodeJS.ProcessEnv, folder: string): ServerSettings {
  const read = (name: string) => environment[name]?.trim() || null;
  const origin = read('SCRUTINEER_ORIGIN');
  const logLevel = read('LOG_LEVEL') ?? 'warn';
  const witnesses = read('SCRUTINEER_WITNESSES');
  if (!LOG_LEVELS.includes(logLevel)) {
    throw new Refusal(`Read LOG_LEVEL: found ${logLevel}, wanted one of ${LOG_LEVELS.join(', ')}.`);
  }
  return {
    port: readNumber('PORT', read('PORT') ?? '8391', 65_535),
    host: read('HOST') ?? '127.0.0.1',
    ...readDatabase(environment, folder),
    origins: origin === null ? null : readOrigins(origin),
    proxies: readNumber('SCRUTINEER_PROXIES', read('SCRUTINEER_PROXIES') ?? '0', 9),
    logLevel,
    witnesses: witnesses === null ? null : resolve(folder, witnesses),
  };
}

/** Which database is meant: for every command that needs one. */
export function readDatabase(
  environment: NodeJS.ProcessEnv,
  folder: string,
): { dataFolder: string; databaseUrl: string | null } {
  const databaseUrl = environment.DATABASE_URL?.trim() || null;
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new Refusal('Read DATABASE_URL: wanted postgres://login:password@host:port/database.');
  }
  return { dataFolder: resolve(folder, environment.SCRUTINEER_DATA?.trim() || '.data'), databaseUrl };
}

/** What to tell the person at the terminal where phones cannot reach the server at `origin`; null: they can. */
export function originWarning(origin: string): string | null {
  if (!isOnlyHere(origin)) return null;
  return `Telephones cannot reach ${origin}: set SCRUTINEER_ORIGIN to an address that they reach, and add devices after that.`;
}

function readNumber(name: string, text: string, maximum: number): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= maximum) return Number(text);
  throw new Refusal(`Read ${name}: found ${text}, wanted a whole number from 0 to ${maximum}.`);
}

function readOrigins(text: string): Origins {
  const [first, ...others] = text.split(',').map(readOrigin);
  if (first === undefined) throw new Error('Split a text: no part');
  return [first, ...others];
}

function readOrigin(text: string): string {
  const address = text.trim();
  if (!URL.canParse(address) || !['http:', 'https:'].includes(new URL(address).protocol)) {
    throw new Refusal(`Read SCRUTINEER_ORIGIN: found ${address}, wanted an address such as https://observers.example.`);
  }
  return new URL(address).origin;
}
