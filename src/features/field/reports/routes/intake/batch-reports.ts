import type { Sql } from 'postgres';
import type { Arrival } from '../../arrival.ts';
import { findFiles, type KnownFile, type KnownItem } from '../../store/find-known.ts';

/** A version as the batch knows it: stored, or of this batch. */
export interface Version {
  readonly sha256: Uint8Array;
  readonly instanceId: string | null;
  readonly number: number;
  readonly leaf: { readonly index: number; readonly hash: Uint8Array };
  /** Its bytes where it is of this batch, and where its row is otherwise. */
  readonly raw: Uint8Array | null;
  readonly stored: KnownItem | null;
}

/** A report as the batch knows it. */
export interface Report {
  id: string;
  versions: Version[];
  files: KnownFile[];
}

/** A version that is stored. */
export function versionOf(item: KnownItem): Version {
  const { sha256, instanceId, number, leafIndex, leafHash } = item;
  return { sha256, instanceId, number, leaf: { index: leafIndex, hash: leafHash }, raw: null, stored: item };
}

/** Adds the files that are stored of reports. */
export async function loadFiles(sql: Sql, reports: ReadonlyMap<string, Report>): Promise<void> {
  const ids = new Map(
    [...reports.values()].flatMap((report) => restingPlaces(report).map((id) => [id, report] as const)),
  );
  for (const [id, files] of await findFiles(sql, [...ids.keys()])) ids.get(id)?.files.push(...files);
}

function restingPlaces({ id, versions }: Report): string[] {
  return [...new Set([id, ...versions.flatMap(({ stored }) => (stored === null ? [] : [stored.restsAt]))])];
}

/** Whether a version of the report has the name of the one that came. */
export function hasName(report: Report, { envelope }: Arrival): boolean {
  return report.versions.some(({ instanceId }) => instanceId === envelope.instanceId);
}
