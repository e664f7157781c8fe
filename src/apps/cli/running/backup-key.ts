import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { formatIdentityFile, makeAgePair } from '../../../platform/backup/age/backup-keys.ts';
import { onDisk, Refusal } from '../../../platform/db/refusal.ts';
import { syncFolder } from '../../../platform/files/sync-folder.ts';
import { writeSynced } from '../../../platform/log/signer/write-synced.ts';
import { readArguments } from '../arguments.ts';
import type { Command, Terminal } from '../command.ts';

/** `scrutineer backup-key`: the pair of keys of backups. */
export const backupKey: Command = {
  name: 'backup-key',
  synopsis: '[--out FILE]',
  summary: 'Make the keys of backups: the public one for the server, the private one for a safe place',
  details: [
    '--out FILE  writes the private key into this new file (as age-keygen does); without it, it is printed once',
    'Run this on another machine than the server where you can. Who loses the private key loses every backup:',
    'keep it twice, on paper too, with two people. The public key (age1…) is no secret.',
  ],
  run,
};

async function run({ args, folder, out, note }: Terminal): Promise<number> {
  const { values } = readArguments(args, { words: [], values: ['out'] });
  const pair = await makeAgePair();
  const given = values.get('out');
  const text = formatIdentityFile(pair, new Date());
  if (given === undefined) out(text.trimEnd());
  else {
    const path = resolve(folder, given);
    if (existsSync(path)) throw new Refusal(`Write the key to ${path}: there is a file already.`);
    onDisk(`Write the key to ${path}`, () => {
      writeSynced(path, text);
      syncFolder(dirname(path));
    });
    out(pair.recipient);
    note(`The private key is in ${path}. Keep it away from the server.`);
  }
  return 0;
}
