import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { TransactionSql } from 'postgres';
import {
  type OpenedFiles,
  type OpenOptions,
  openPackage,
} from '../../../features/register/package/files/open-package.ts';
import type { GivenFile } from '../../../features/register/package/files/receive-files.ts';
import type { ImportPlan, KindCount } from '../../../features/register/package/plan-import.ts';
import { applyImport, type Review, reviewPackage } from '../../../features/register/package/store.ts';
import { kindNamed } from '../../../features/register/records/kinds.ts';
import { findElection, lockElection } from '../../../features/register/records/store.ts';
import { writeAudit } from '../../../platform/db/audit.ts';
import { openDatabase } from '../../../platform/db/connect.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { readDatabase } from '../../server/settings.ts';
import { type Arguments, readArguments } from '../arguments.ts';
import type { Command, Terminal } from '../command.ts';
import { noteIssues, readGiven } from '../package-folder.ts';

const AUTHOR = 'command line';

/** `scrutineer import`: loads a folder of files, whole or not at all. */
export const importCommand: Command = {
  name: 'import',
  synopsis: 'FOLDER|ZIP [--check] [--election KEY] [--reason TEXT]',
  summary: 'Load an election from its files, whole or not at all',
  details: [
    '--check          say what is wrong and what would change, and change nothing',
    '--election KEY   the election that the files belong to, where they hold no election.yaml',
    '--reason TEXT    why; needed where records that stand are corrected',
    'Errors are named by file, row and column; then nothing is loaded, and the exit status is 1.',
    'Records that the files do not name stay as they are. Importing twice changes nothing.',
  ],
  run,
};

async function run(terminal: Terminal): Promise<number> {
  const takes = { words: ['FOLDER'], flags: ['check'], values: ['election', 'reason'] };
  const args = readArguments(terminal.args, takes);
  const given = readGiven(resolve(terminal.folder, args.words[0] ?? ''));
  const chosen = { electionKey: args.values.get('election') ?? null };
  const opened = await openPackage(given, chosen);
  const options = { ...readDatabase(terminal.environment, terminal.folder), say: terminal.note };
  const database = await openDatabase({ ...options, purpose: 'import', sharing: 'join' });
  try {
    return await database.sql.begin((sql) => load(sql, { terminal, args, given, opened, chosen }));
  } finally {
    await database.close();
  }
}

interface Loading {
  readonly terminal: Terminal;
  readonly args: Arguments;
  readonly given: readonly GivenFile[];
  readonly opened: OpenedFiles;
  readonly chosen: OpenOptions;
}

async function load(sql: TransactionSql, { terminal, args, given, opened, chosen }: Loading): Promise<number> {
  await lockExisting(sql, opened.electionKey);
  const review = await reviewPackage(sql, opened);
  noteIssues(review.checked.issues, terminal.note);
  const { plan } = review;
  if (plan === null) return refuse(review, terminal);
  for (const line of describePlan(plan.counts)) terminal.out(line);
  if (args.flags.has('check')) return 0;
  const slug = opened.electionKey ?? '';
  const reason = requireReason(plan, args.values.get('reason') ?? null);
  const at = new Date();
  const authorship = { authorId: null, authorName: AUTHOR, at, reason, changeId: randomUUID() };
  const asNew = { id: randomUUID(), visibility: 'private' } as const;
  const write = { slug, election: review.election, plan, authorship, asNew, given, options: chosen };
  const { election, isChanged } = await applyImport(sql, write);
  terminal.out(isChanged ? `Loaded ${slug}.` : `Nothing to change: ${slug} says all of this already.`);
  if (isChanged) await note(sql, { slug, electionId: election.id, plan, at, reason });
  return 0;
}

async function lockExisting(sql: TransactionSql, key: string | null): Promise<void> {
  const election = key === null ? null : await findElection(sql, key);
  if (election === null) return;
  if (election.archivedAt !== null) throw new Refusal(`Import ${election.slug}: the election has been put away.`);
  await lockElection(sql, election);
}

function refuse({ checked }: Review, { note: say }: Terminal): number {
  const { errors } = checked.issues;
  say(`${errors} ${errors === 1 ? 'error' : 'errors'}; nothing was loaded.`);
  return 1;
}

function requireReason(plan: ImportPlan, reason: string | null): string | null {
  const corrected = plan.changes.filter(({ act }) => act !== 'created').length;
  if (corrected === 0 || reason !== null) return reason;
  throw new Refusal(`Import: ${corrected} records that stand would be changed. Say why: --reason "…".`);
}

function describePlan(counts: readonly KindCount[]): string[] {
  const width = Math.max(0, ...counts.map(({ kind }) => kindNamed(kind).file.length));
  return counts.map((count) => {
    const parts = (['created', 'corrected', 'restored', 'unchanged', 'kept'] as const)
      .filter((act) => count[act] > 0)
      .map((act) => `${count[act]} ${act}`);
    return `${kindNamed(count.kind).file.padEnd(width)}  ${parts.join(', ') || 'no rows'}`;
  });
}

async function note(
  sql: TransactionSql,
  done: { slug: string; electionId: string; plan: ImportPlan; at: Date; reason: string | null },
): Promise<void> {
  const total = (act: 'created' | 'corrected' | 'restored') =>
    done.plan.counts.reduce((sum, count) => sum + count[act], 0);
  await writeAudit(sql, {
    at: done.at,
    actorId: null,
    actorName: AUTHOR,
    action: 'package.imported',
    electionId: done.electionId,
    subjectKind: 'election',
    subjectKey: done.slug,
    reason: done.reason,
    details: {
      election: done.slug,
      created: total('created'),
      corrected: total('corrected'),
      restored: total('restored'),
    },
  });
}
