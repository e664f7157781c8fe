import type { Sql } from 'postgres';
import { formatHex } from '../../../kernel/bytes/hex.ts';
import { formatLeaf } from '../../../ledger/commitment/log-leaf.ts';
import { growRange, rootOfRange } from '../../../ledger/merkle/compact-range.ts';
import { parseEntryBundle } from '../../../ledger/tile/entry-bundle.ts';
import { TILE_WIDTH } from '../../../ledger/tile/tile.ts';
import { Refusal } from '../../db/refusal.ts';
import { loadWaiting, removeWaiting, saveLeaves, type WaitingEvent } from '../../log/keep-leaves.ts';
import { hashLeafFast } from '../../log/serve/hash-fast.ts';
import { type LogSource, tileReader } from '../../log/serve/log-source.ts';
import type { LogOfRows } from './compare-logs.ts';
import type { Sighting } from './judge-sightings.ts';

const MOST_WAITING = 100_000;

/**
 * Gets the entries back that the database lacks, from a published copy: they are taken only where the log with them is the
 * one that its checkpoint states. What they commit to (reports, files) does not come with them.
 *
 * @returns how many they are.
 * @throws Refusal where the copy holds others; LogUnreadable where it does not hold them.
 */
export async function takeEntries(
  sql: Sql,
  { missionId, log, sighting }: { readonly missionId: string; readonly log: LogOfRows; readonly sighting: Sighting },
  source: LogSource,
): Promise<number> {
  const leaves = await readEntries(source, { first: log.rows, size: sighting.size });
  const hashes = leaves.map((leaf) => hashLeafFast(leaf));
  if (formatHex(rootOfRange(growRange(log.range, hashes))) !== sighting.root) {
    throw new Refusal(`Take entries of ${source.name}: with them the log is not the one that its checkpoint states.`);
  }
  // Events that waited when the backup was taken, and had their number when it was lost: they must not have a second one.
  const waiting = await loadWaiting(sql, missionId, MOST_WAITING);
  const events = new Map(waiting.map((event) => [formatHex(leafOf(event)), event.id]));
  const rows = leaves.map((leaf, at) => {
    const [hash, announcedId] = [hashes[at] ?? hashLeafFast(leaf), events.get(formatHex(leaf)) ?? null];
    return { leaf, hash, announcedId };
  });
  await sql.begin(async (transaction) => {
    await saveLeaves(transaction, missionId, { first: log.rows, leaves: rows });
    const numbered = rows.flatMap(({ announcedId }) => (announcedId === null ? [] : [announcedId]));
    if (numbered.length > 0) await removeWaiting(transaction, missionId, numbered);
  });
  return rows.length;
}

async function readEntries(
  source: LogSource,
  { first, size }: { readonly first: number; readonly size: number },
): Promise<Uint8Array[]> {
  const [read, leaves] = [tileReader(source), [] as Uint8Array[]];
  for (let index = Math.floor(first / TILE_WIDTH); index * TILE_WIDTH < size; index += 1) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    const parsed = parseEntryBundle(await read({ level: 'entries', index, width }));
    if (!parsed.ok) throw new Refusal(`Take entries of ${source.name}: bundle ${index} is damaged (${parsed.error}).`);
    leaves.push(...parsed.value.slice(Math.max(0, first - index * TILE_WIDTH), width));
  }
  return leaves;
}

function leafOf({ leaf, at }: WaitingEvent): Uint8Array {
  const formatted = formatLeaf({ ...leaf, v: 1, time: at.getTime() });
  return formatted.ok ? formatted.value : new Uint8Array();
}
