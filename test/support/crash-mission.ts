import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import type { Seeded } from '../../src/kernel/seed.ts';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { createPhone, type Phone, type PhoneAnswer, type SentFile } from './openrosa-phone.ts';
import type { ServedFolder, ServingProgram } from './restarting-server.ts';

/** A report as a telephone holds it until it has its receipt. */
export interface HeldReport {
  readonly instanceId: string;
  readonly raw: Buffer;
  readonly files: readonly SentFile[];
  /** The receipt code of each 201. */
  readonly codes: string[];
}

/** What came of sending. */
export interface SendingOutcome {
  readonly reports: readonly HeldReport[];
  /** Answers by status; 0: the connection broke. */
  readonly statuses: ReadonlyMap<number, number>;
  /** The first answer that was neither 201 nor 503. */
  readonly oddAnswer: PhoneAnswer | null;
}

/** The mission that all tests of this kind report to. */
export const SLUG = 'coast';

const FORM = `| survey |
| | type | name | label |
| | text | place | Place |
| | integer | voters | Voters so far |
| | text | comment | Comment |
| settings |
| | form_title | form_id | version |
| | Visit | visit | 1 |
`;

/** Makes a mission with a form and a device. @returns the path of the device's address. */
export async function makeMission(folder: ServedFolder): Promise<string> {
  await folder.run('mission', 'create', SLUG, '--name-en', 'Coast');
  const file = join(folder.dataFolder, 'visit.md');
  writeFileSync(file, FORM);
  await folder.run('form', 'publish', file, '--mission', SLUG);
  const added = await folder.run('device', 'add', 'Phone 1', '--mission', SLUG, '--json');
  return new URL((JSON.parse(added) as { openRosaUrl: string }).openRosaUrl).pathname;
}

/** A telephone of the device at `path`. */
export function phoneOf(serving: Pick<ServingProgram, 'url'>, path: string): Phone {
  return createPhone(serving.url + path);
}

/** A report with answers of chance; every eighth has a picture, every sixteenth two. */
export function fillReport(random: Seeded): HeldReport {
  const digits = Array.from({ length: 4 }, () => random.word().toString(16).padStart(8, '0')).join('');
  const instanceId = `uuid:${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`;
  const comment = 'A long queue in the sun. '.repeat(random.below(80));
  const raw = Buffer.from(
    `<data id="visit" version="1"><place>Ridge ${random.below(1000)}</place><voters>${random.below(900)}</voters>` +
      `<comment>${comment}</comment><meta><instanceID>${instanceId}</instanceID></meta></data>`,
  );
  const count = [2, 1][random.below(16)] ?? 0;
  const files = Array.from({ length: count }, (_, at) => ({ name: `${at}.jpg`, content: fillBytes(random) }));
  return { instanceId, raw, files, codes: [] };
}

function fillBytes(random: Seeded): Buffer {
  return Buffer.concat(Array.from({ length: 1 + random.below(200) }, () => Buffer.from(random.word().toString(36))));
}

/** How many telephones send what, and until when. */
export interface SendingOptions {
  readonly clients: number;
  /** The next report; null: there is none. */
  readonly next: () => HeldReport | null;
  /** Called with the number of receipts so far; true: enough. */
  readonly acknowledged?: (count: number) => boolean;
  /** Sends what was answered 503 again, until it is taken. */
  readonly isPatient?: boolean;
}

/** Telephones that send one report after the other; each ends where its connection breaks. */
export async function sendAll(open: () => Phone, options: SendingOptions): Promise<SendingOutcome> {
  const [reports, statuses]: [HeldReport[], Map<number, number>] = [[], new Map()];
  let [receipts, isOver, oddAnswer]: [number, boolean, PhoneAnswer | null] = [0, false, null];
  const send = async (phone: Phone, report: HeldReport): Promise<number> => {
    const answer = await phone.send(report).catch(() => null);
    const status = answer?.status ?? 0;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (answer !== null && status !== 201 && status !== 503) oddAnswer ??= answer;
    if (answer === null || status !== 201) return status;
    report.codes.push(codeIn(answer));
    receipts += 1;
    isOver ||= options.acknowledged?.(receipts) === true;
    return status;
  };
  const client = async () => {
    const phone = open();
    for (let report = options.next(); report !== null && !isOver; report = options.next()) {
      reports.push(report);
      let status = await send(phone, report);
      while (status === 503 && options.isPatient === true) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        status = await send(phone, report);
      }
      if (status === 0) break;
    }
    phone.close();
  };
  await Promise.all(Array.from({ length: options.clients }, client));
  return { reports, statuses, oddAnswer };
}

/** The reports of a list, one after the other. */
export function takeFrom<T>(items: readonly T[]): () => T | null {
  let at = 0;
  return () => items[at++] ?? null;
}

function codeIn({ text }: PhoneAnswer): string {
  const code = /[\w-]+-\d+-[0-9A-Z]{4}-[0-9A-Z]{5}/.exec(text)?.[0];
  if (code === undefined) throw new Error(`Read a receipt: no code in ${text}`);
  return code;
}

/** Looks at the database of a program that serves, through a connection of its own. */
export async function lookAt<T>(folder: ServedFolder, work: (sql: Sql) => Promise<T>): Promise<T> {
  const { dataFolder, databaseUrl } = folder;
  const given = { dataFolder, databaseUrl, say: () => {} };
  const database = await openDatabase({ ...given, purpose: 'test', sharing: 'join' });
  try {
    return await work(database.sql);
  } finally {
    await database.close();
  }
}

/** SHA-256. */
export function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
