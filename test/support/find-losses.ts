import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { formatHex } from '../../src/kernel/bytes/hex.ts';
import { commitContent } from '../../src/ledger/commitment/field-commitment.ts';
import { parseLeaf } from '../../src/ledger/commitment/log-leaf.ts';
import { rootOfRange } from '../../src/ledger/merkle/compact-range.ts';
import { EMPTY_ROOT, hashLeaf } from '../../src/ledger/merkle/tree-hash.ts';
import { parseLogPolicy } from '../../src/ledger/note/log-policy.ts';
import { formatReceiptCode, receiptCodeOf } from '../../src/ledger/proof/receipt-code.ts';
import { EMPTY_EDGE, growEdge } from '../../src/ledger/tile/log-edge.ts';
import { folderSource, type LogSource } from '../../src/platform/log/serve/log-source.ts';
import { type ReadCheckpoint, readCheckpoint } from '../../src/platform/log/serve/published-leaf.ts';
import { verifyLog } from '../../src/platform/log/serve/verify-log.ts';
import { digestOf, type HeldReport, SLUG } from './crash-mission.ts';

interface StoredItem {
  readonly instanceId: string;
  readonly raw: Buffer;
  readonly sha256: Buffer;
  readonly key: Buffer;
  readonly leafIndex: number;
  readonly leafHash: Buffer;
}

interface Leaf {
  readonly index: number;
  readonly leaf: Buffer;
  readonly hash: Buffer;
}

/** Where a mission lies. */
export interface MissionPlace {
  readonly sql: Sql;
  readonly dataFolder: string;
}

/**
 * What is wrong with a mission, given the reports that telephones hold receipts of: in words; nothing where all holds. Each
 * report is there once, byte by byte, under the receipts that were given; so are its files; the log has no gap and is
 * verified from its files, which are never ahead of the database.
 */
export async function findLosses(place: MissionPlace, acknowledged: readonly HeldReport[]): Promise<string[]> {
  const source = folderSource(join(place.dataFolder, 'log', SLUG));
  // Before the rows, because the log may be growing.
  const head = await readCheckpoint(source, 'checkpoint');
  const leaves = await loadLeaves(place.sql);
  return [
    ...(await findLostReports(place, acknowledged, leaves)),
    ...(await findLostFiles(place, acknowledged)),
    ...leaves.flatMap(({ index, leaf, hash }, at) => {
      if (index !== at) return [`the log has a gap before ${index}: wanted ${at}`];
      return hash.equals(hashLeaf(leaf)) ? [] : [`leaf ${at} is not what its hash says`];
    }),
    ...compareHead(head, leaves),
    ...(await verifyFiles(place.sql, source)),
  ];
}

async function loadLeaves(sql: Sql): Promise<Leaf[]> {
  return await sql<Leaf[]>`
    select l.index::float8 as index, l.leaf, l.hash from log_leaf l join mission m on m.id = l.mission_id
    where m.slug = ${SLUG} order by l.index`;
}

async function findLostReports(
  { sql }: MissionPlace,
  acknowledged: readonly HeldReport[],
  leaves: readonly Leaf[],
): Promise<string[]> {
  const items = await sql<StoredItem[]>`
    select i.instance_id as "instanceId", i.raw, i.sha256, i.key, i.leaf_index::float8 as "leafIndex",
      i.leaf_hash as "leafHash"
    from report_item i join mission m on m.id = i.mission_id where m.slug = ${SLUG}`;
  const stored = new Map(items.map((item) => [item.instanceId, item]));
  const twice = items.filter((item) => stored.get(item.instanceId) !== item);
  const faults = acknowledged.map((report) => faultOf(report, stored.get(report.instanceId), leaves));
  return [
    ...twice.map(({ instanceId }) => `${instanceId} is there twice`),
    ...faults.flatMap((fault) => (fault === null ? [] : [fault])),
  ];
}

function faultOf(report: HeldReport, item: StoredItem | undefined, leaves: readonly Leaf[]): string | null {
  const { instanceId } = report;
  if (item === undefined) return `${instanceId} was acknowledged and is lost`;
  if (!item.raw.equals(report.raw)) return `${instanceId} has other bytes`;
  const code = formatReceiptCode(receiptCodeOf(SLUG, item.leafIndex, item.leafHash));
  const other = report.codes.find((given) => given !== code);
  if (other !== undefined) return `${instanceId} was given the receipt ${other} and has ${code}`;
  const leaf = leaves[item.leafIndex];
  if (leaf === undefined || !leaf.hash.equals(item.leafHash)) return `${instanceId} is not in the log at its place`;
  const parsed = parseLeaf(leaf.leaf);
  const content = formatHex(commitContent(item.key, 'raw', item.sha256));
  return parsed.ok && parsed.value.content === content ? null : `${instanceId} is not what its leaf commits to`;
}

async function findLostFiles(
  { sql, dataFolder }: MissionPlace,
  acknowledged: readonly HeldReport[],
): Promise<string[]> {
  const rows = await sql<{ instanceId: string; name: string; sha256: Buffer }[]>`
    select i.instance_id as "instanceId", f.name, f.sha256
    from report_file f join report_item i on i.report_id = f.report_id join mission m on m.id = i.mission_id
    where m.slug = ${SLUG}`;
  const keyOf = (instanceId: string, name: string, sha256: Buffer) => `${instanceId} ${name} ${formatHex(sha256)}`;
  const known = new Set(rows.map(({ instanceId, name, sha256 }) => keyOf(instanceId, name, sha256)));
  return acknowledged.flatMap(({ instanceId, files }) =>
    files.flatMap(({ name, content }) => {
      const sha256 = digestOf(content);
      if (!known.has(keyOf(instanceId, name, sha256))) return [`${name} of ${instanceId} is lost`];
      const hex = formatHex(sha256);
      const path = join(dataFolder, 'files/content', hex.slice(0, 2), hex);
      return existsSync(path) && digestOf(readFileSync(path)).equals(sha256) ? [] : [`${path} is lost or damaged`];
    }),
  );
}

function compareHead(head: ReadCheckpoint | null, leaves: readonly Leaf[]): string[] {
  if (head === null) return ['there is no checkpoint'];
  if (head.size > leaves.length) return [`the checkpoint is ahead: ${head.size}, the database holds ${leaves.length}`];
  const hashes = leaves.slice(0, head.size).map(({ hash }) => hash);
  const root = hashes.length === 0 ? EMPTY_ROOT : rootOfRange(growEdge(EMPTY_EDGE, hashes).edge.range);
  return Buffer.from(root).equals(head.root) ? [] : ['the checkpoint is not that of the rows'];
}

async function verifyFiles(sql: Sql, source: LogSource): Promise<string[]> {
  const [log] = await sql<{ key: string }[]>`
    select l.verifier_key as key from mission_log l join mission m on m.id = l.mission_id where m.slug = ${SLUG}`;
  const policy = parseLogPolicy(`log ${log?.key}\nquorum none\n`);
  if (!policy.ok) return [`there is no log: ${policy.error.message}`];
  return [...(await verifyLog(source, policy.value)).faults];
}
