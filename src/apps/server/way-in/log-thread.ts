import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { reportBook } from '../../../features/field/reports/routes/intake/create-intake.ts';
import { must } from '../../../kernel/result.ts';
import { connectApp } from '../../../platform/db/connect.ts';
import { createMissionLogs } from '../../../platform/log/mission-logs.ts';
import { createProcessSigner } from '../../../platform/log/signer/process-signer.ts';
import { answerLogs } from '../../../platform/log/threaded/answer-logs.ts';
import { openLog } from '../watch/program-log.ts';
import type { LogThreadGiven } from './log-thread-given.ts';

// The thread in which the server numbers, stores and has signed what comes; `open-way-in.ts` starts it.

/** A batch is judged by two questions side by side; logs of several missions go on at the same time. */
const MOST_CONNECTIONS = 4;
/** It lies beside the program in its build. */
const SIGNER_FILE = new URL('./signer.js', import.meta.url);
const PROGRAM_FOLDER = fileURLToPath(new URL('.', import.meta.url));

const { target, logLevel, logFormat, stateFolder, logFolder, host, tellsPublished } = workerData as LogThreadGiven;
const sql = connectApp(target, MOST_CONNECTIONS);
const signer = createProcessSigner({ file: SIGNER_FILE, stateFolder });

answerLogs(must(parentPort, 'Write logs: this is no thread'), {
  open: (published) =>
    createMissionLogs({
      sql,
      clock: { now: () => Date.now() },
      log: openLog({ level: logLevel, format: logFormat }),
      signer,
      folder: logFolder,
      host,
      build: hashProgram(PROGRAM_FOLDER),
      bookOf: reportBook,
      published: tellsPublished ? published : () => {},
    }),
  close: async () => {
    await signer.close();
    await sql.end({ timeout: 5 });
  },
});

/** SHA-256 of the program as it runs: names and contents of its scripts, in the order of the names. */
function hashProgram(folder: string): Uint8Array {
  const hash = createHash('sha256');
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  for (const name of names.sort())
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name)))
      .update('\0');
  return hash.digest();
}
