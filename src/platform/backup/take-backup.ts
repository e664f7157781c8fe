import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Sql, TransactionSql } from 'postgres';
import { formatHex } from '../../kernel/bytes/hex.ts';
import type { Clock } from '../../kernel/time/clock.ts';
import { blobPath } from '../files/blobs/blob-path.ts';
import { replaceSynced } from '../log/signer/write-synced.ts';
import { MANIFEST, pathOfBackup, prepareFolder, removeUnfinished, sealBackup } from './backup-folder.ts';
import { dumpDatabase } from './database/dump-database.ts';
import { backupMemory, noteGoodBackup } from './last-backup.ts';
import { checkpointTexts, type LogRecord, readLogs, readLogTexts, readWitnessed } from './logs/logs-of-backup.ts';
import { readSigner, type SignerRecord } from './logs/read-signer.ts';
import { FORMAT, type Manifest, type Part } from './manifest.ts';
import { chooseObjects } from './parts/choose-objects.ts';
import { type CopiedFiles, copyFiles } from './parts/copy-files.ts';
import type { Memory } from './parts/object-shelf.ts';
import { type Shelf, writePart } from './parts/write-part.ts';

/** What a backup is made of, and for whom. */
export interface BackupOrder {
  /** The folder of all backups. */
  readonly folder: string;
  readonly recipients: readonly string[];
  readonly dataFolder: string;
  /** One connection to its database, of a login that may read everything. */
  readonly sql: Sql;
  /** Hashes of all files that rows name, each once, in their order. */
  readonly namedFiles: (sql: TransactionSql) => AsyncIterable<Uint8Array>;
  /** What else belongs into it: names → text. */
  readonly settings: ReadonlyMap<string, string>;
  /** Whether all objects that lie there from earlier backups are read and compared, and not only a share of them. */
  readonly isWholeCheck: boolean;
  /** Version of the program. */
  readonly program: string;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

/** A backup that is whole. */
export interface TakenBackup {
  readonly manifest: Manifest;
  readonly manifestSha256: string;
  readonly files: CopiedFiles;
}

/** More missing files, or damaged objects, than these tell nothing more by their names. */
const MOST_NAMED = 100;

/**
 * Takes a backup while others write. What the signer has signed is read first, then the moment of the database is chosen,
 * then files are copied: so that rows are never fewer than what was signed, and every file that a row names is there.
 */
export async function takeBackup(order: BackupOrder): Promise<TakenBackup> {
  const { folder, recipients, dataFolder, clock, say } = order;
  const startedAt = new Date(clock.now());
  const memory = openMemory(dataFolder, { folderId: prepareFolder(folder, recipients), recipients });
  const left = removeUnfinished(folder);
  if (left.length > 0) say(`An earlier backup was broken off; what it copied of files is gone on with.`);
  const id = `${startedAt.toISOString().slice(0, 19).replaceAll(':', '')}Z-${randomBytes(3).toString('hex')}`;
  const shelf: Shelf = { folder, recipients };
  const moment = await copyDatabase(order, { shelf, id });
  say(`Database: ${moment.record.tables.length} tables, ${moment.rows} rows.`);
  const { list, copied } = await copyAllFiles(order, { shelf, id, memory, logs: moment.logs });
  const state = await writeState(order, { shelf, id, moment, memory });
  const missing = [...new Set([...moment.missing, ...(await namedOf(order, copied.altered))])];
  const manifest: Manifest = {
    format: FORMAT,
    id,
    startedAt: startedAt.toISOString(),
    program: order.program,
    ...moment.record,
    logs: moment.logs,
    state,
    files: {
      list,
      count: copied.count,
      bytes: copied.bytes,
      missing: missing.slice(0, MOST_NAMED),
      missingCount: missing.length,
    },
  };
  const manifestSha256 = await finish(order, { shelf, id, manifest, mended: copied.mended });
  return { manifest, manifestSha256, files: copied };
}

async function copyAllFiles(
  { dataFolder, isWholeCheck, say }: BackupOrder,
  { id, ...from }: { readonly shelf: Shelf; readonly id: string; readonly memory: Memory; readonly logs: LogRecord[] },
): Promise<{ readonly list: Part; readonly copied: CopiedFiles }> {
  const copied: CopiedFiles = { count: 0, bytes: 0, newCount: 0, newBytes: 0, altered: [], mended: [] };
  const { isChosen, done } = chooseObjects(from.memory, { isWhole: isWholeCheck });
  const list = await writePart(from.shelf, copyFiles({ ...from, dataFolder, isChosen }, copied), {
    path: `${pathOfBackup(id)}/files.list.gz.age`,
    isCompressed: true,
  });
  done(copied.bytes);
  say(`Files: ${copied.count}, of which ${copied.newCount} are new.`);
  return { list, copied };
}

interface Finishing {
  readonly shelf: Shelf;
  readonly id: string;
  readonly manifest: Manifest;
  readonly mended: readonly string[];
}

async function finish(
  { dataFolder, folder, clock }: BackupOrder,
  { shelf, id, manifest, mended: what }: Finishing,
): Promise<string> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const { sha256 } = await writePart(shelf, Readable.from([Buffer.from(text)]), {
    path: `${pathOfBackup(id)}/${MANIFEST}`,
    isCompressed: false,
  });
  sealBackup(shelf, id, sha256);
  const [at, snapshotAt] = [new Date(clock.now()), new Date(manifest.snapshotAt)];
  const { missing: hashes, missingCount } = manifest.files;
  const missing = missingCount === 0 ? {} : { missing: { count: missingCount, sha256: hashes } };
  const mended = what.length === 0 ? {} : { mended: { count: what.length, what: what.slice(0, MOST_NAMED) } };
  noteGoodBackup(dataFolder, { at, snapshotAt, folder, id, manifestSha256: sha256, ...missing, ...mended });
  return sha256;
}

/** What of a backup is of one moment. */
interface Moment {
  readonly record: Pick<Manifest, 'snapshotAt' | 'postgres' | 'migrations' | 'tables' | 'sequences'>;
  readonly rows: number;
  readonly logs: LogRecord[];
  readonly missing: readonly string[];
  readonly signer: readonly SignerRecord[];
  readonly witnessed: ReadonlyMap<string, string>;
}

async function copyDatabase(
  order: BackupOrder,
  { shelf, id }: { readonly shelf: Shelf; readonly id: string },
): Promise<Moment> {
  const { dataFolder, sql } = order;
  const slugs = await listSlugs(sql);
  // In this order: what witnesses confirmed, what was signed, what was stored.
  const witnessed = readWitnessed(join(dataFolder, 'log'), slugs);
  const signer = readSigner(join(dataFolder, 'signer'));
  const keep = (table: string, rows: AsyncIterable<Uint8Array>): Promise<Part> =>
    writePart(shelf, rows, { path: `${pathOfBackup(id)}/database/${table}.copy.gz.age`, isCompressed: true });
  const look = async (transaction: TransactionSql) => ({
    logs: await readLogs(transaction, signer),
    missing: await findMissing(order, transaction),
  });
  const { record, looked } = await dumpDatabase(sql, { keep, look });
  const rows = record.tables.reduce((sum, table) => sum + table.rows, 0);
  return { record, rows, signer, witnessed, ...looked };
}

async function listSlugs(sql: Sql): Promise<string[]> {
  const rows = await sql<{ slug: string }[]>`select slug from mission order by slug`;
  return rows.map(({ slug }) => slug);
}

async function findMissing({ namedFiles, dataFolder }: BackupOrder, sql: TransactionSql): Promise<string[]> {
  const missing: string[] = [];
  for await (const sha256 of namedFiles(sql)) {
    const found = await stat(blobPath(join(dataFolder, 'files'), sha256)).catch(() => null);
    if (found === null) missing.push(formatHex(sha256));
  }
  return missing;
}

/** Those of some files that rows name: of others nobody misses anything. */
async function namedOf({ namedFiles, sql }: BackupOrder, hashes: readonly string[]): Promise<string[]> {
  if (hashes.length === 0) return [];
  const [wanted, named] = [new Set(hashes), [] as string[]];
  await sql.begin('read only', async (transaction) => {
    for await (const sha256 of namedFiles(transaction)) {
      if (wanted.has(formatHex(sha256))) named.push(formatHex(sha256));
    }
  });
  return named;
}

async function writeState(
  { settings }: BackupOrder,
  { shelf, id, moment, memory }: { shelf: Shelf; id: string; moment: Moment; memory: Memory },
): Promise<Part> {
  const { signer, witnessed, logs } = moment;
  const texts = new Map([
    ...readLogTexts(signer, witnessed),
    ...checkpointTexts(logs, signer),
    ['backup/name-key', `${memory.nameKey.toString('hex')}\n`] as const,
    ...[...settings].map(([name, text]) => [`settings/${name}`, text] as const),
  ]);
  const text = JSON.stringify(Object.fromEntries(texts), null, 2);
  return await writePart(shelf, Readable.from([Buffer.from(text)]), {
    path: `${pathOfBackup(id)}/state.json.age`,
    isCompressed: false,
  });
}

/** What the server remembers of a folder of backups, for these recipients: parts for others are of no use to them. */
function openMemory(
  dataFolder: string,
  { folderId, recipients }: { readonly folderId: string; readonly recipients: readonly string[] },
): Memory {
  const own = backupMemory(dataFolder);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const path = join(own, 'name-key');
  if (!existsSync(path)) replaceSynced(path, `${randomBytes(32).toString('hex')}\n`);
  const mark = createHash('sha256').update(recipients.join(' ')).digest('hex').slice(0, 8);
  return { folder: join(own, `${folderId}-${mark}`), nameKey: Buffer.from(readFileSync(path, 'utf8').trim(), 'hex') };
}
