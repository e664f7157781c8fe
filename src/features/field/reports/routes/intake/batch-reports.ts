import type { Sql } from 'postgres';
import { formatHex } from '../../../../../kernel/bytes/hex.ts';
import type { Arrival, ArrivedFile } from '../../arrival.ts';
import { countFiles, findFiles, type KnownFile, type KnownItem, MOST_VERSIONS } from '../../store/find-known.ts';

/** A version as the batch knows it: stored, or of this batch. */
export interface Version {
  readonly sha256: Uint8Array;
  readonly instanceId: string | null;
  readonly number: number;
  readonly leaf: { readonly index: number; readonly hash: Uint8Array };
  /** Its bytes where it is of this batch, and where its row is otherwise. */
  readonly raw: Uint8Array | null;
  readonly stored: KnownItem | null;
  /** In canonical form, once somebody asked; null: it has none. */
  canonical?: Promise<string | null>;
}

/** A report as the batch knows it. */
export interface Report {
  id: string;
  versions: Version[];
  /** Whether it has more versions than are known here. */
  isCrowded: boolean;
  /** Those that came again, and those of the batch, by `fileKey`. */
  files: Set<string>;
  /** How many it has. */
  fileCount: number;
}

/** A report of which nothing is known. */
export function newReport(id: string): Report {
  return { id, versions: [], isCrowded: false, files: new Set(), fileCount: 0 };
}

/** A version that is stored. */
export function versionOf(item: KnownItem): Version {
  const { sha256, instanceId, number, leafIndex, leafHash } = item;
  return { sha256, instanceId, number, leaf: { index: leafIndex, hash: leafHash }, raw: null, stored: item };
}

/** One file of a report is told from another by this. */
export function fileKey({ name, sha256 }: KnownFile): string {
  return `${formatHex(sha256)} ${name}`;
}

/** Looks which files that came for reports are stored already. */
export async function loadFiles(
  sql: Sql,
  arrived: readonly { readonly reports: readonly Report[]; readonly files: readonly ArrivedFile[] }[],
): Promise<void> {
  const owners = new Map<string, Report>();
  const places = arrived.flatMap(({ reports, files }) => {
    const ids = reports.flatMap((report) => restingPlaces(report).map((id) => ({ id, report })));
    for (const { id, report } of ids) owners.set(id, report);
    return files.flatMap(({ name, sha256 }) => ids.map(({ id }) => ({ reportId: id, name, sha256 })));
  });
  const [found, counts] = await Promise.all([findFiles(sql, places), countFiles(sql, [...owners.keys()])]);
  for (const file of found) owners.get(file.reportId)?.files.add(fileKey(file));
  for (const [id, count] of counts) {
    const report = owners.get(id);
    if (report !== undefined) report.fileCount += count;
  }
}

function restingPlaces({ id, versions }: Report): string[] {
  return [...new Set([id, ...versions.flatMap(({ stored }) => (stored === null ? [] : [stored.restsAt]))])];
}

/** Whether it has more versions than are compared with what comes. */
export function isCrowded(report: Report): boolean {
  return report.isCrowded || report.versions.length > MOST_VERSIONS;
}

/** Whether a version of the report has the name of the one that came; of a crowded one it is taken for granted. */
export function hasName(report: Report, { envelope }: Arrival): boolean {
  return isCrowded(report) || report.versions.some(({ instanceId }) => instanceId === envelope.instanceId);
}
