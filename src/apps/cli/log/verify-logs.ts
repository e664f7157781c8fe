import type { Sql } from 'postgres';
import { findLog } from '../../../features/mission/logs/store/find-logs.ts';
import { formatBase64 } from '../../../kernel/bytes/base64.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { loadLeaves } from '../../../platform/log/keep-leaves.ts';
import { compareRows, type LeafRow } from '../../../platform/log/serve/compare-rows.ts';
import type { LogSource } from '../../../platform/log/serve/log-source.ts';
import { type LogFindings, verifyLog } from '../../../platform/log/serve/verify-log.ts';
import { WrongUsage } from '../command.ts';
import { type LogOrder, policyOf, sourceOf, withDatabase } from './log-order.ts';

const MOST_FAULTS = 20;

/** `scrutineer log verify`. @returns exit status: 0 where all of it holds. */
export async function verify(order: LogOrder): Promise<number> {
  const { terminal, given } = order;
  const source = sourceOf(order, given.words[1], null);
  const mission = given.values.get('mission');
  const isCompared = given.flags.has('database');
  if (isCompared && mission === undefined) throw new WrongUsage('--database needs --mission SLUG.');
  const policy = await policyOf(order, source);
  const findings = await verifyLog(source, policy);
  const size = findings.head?.size ?? 0;
  const rows = isCompared ? await withDatabase(terminal, (sql) => checkRows(sql, source, { mission, size })) : [];
  report(order, findings, policy.quorum.kind !== 'none');
  for (const fault of rows) terminal.note(fault);
  const isUnconfirmed = policy.quorum.kind !== 'none' && findings.confirmedSize !== size;
  return findings.faults.length + rows.length > 0 || isUnconfirmed ? 1 : 0;
}

function report(
  { terminal }: LogOrder,
  { head, faults, cosigners, confirmedSize }: LogFindings,
  isAsked: boolean,
): void {
  if (head !== null) {
    terminal.out(`log ${head.origin}`);
    terminal.out(`size ${head.size}`);
    terminal.out(`root ${formatBase64(head.root)}`);
  }
  if (isAsked && confirmedSize === null) terminal.out('not confirmed: too few witnesses of the policy signed it');
  if (confirmedSize !== null) terminal.out(`confirmed up to ${confirmedSize} by ${cosigners.join(', ')}`);
  for (const fault of faults) terminal.note(fault);
  if (faults.length === 0) terminal.out('all of it holds');
}

const ROW_FAULTS = {
  missing: 'is missing',
  altered: 'is not what its hash says',
  other: 'is not the one that was published',
} as const;

/** Compares the rows of the database with the tiles: LOG-01 names the leaf that is another. */
export async function checkRows(
  sql: Sql,
  source: LogSource,
  { mission = '', size }: { readonly mission: string | undefined; readonly size: number },
): Promise<string[]> {
  const log = await findLog(sql, mission);
  if (log === null) throw new Refusal(`Compare with the database: it has no log of a mission ${mission}.`);
  const faults: string[] = [];
  for await (const { index, what } of compareRows(allLeaves(sql, log.missionId), source, size)) {
    faults.push(`database: leaf ${index} ${ROW_FAULTS[what]}`);
    if (faults.length >= MOST_FAULTS) return faults;
  }
  return faults;
}

const LEAVES_AT_ONCE = 5_000;

async function* allLeaves(sql: Sql, missionId: string): AsyncGenerator<LeafRow> {
  for (let first = 0, isMore = true; isMore; ) {
    const leaves = await loadLeaves(sql, missionId, { first, most: LEAVES_AT_ONCE });
    yield* leaves;
    first = (leaves.at(-1)?.index ?? 0) + 1;
    isMore = leaves.length === LEAVES_AT_ONCE;
  }
}
