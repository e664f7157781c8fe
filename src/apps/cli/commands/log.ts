import { join } from 'node:path';
import { listLogs } from '../../../features/mission/logs/store/find-logs.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { folderSource, LogUnreadable } from '../../../platform/log/serve/log-source.ts';
import { readCheckpoint } from '../../../platform/log/serve/published-leaf.ts';
import { readDatabase } from '../../server/settings.ts';
import { readArguments } from '../arguments.ts';
import { type Command, type Terminal, WrongUsage } from '../command.ts';
import { LOG_VALUES, type LogOrder, withDatabase } from '../log/log-order.ts';
import { checkReceipt, writeProof } from '../log/receipts.ts';
import { reopen } from '../log/reopen.ts';
import { verify } from '../log/verify-logs.ts';

/** `scrutineer log`: the logs of missions, checked by whoever wants to. */
export const log: Command = {
  name: 'log',
  synopsis: 'verify [FOLDER|URL] | receipt FILE|CODE [FOLDER|URL] | proof CODE|INDEX [FOLDER|URL] | list | reopen',
  summary: 'Verify a log or a receipt, write a receipt as a file, or list the logs',
  details: [
    'FOLDER|URL      where the public files of the log lie; without it those of --mission on this machine',
    '--mission SLUG  the log of that mission on this machine',
    '--key KEY       the key of the log as the mission published it, or a file with it',
    '--policy FILE   logs, witnesses and quorum (C2SP tlog-policy): what is not confirmed is then not taken',
    '--database      verify: compares the rows of the database with the tiles as well',
    '--leaf FILE     receipt: the leaf, where the file of the receipt does not hold it',
    '--published PLACE  reopen: a log by its address or folder, or a checkpoint that somebody kept; several with commas',
    '--although-published  reopen: what is published at the address of the log is a copy, and no old server that runs',
    '--reason TEXT   reopen: why a log that was put back from a backup may grow again',
    '--out FILE      proof: writes the receipt (.tlog-proof) into this file',
    'SCRUTINEER_DATA, DATABASE_URL as for serve',
  ],
  run,
};

/** What each word takes behind it, and does. */
const ACTS: Readonly<Record<string, { words: string[]; more: string[]; act: (order: LogOrder) => Promise<number> }>> = {
  verify: { words: ['verify'], more: ['FOLDER|URL'], act: verify },
  receipt: { words: ['receipt', 'FILE|CODE'], more: ['FOLDER|URL'], act: checkReceipt },
  proof: { words: ['proof', 'CODE|INDEX'], more: ['FOLDER|URL'], act: writeProof },
  list: { words: ['list'], more: [], act: list },
  reopen: { words: ['reopen'], more: [], act: reopen },
};

async function run(terminal: Terminal): Promise<number> {
  const [what = ''] = terminal.args;
  const found = Object.hasOwn(ACTS, what) ? ACTS[what] : undefined;
  if (found === undefined) {
    throw new WrongUsage(`log: found ${what || 'nothing'}, wanted ${Object.keys(ACTS).join(', ')}.`);
  }
  const { words, more, act } = found;
  const given = readArguments(terminal.args, {
    words,
    more,
    flags: ['database', 'although-published'],
    values: LOG_VALUES,
  });
  try {
    return await act({ terminal, given });
  } catch (error) {
    throw error instanceof LogUnreadable ? new Refusal(`Read the log: ${error.message}.`) : error;
  }
}

async function list({ terminal }: LogOrder): Promise<number> {
  const { dataFolder } = readDatabase(terminal.environment, terminal.folder);
  const logs = await withDatabase(terminal, listLogs);
  for (const { slug, origin, verifierKey } of logs) {
    const checkpoint = await readCheckpoint(folderSource(join(dataFolder, 'log', slug)), 'checkpoint');
    terminal.out([slug, origin, checkpoint?.size ?? 0, verifierKey].join('\t'));
  }
  return 0;
}
