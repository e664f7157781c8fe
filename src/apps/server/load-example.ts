import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Sql } from 'postgres';
import { openPackage } from '../../features/register/package/files/open-package.ts';
import { applyImport, reviewPackage } from '../../features/register/package/store.ts';
import { listElections } from '../../features/register/records/store.ts';
import { must } from '../../kernel/result.ts';
import { writeAudit } from '../../platform/db/audit.ts';

/** How the program signs what it does by itself. */
const PROGRAM = 'Scrutineer';

/**
 * Imports the example election from `folder` and shows it to everybody, on a server that has no election yet.
 *
 * @throws Error where the example that ships with the program has a fault.
 */
export async function loadExample(sql: Sql, folder: string, at: Date): Promise<void> {
  if ((await listElections(sql, { includePrivate: true })).length > 0) return;
  const given = readdirSync(folder).map((name) => ({ path: name, bytes: readFileSync(join(folder, name)) }));
  const opened = await openPackage(given);
  await sql.begin(async (transaction) => {
    // Two servers may start at once on one database: the second waits, and then finds an election.
    await transaction`set local lock_timeout = '1min'`;
    await transaction`select pg_advisory_xact_lock(hashtext('scrutineer.example'))`;
    if ((await listElections(transaction, { includePrivate: true })).length > 0) return;
    const review = await reviewPackage(transaction, opened);
    const plan = must(review.plan, `Load example: ${JSON.stringify(review.checked.issues)}`);
    const slug = must(opened.electionKey, 'Load example: it names no election');
    const changeId = randomUUID();
    const reason = `Example that ships with the program: ${basename(folder)}`;
    const { election } = await applyImport(transaction, {
      slug,
      election: null,
      plan,
      authorship: { authorId: null, authorName: PROGRAM, at, reason, changeId },
      asNew: { id: randomUUID(), visibility: 'public' },
      given,
      options: {},
    });
    await writeAudit(transaction, {
      at,
      actorId: null,
      actorName: PROGRAM,
      action: 'package.imported',
      electionId: election.id,
      subjectKind: 'election',
      subjectKey: slug,
      reason,
      details: { election: slug, created: plan.changes.length },
    });
  });
}
