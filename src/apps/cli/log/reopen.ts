import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Sql } from 'postgres';
import { findLog, type StoredLog } from '../../../features/mission/logs/store/find-logs.ts';
import { askWitnesses, readSighting } from '../../../platform/backup/logs/ask-sightings.ts';
import { type LogOfRows, logOfRows } from '../../../platform/backup/logs/compare-logs.ts';
import { judgeSightings, type Sighting } from '../../../platform/backup/logs/judge-sightings.ts';
import { readSigner, type SignerRecord } from '../../../platform/backup/logs/read-signer.ts';
import { takeEntries } from '../../../platform/backup/logs/take-entries.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { type LogSource, openLogSource } from '../../../platform/log/serve/log-source.ts';
import { type RestoredMark, readRestoredMark } from '../../../platform/log/signer/restored-mark.ts';
import { readPolicy } from '../../server/public-logs.ts';
import { readDatabase } from '../../server/settings.ts';
import { reopenLog } from '../../server/way-in/reopen-log.ts';
import { WrongUsage } from '../command.ts';
import { findOldServer } from './find-old-server.ts';
import { type LogOrder, withDatabase } from './log-order.ts';

/** A log that was put back, and what is known of it here. */
interface Restored {
  readonly sql: Sql;
  readonly log: StoredLog;
  readonly record: SignerRecord;
  readonly folder: string;
  readonly mark: RestoredMark;
}

/** Where a published copy lies, and which of its files is the checkpoint. */
interface Published {
  readonly source: LogSource;
  readonly file: string;
}

/** `log reopen`: lets a log grow that was put back from a backup, where nothing newer is known elsewhere. */
export async function reopen(order: LogOrder): Promise<number> {
  const slug = order.given.values.get('mission');
  if (slug === undefined) throw new WrongUsage('Which log? Give --mission SLUG.');
  return await withDatabase(order.terminal, async (sql) => {
    const restored = await findRestored(sql, slug, order);
    return await settle(restored, order);
  });
}

async function findRestored(sql: Sql, slug: string, { terminal }: LogOrder): Promise<Restored> {
  const log = await findLog(sql, slug);
  const signer = join(readDatabase(terminal.environment, terminal.folder).dataFolder, 'signer');
  const record = readSigner(signer).find(({ origin }) => origin === log?.origin);
  if (log === null || record === undefined) throw new Refusal(`Reopen the log of ${slug}: there is none.`);
  const folder = join(signer, record.name);
  const mark = readRestoredMark(folder);
  if (mark === null)
    throw new Refusal(`Reopen the log of ${slug}: it was not put back from a backup, or is open already.`);
  return { sql, log, record, folder, mark };
}

async function settle(restored: Restored, order: LogOrder): Promise<number> {
  const { sql, log, record } = restored;
  const { out, note } = order.terminal;
  const published = readPublished(order);
  const copies = await Promise.all(published.map(({ source, file }) => readSighting(source, file, log.verifierKey)));
  const asked = await askAll(order, record);
  const sightings = [...asked.sightings, ...copies];
  const signed = record.checkpoint?.size ?? 0;
  const rows = await logOfRows(
    sql,
    log.missionId,
    sightings.map(({ size }) => size),
  );
  out(
    `${log.origin}: ${rows.rows} entries are here; ${signed} were signed when the backup was taken (${restored.mark.snapshotAt})`,
  );
  for (const { source, size } of sightings) out(`${source} knows of ${size}`);
  for (const { source, message } of asked.silent) note(`${source} does not answer: ${message}`);
  if (asked.contrary.length > 0) return stay(order, `${asked.contrary.join(', ')} saw another history of this log`);
  const verdict = judgeSightings(rows, sightings);
  if (verdict.kind === 'other') return stay(order, `${verdict.source} knows of other entries at size ${verdict.size}`);
  if (await isStillPublished(log, order)) return 1;
  const taken = verdict.kind === 'missing' ? await recover(restored, { order, published, copies, rows, verdict }) : 0;
  if (taken === null) return 1;
  return await open(restored, { order, heard: sightings.map(({ source }) => source), taken });
}

/** Looks at the address of the log for a server that goes on with it, and says what is known of one. */
async function isStillPublished(log: StoredLog, order: LogOrder): Promise<boolean> {
  const { terminal, given } = order;
  const { dataFolder } = readDatabase(terminal.environment, terminal.folder);
  const { kind, address } = await findOldServer(log, dataFolder);
  if (kind === 'other' && !given.flags.has('although-published')) {
    stay(
      order,
      `${address} publishes it, and that is not the server of this data folder. Stop the old server first: two must never go on with one log. Where it is a copy of its files and nothing more: --although-published`,
    );
    return true;
  }
  if (kind === 'own-or-other') {
    terminal.note(
      `${address} publishes this log. If that is this server already, it is as it should be; if it is the old one, stop it now: two must never go on with one log.`,
    );
  }
  if (kind === 'silent') {
    terminal.note(`Whether the old server runs somewhere cannot be known from here: ${address} does not answer.`);
  }
  return false;
}

type Missing = Extract<ReturnType<typeof judgeSightings>, { kind: 'missing' }>;

/** Gets missing entries back from a copy that has them; null: none has. */
async function recover(
  { sql, log }: Restored,
  found: {
    order: LogOrder;
    published: readonly Published[];
    copies: readonly Sighting[];
    rows: LogOfRows;
    verdict: Missing;
  },
): Promise<number | null> {
  const { order, published, copies, rows, verdict } = found;
  const { first, last, source } = verdict;
  const words = `entries ${counted(first)} to ${counted(last)} are missing: ${source} knows of them`;
  const at = copies.findIndex(({ size }) => size === last + 1);
  const [copy, sighting] = [published[at], copies[at]];
  if (copy === undefined || sighting === undefined || copy.source.name.endsWith(copy.file)) {
    stay(order, `${words}. Where a published copy of the log has them, give --published with its address or folder`);
    return null;
  }
  order.terminal.note(`${words}. They are got back from ${copy.source.name}.`);
  const taken = await takeEntries(sql, { missionId: log.missionId, log: rows, sighting }, copy.source);
  order.terminal.out(
    `${taken} entries were got back; the root is the one that was published. What they commit to is on the telephones that sent it.`,
  );
  return taken;
}

async function open(
  { sql, log, folder, mark }: Restored,
  { order, heard, taken }: { readonly order: LogOrder; readonly heard: readonly string[]; readonly taken: number },
): Promise<number> {
  const reason = order.given.values.get('reason');
  if (reason === undefined || reason.trim() === '') {
    const known = heard.length === 0 ? 'Nobody was asked' : 'Nothing that is missing is known';
    return stay(order, `${known}. Say why it may be opened: --reason "…", which stands in the history`);
  }
  await reopenLog(
    { sql, folder, mark },
    { slug: log.slug, reason, actorName: 'console', at: new Date(), heard, taken },
  );
  order.terminal.out(`The log of ${log.slug} is open; a server that runs takes reports within seconds.`);
  return 0;
}

function stay({ terminal }: LogOrder, why: string): number {
  terminal.note(`The log stays closed: ${why}.`);
  return 1;
}

async function askAll({ terminal, given }: LogOrder, { checkpoint }: SignerRecord) {
  const path = given.values.get('policy') ?? (terminal.environment.SCRUTINEER_WITNESSES?.trim() || null);
  if (path === null || checkpoint === null) return { sightings: [], silent: [], contrary: [] };
  return await askWitnesses(readPolicy(resolve(terminal.folder, path)), checkpoint);
}

/** A log by its address or folder, or the file of a checkpoint that somebody kept. */
function readPublished({ terminal, given }: LogOrder): Published[] {
  const places = given.values.get('published')?.split(',') ?? [];
  return places.map((place) => {
    if (/^https?:\/\//.test(place)) {
      return { source: openLogSource(place.replace(/\/checkpoint$/, '/')), file: 'checkpoint' };
    }
    const path = resolve(terminal.folder, place);
    if (!existsSync(path)) throw new Refusal(`Read ${path}: there is no such file or folder.`);
    if (statSync(path).isDirectory()) return { source: openLogSource(path), file: 'checkpoint' };
    const source = openLogSource(dirname(path));
    return { source: { name: path, read: (name: string) => source.read(name) }, file: basename(path) };
  });
}

function counted(index: number): string {
  return index.toLocaleString('en');
}
