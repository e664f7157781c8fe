import { resolve } from 'node:path';
import { isOnlyHere } from '../../features/mission/devices/device.ts';
import { Refusal } from '../../platform/db/refusal.ts';
import type { CertificateFiles } from './reach/certificate.ts';
import type { LogFormat } from './watch/program-log.ts';

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
  /** Null: plain HTTP, for this machine or behind a proxy. */
  readonly certificate: CertificateFiles | null;
  /** A second port, for plain HTTP, that sends browsers to the encrypted one; null: none. */
  readonly redirectPort: number | null;
  readonly metrics: MetricsSettings;
  readonly logLevel: string;
  readonly logFormat: LogFormat;
  /** File with the policy that names the witnesses of the logs (C2SP tlog-policy); null: none are asked. */
  readonly witnesses: string | null;
  /** How often there should be a backup, in milliseconds. */
  readonly backupEveryMs: number;
}

/** Who may read the figures of the server; with neither port nor token, nobody. */
export interface MetricsSettings {
  /** A port of their own; null: none. */
  readonly port: number | null;
  readonly host: string;
  /** Opens them at `/metrics` of the server as well; null: they are not there. A secret. */
  readonly token: string | null;
}

/** Addresses of the server, the one that passkeys are bound to first: `https://observers.example`. */
export type Origins = readonly [string, ...string[]];

const HOUR_MS = 3_600_000;
const SHORTEST_TOKEN = 16;
const OWN_HOSTS = ['127.0.0.1', '::1', 'localhost'];
const LOG_FORMATS: readonly LogFormat[] = ['json', 'plain'];
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** The settings in `environment`; paths are meant from `folder`. @throws Refusal where one makes no sense. */
export function readSettings(environment: NodeJS.ProcessEnv, folder: string): ServerSettings {
  const read: Read = (name) => environment[name]?.trim() || null;
  const origin = read('SCRUTINEER_ORIGIN');
  const witnesses = read('SCRUTINEER_WITNESSES');
  const settings: ServerSettings = {
    port: readNumber('PORT', read('PORT') ?? '8391', 65_535),
    host: read('HOST') ?? '127.0.0.1',
    ...readDatabase(environment, folder),
    origins: origin === null ? null : readOrigins(origin),
    proxies: readNumber('SCRUTINEER_PROXIES', read('SCRUTINEER_PROXIES') ?? '0', 9),
    certificate: readCertificateFiles(read, folder),
    redirectPort: readOptionalPort(read, 'SCRUTINEER_REDIRECT_HTTP'),
    metrics: readMetrics(read),
    logLevel: readChoice('LOG_LEVEL', read('LOG_LEVEL') ?? 'warn', LOG_LEVELS),
    logFormat: readChoice('LOG_FORMAT', read('LOG_FORMAT') ?? 'json', LOG_FORMATS),
    witnesses: witnesses === null ? null : resolve(folder, witnesses),
    backupEveryMs: readNumber('SCRUTINEER_BACKUP_EVERY', read('SCRUTINEER_BACKUP_EVERY') ?? '24', 9_999) * HOUR_MS,
  };
  requireEncrypted(settings);
  return settings;
}

/** Where browsers reach the server that has these settings, as far as they say. */
export function addressOf({
  origins,
  certificate,
  port,
}: Pick<ServerSettings, 'origins' | 'certificate' | 'port'>): string {
  return origins?.[0] ?? `${certificate === null ? 'http' : 'https'}://localhost:${port}`;
}

/** The text of a setting; null: it is not set. */
type Read = (name: string) => string | null;

function readCertificateFiles(read: Read, folder: string): CertificateFiles | null {
  const [cert, key] = [read('SCRUTINEER_TLS_CERT'), read('SCRUTINEER_TLS_KEY')];
  if (cert === null && key === null) return null;
  if (cert === null || key === null) {
    const [there, missing] = cert === null ? ['KEY', 'CERT'] : ['CERT', 'KEY'];
    throw new Refusal(`Read SCRUTINEER_TLS_${there}: SCRUTINEER_TLS_${missing} is missing; wanted both, or neither.`);
  }
  return { certFile: resolve(folder, cert), keyFile: resolve(folder, key) };
}

/** With a certificate browsers name an encrypted address as theirs: another one would have all that they send refused. */
function requireEncrypted({ certificate, origins, redirectPort }: ServerSettings): void {
  if (certificate === null && redirectPort !== null) {
    throw new Refusal(
      'Read SCRUTINEER_REDIRECT_HTTP: there is no certificate (SCRUTINEER_TLS_CERT), so there is nowhere to send browsers.',
    );
  }
  const plain = origins?.find((origin) => origin.startsWith('http:'));
  if (certificate === null || plain === undefined) return;
  throw new Refusal(
    `Read SCRUTINEER_ORIGIN: found ${plain}, wanted https, because the server has a certificate (SCRUTINEER_TLS_CERT).`,
  );
}

function readMetrics(read: Read): MetricsSettings {
  const port = readOptionalPort(read, 'SCRUTINEER_METRICS_PORT');
  const host = read('SCRUTINEER_METRICS_HOST') ?? '127.0.0.1';
  const token = read('SCRUTINEER_METRICS_TOKEN');
  if (token !== null && token.length < SHORTEST_TOKEN) {
    throw new Refusal(
      `Read SCRUTINEER_METRICS_TOKEN: it has ${token.length} characters, wanted at least ${SHORTEST_TOKEN}.`,
    );
  }
  if (port !== null && token === null && !OWN_HOSTS.includes(host)) {
    throw new Refusal(
      `Read SCRUTINEER_METRICS_HOST: at ${host} everybody who reaches it could read them. Set SCRUTINEER_METRICS_TOKEN, or leave it at 127.0.0.1.`,
    );
  }
  return { port, host, token };
}

function readOptionalPort(read: Read, name: string): number | null {
  const text = read(name);
  return text === null ? null : readNumber(name, text, 65_535);
}

function readChoice<T extends string>(name: string, found: string, choices: readonly T[]): T {
  const choice = choices.find((known) => known === found);
  if (choice !== undefined) return choice;
  throw new Refusal(`Read ${name}: found ${found}, wanted one of ${choices.join(', ')}.`);
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
