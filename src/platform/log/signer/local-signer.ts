import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../../kernel/bytes/hash.ts';
import { formatHex } from '../../../kernel/bytes/hex.ts';
import { encodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import { formatNoteKey, isKeyName } from '../../../ledger/note/note-key.ts';
import { Refusal } from '../../db/refusal.ts';
import { syncFolder } from '../../files/sync-folder.ts';
import { holdFolder } from './hold-folder.ts';
import { judgeOrder } from './judge-order.ts';
import { type LogKey, makeKeyPem, readKeyPem, signHead } from './log-key.ts';
import { formatRecord, originOfRecord, parseRecord, type SignedHead } from './log-record.ts';
import { isRestored as isRestoredIn } from './restored-mark.ts';
import { type OpenedLog, type Signer, SignerAway, SignerRefusal, type SigningOrder } from './signer.ts';
import { DRAFT, makeFolderSynced, makePrivateFolder, replaceSynced } from './write-synced.ts';

interface KeptLog {
  readonly key: LogKey;
  readonly signed: SignedHead | null;
}

const KEY_FILE = 'key.pem';
const HEAD_FILE = 'head';

/**
 * A signer in this process, with its keys and records in `stateFolder`: of each log a folder named by the hash of its
 * origin, with `key.pem` and `head`. All of them are read before it signs anything.
 *
 * @throws FolderHeld where another process signs with them; Refusal where one is damaged or others may read them.
 */
export function createLocalSigner(stateFolder: string): Signer {
  makePrivateFolder(stateFolder);
  requirePrivate(stateFolder);
  const hold = holdFolder(stateFolder);
  try {
    return new LocalSigner(stateFolder, hold.release);
  } catch (error) {
    hold.release();
    throw error;
  }
}

class LocalSigner implements Signer {
  private readonly folder: string;
  private readonly release: () => void;
  private readonly logs = new Map<string, KeptLog>();

  constructor(folder: string, release: () => void) {
    this.folder = folder;
    this.release = release;
    for (const name of readdirSync(folder)) {
      if (name.startsWith(DRAFT)) rmSync(join(folder, name), { recursive: true, force: true });
      else if (/^[0-9a-f]+$/.test(name)) this.load(name);
    }
  }

  async open(origin: string): Promise<OpenedLog> {
    if (!isKeyName(origin)) throw new RangeError(`Expected the origin of a log but found ${JSON.stringify(origin)}`);
    const { key, signed } = this.find(origin) ?? this.make(origin);
    const isRestored = isRestoredIn(this.folderOf(origin));
    return { verifierKey: formatNoteKey(key), head: signed?.head ?? null, isRestored };
  }

  async sign(order: SigningOrder): Promise<string> {
    const log = this.find(order.origin);
    if (log === null) throw new Error(`Sign a checkpoint: ${order.origin} has not been opened`);
    const { key, signed } = log;
    this.requireUnchanged(log);
    const verdict = judgeOrder(signed?.head ?? null, order);
    if (verdict === 'rollback' || verdict === 'fork') throw new SignerRefusal(verdict, signed?.head.size ?? 0);
    if (verdict === 'same' && signed !== null) return signed.note;
    if (isRestoredIn(this.folderOf(order.origin))) throw new Refusal(restoredWords(order.origin));
    const head = { size: order.head.size, root: Uint8Array.from(order.head.root) };
    const grown = { key, signed: { head, note: signHead(key, head) } };
    this.keep(grown);
    return grown.signed.note;
  }

  async close(): Promise<void> {
    this.release();
  }

  private folderOf(origin: string): string {
    return join(this.folder, folderName(origin));
  }

  private find(origin: string): KeptLog | null {
    const name = folderName(origin);
    return this.logs.get(origin) ?? (existsSync(join(this.folder, name)) ? this.load(name) : null);
  }

  private make(origin: string): KeptLog {
    const pem = makeKeyPem();
    const key = readKeyPem(origin, pem);
    if (key === null) throw new Error('Make a key: what was made cannot be read');
    const files = { [KEY_FILE]: pem, [HEAD_FILE]: formatRecord(key, null) };
    orAway(() => makeFolderSynced(this.folderOf(origin), files));
    return this.load(folderName(origin));
  }

  private load(name: string): KeptLog {
    const folder = join(this.folder, name);
    const log = readLog(folder, name);
    // The one before may have ended between the new name and its flush.
    orAway(() => syncFolder(folder));
    this.logs.set(log.key.name, log);
    return log;
  }

  /** Two that sign with one folder, or a folder put back to what it was, shall not go unnoticed. */
  private requireUnchanged({ key, signed }: KeptLog): void {
    const path = join(this.folderOf(key.name), HEAD_FILE);
    if (existsSync(path) && readFileSync(path, 'utf8') === formatRecord(key, signed)) return;
    throw new Refusal(
      `Sign a checkpoint of ${key.name}: ${path} is not what the signer wrote there last. ` +
        'Put back what it wrote, and start anew.',
    );
  }

  private keep(log: KeptLog): void {
    const { name } = log.key;
    // Where this fails nobody knows which of the two heads the disk has: it is to be read again.
    this.logs.delete(name);
    orAway(() => replaceSynced(join(this.folderOf(name), HEAD_FILE), formatRecord(log.key, log.signed)));
    this.logs.set(name, log);
  }
}

function readLog(folder: string, name: string): KeptLog {
  const [pem, record] = [KEY_FILE, HEAD_FILE].map((file) => readOrRefuse(join(folder, file)));
  const origin = originOfRecord(record ?? '');
  if (origin === null || folderName(origin) !== name) throw damaged(join(folder, HEAD_FILE));
  const key = readKeyPem(origin, pem ?? '');
  if (key === null) throw damaged(join(folder, KEY_FILE));
  const signed = parseRecord(record ?? '', key);
  if (signed === 'damaged') throw damaged(join(folder, HEAD_FILE));
  return { key, signed };
}

function readOrRefuse(path: string): string {
  if (!existsSync(path)) throw damaged(path);
  return readFileSync(path, 'utf8');
}

function restoredWords(origin: string): string {
  return (
    `Sign a checkpoint of ${origin}: the log was put back from a backup, and it is not settled that nothing newer was signed. ` +
    'See: scrutineer log reopen --help.'
  );
}

function damaged(path: string): Refusal {
  return new Refusal(
    `Start the signer: ${path} is missing or damaged, so that it does not know what it signed last. ` +
      'Put back its newest copy; never an older one.',
  );
}

function requirePrivate(folder: string): void {
  const mode = statSync(folder).mode & 0o777;
  if (process.platform === 'win32' || (mode & 0o077) === 0) return;
  throw new Refusal(`Start the signer: others may enter ${folder}, where its keys are. Close it: chmod 700 ${folder}`);
}

function folderName(origin: string): string {
  return formatHex(sha256(encodeUtf8(origin)).subarray(0, 16));
}

/** A disk that is full or gone is no reason to end. */
function orAway(write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new SignerAway('Sign a checkpoint: it could not be kept', { cause: error });
  }
}
