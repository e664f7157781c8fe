import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeHead } from '../../../ledger/merkle/verify.ts';
import { formatCheckpoint, parseCheckpoint } from '../../../ledger/note/checkpoint.ts';
import { formatNoteKey, isKeyName } from '../../../ledger/note/note-key.ts';
import { Refusal } from '../../db/refusal.ts';
import { holdFolder } from '../signer/hold-folder.ts';
import { type LogKey, makeKeyPem, readKeyPem } from '../signer/log-key.ts';
import { makeFolderSynced, makePrivateFolder, replaceSynced } from '../signer/write-synced.ts';

/** What a witness keeps: its key, and what it cosigned last of each log. */
export interface WitnessFolder {
  readonly key: LogKey;
  /** What was cosigned last of a log, or null. @throws Refusal where the file is damaged. */
  lastOf(origin: string): TreeHead | null;
  /** Keeps what is to be cosigned; it is on the disk when this returns. */
  keep(origin: string, head: TreeHead): void;
  release(): void;
}

const IDENTITY = 'identity';
const HEADS = 'heads';

/**
 * Opens the folder of a witness, with a key of that name made for it where there is none.
 *
 * @param name null: that of the key that is there.
 * @throws Refusal where another process has the folder, or what lies there is not that of a witness of this name.
 */
export function openWitnessFolder(folder: string, name: string | null): WitnessFolder {
  makePrivateFolder(folder);
  const hold = holdFolder(folder);
  try {
    const key = readKey(folder, name);
    makePrivateFolder(join(folder, HEADS));
    return {
      key,
      lastOf: (origin) => readHead(pathOf(folder, origin), origin),
      keep: (origin, { size, root }) =>
        replaceSynced(pathOf(folder, origin), formatCheckpoint({ origin, size, root, extensions: [] })),
      release: hold.release,
    };
  } catch (error) {
    hold.release();
    throw error;
  }
}

function readKey(folder: string, name: string | null): LogKey {
  const place = join(folder, IDENTITY);
  if (!existsSync(place)) makeIdentity(folder, name);
  const kept = readFileSync(join(place, 'name'), 'utf8').trim();
  if (name !== null && name !== kept) {
    throw new Refusal(`Open the witness in ${folder}: found the key of ${kept}, wanted one of ${name}.`);
  }
  const key = readKeyPem(kept, readFileSync(join(place, 'key.pem'), 'utf8'));
  if (key === null) throw new Refusal(`Open the witness in ${folder}: ${IDENTITY}/key.pem holds no key of Ed25519.`);
  return { ...key, kind: 'cosignature' };
}

function makeIdentity(folder: string, name: string | null): void {
  if (existsSync(join(folder, HEADS))) {
    throw new Refusal(
      `Open the witness in ${folder}: its key is gone. Put ${IDENTITY} back, or begin in a new folder.`,
    );
  }
  if (name === null || !isKeyName(name)) {
    throw new Refusal(`Begin a witness in ${folder}: its name is missing, such as --name witness.example/one.`);
  }
  const pem = makeKeyPem();
  const key = readKeyPem(name, pem);
  if (key === null) throw new Error('Make a key: it cannot be read');
  const vkey = `${formatNoteKey({ ...key, kind: 'cosignature' })}\n`;
  makeFolderSynced(join(folder, IDENTITY), { name: `${name}\n`, 'key.pem': pem, vkey });
}

/** Origins are texts of others and no names of files. */
function pathOf(folder: string, origin: string): string {
  return join(folder, HEADS, createHash('sha256').update(origin).digest('hex'));
}

function readHead(path: string, origin: string): TreeHead | null {
  if (!existsSync(path)) return null;
  const head = parseCheckpoint(readFileSync(path, 'utf8'));
  if (!head.ok || head.value.origin !== origin) {
    throw new Refusal(`Read what was cosigned last of ${origin}: ${path} is damaged. Nothing is cosigned without it.`);
  }
  return { size: head.value.size, root: head.value.root };
}
