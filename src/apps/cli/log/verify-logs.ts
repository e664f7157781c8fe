import type { Sql } from 'postgres';
import { findLog, readLeafRows } from '../../../features/mission/logs/store.ts';
import { formatBase64 } from '../../../kernel/bytes/base64.ts';
import { areSameBytes } from '../../../kernel/bytes/compare.ts';
import { HASH_BYTES } from '../../../kernel/bytes/hash.ts';
import { TILE_WIDTH } from '../../../ledger/tile/tile.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { hashLeafFast } from '../../../platform/log/serve/hash-fast.ts';
import { type LogSource, LogUnreadable, tileReader } from '../../../platform/log/serve/log-source.ts';
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
  const rows = isCompared ? await withDatabase(terminal, (sql) => compareRows(sql, source, { mission, size })) : [];
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

/** Compares the rows of the database with the tiles: LOG-01 names the leaf that is another. */
async function compareRows(
  sql: Sql,
  source: LogSource,
  { mission = '', size }: { readonly mission: string | undefined; readonly size: number },
): Promise<string[]> {
  const log = await findLog(sql, mission);
  if (log === null) throw new Refusal(`Compare with the database: it has no log of a mission ${mission}.`);
  const faults: string[] = [];
  let expected = 0;
  let tile: Uint8Array = new Uint8Array();
  for await (const { index, leaf, hash } of readLeafRows(sql, log.missionId)) {
    if (index !== expected) faults.push(`database: leaf ${expected} is missing`);
    expected = index + 1;
    if (index < size && (tile.length === 0 || index % TILE_WIDTH === 0)) tile = await readTileOf(source, index, size);
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    const published = index < size ? tile.subarray(at, at + HASH_BYTES) : hash;
    if (!areSameBytes(hashLeafFast(leaf), hash)) faults.push(`database: leaf ${index} is not what its hash says`);
    else if (!areSameBytes(published, hash)) faults.push(`database: leaf ${index} is not the one that was published`);
    if (faults.length >= MOST_FAULTS) return faults;
  }
  if (expected < size) faults.push(`database: it has ${expected} leaves, ${size} were published`);
  return faults;
}

async function readTileOf(source: LogSource, index: number, size: number): Promise<Uint8Array> {
  const first = index - (index % TILE_WIDTH);
  const tile = { level: 0, index: first / TILE_WIDTH, width: Math.min(TILE_WIDTH, size - first) };
  try {
    return await tileReader(source)(tile);
  } catch (error) {
    if (error instanceof LogUnreadable) return new Uint8Array(TILE_WIDTH * HASH_BYTES);
    throw error;
  }
}
