import { createHash } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { takeTime } from '../../../platform/db/time-limits.ts';
import {
  type Authorship,
  createElection,
  findElection,
  loadColumns,
  loadCurrent,
  type StoredElection,
  saveColumns,
  savePositions,
  saveRecords,
} from '../records/store.ts';
import { type CheckedPackage, type CurrentRecords, checkPackage, indexCurrent } from './check-package.ts';
import type { OpenedFiles, OpenOptions } from './files/open-package.ts';
import type { GivenFile } from './files/receive-files.ts';
import { type ImportPlan, isEmptyPlan, planImport } from './plan-import.ts';
import type { PastImport } from './report.ts';

/** A connection or a transaction. */
export type Db = Sql | TransactionSql;

/** A package against the election that it belongs to. */
export interface Review {
  /** The election as it is on this server; null where the package would create it, or names none. */
  readonly election: StoredElection | null;
  readonly current: CurrentRecords;
  readonly checked: CheckedPackage;
  /** Null where there are errors. */
  readonly plan: ImportPlan | null;
}

/** Compares a package with what is there. Changes nothing. */
export async function reviewPackage(sql: Db, opened: OpenedFiles): Promise<Review> {
  const election = opened.electionKey === null ? null : await findElection(sql, opened.electionKey);
  const current = indexCurrent(election === null ? [] : await loadCurrent(sql, election.id));
  const remembered = election === null ? {} : await loadColumns(sql, election.id);
  const checked = checkPackage(opened, current);
  const plan = checked.issues.errors > 0 ? null : planImport(checked.tables, current, remembered);
  return { election, current, checked, plan };
}

/** An import as it is to be written. */
export interface Import {
  readonly slug: string;
  readonly election: StoredElection | null;
  readonly plan: ImportPlan;
  readonly authorship: Authorship;
  /** The id and visibility of the election, where it is new. */
  readonly asNew: { readonly id: string; readonly visibility: 'private' | 'public' };
  readonly given: readonly GivenFile[];
  readonly options: OpenOptions;
}

/**
 * Writes an import, whole: to be called in a transaction. Nothing is written where nothing would change.
 *
 * @returns the election and whether anything was written.
 * @throws Problem `conflict` where the election was created in the meantime.
 */
export async function applyImport(
  sql: TransactionSql,
  wanted: Import,
): Promise<{ election: StoredElection; isChanged: boolean }> {
  const { plan, authorship } = wanted;
  const isNew = wanted.election === null;
  if (!isNew && isEmptyPlan(plan)) return { election: wanted.election, isChanged: false };
  await takeTime(sql);
  const election = wanted.election ?? (await createNew(sql, wanted));
  await saveRecords(sql, election.id, { changes: plan.changes, authorship });
  if (plan.positions.length > 0) await savePositions(sql, election.id, plan.positions);
  for (const file of plan.columns) await saveColumns(sql, election.id, file);
  await keepFiles(sql, election.id, wanted);
  return { election, isChanged: true };
}

/** The imports of an election, newest first, at most 100. */
export async function listImports(sql: Db, electionId: string): Promise<PastImport[]> {
  const rows = await sql<(Omit<PastImport, 'at'> & { at: Date })[]>`
    select package_import.id, author_name as "authorName", at, reason,
      (select json_agg(json_build_object('position', position, 'path', path, 'bytes', length(content)) order by position)
        from package_import_file where import_id = package_import.id) as files
    from package_import where election_id = ${electionId}
    order by at desc, package_import.id desc limit 100`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** A file as it came with an import, or null. */
export async function findImportedFile(
  sql: Db,
  electionId: string,
  file: { id: string; position: number },
): Promise<{ path: string; content: Uint8Array } | null> {
  const rows = await sql<{ path: string; content: Uint8Array }[]>`
    select path, content from package_import_file join package_import on package_import.id = import_id
    where election_id = ${electionId} and import_id = ${file.id} and position = ${file.position}`;
  return rows[0] ?? null;
}

async function createNew(sql: TransactionSql, { slug, asNew, authorship }: Import): Promise<StoredElection> {
  return await createElection(sql, { id: asNew.id, slug, visibility: asNew.visibility, at: authorship.at });
}

async function keepFiles(sql: TransactionSql, electionId: string, wanted: Import): Promise<void> {
  const { authorId, authorName, at, reason, changeId } = wanted.authorship;
  const { encodings, corrections } = wanted.options;
  const choices = { encodings: Object.fromEntries(encodings ?? []), corrections: [...(corrections ?? [])] };
  await sql`
    insert into package_import (id, election_id, author_id, author_name, at, reason, choices)
    values (${changeId}, ${electionId}, ${authorId}, ${authorName}, ${at}, ${reason}, ${JSON.stringify(choices)}::text::jsonb)`;
  for (const [index, { path, bytes }] of wanted.given.entries()) {
    const sha256 = createHash('sha256').update(bytes).digest();
    await sql`
      insert into package_import_file (import_id, position, path, sha256, content)
      values (${changeId}, ${index + 1}, ${path}, ${sha256}, ${Buffer.from(bytes)})`;
  }
}
