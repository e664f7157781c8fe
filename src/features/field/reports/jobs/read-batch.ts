import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Sql, TransactionSql } from 'postgres';
import { formatHex } from '../../../../kernel/bytes/hex.ts';
import { fault } from '../../../../kernel/issue.ts';
import { commitRecord } from '../../../../ledger/commitment/record-commitment.ts';
import { announceEvents } from '../../../../platform/log/announced-event.ts';
import { familyFlags, ownFlagsOf } from '../reading/family-flags.ts';
import { type KnownForm, LARGEST_READ_BYTES, readVersion } from '../reading/read-version.ts';
import type { Reading } from '../reading/reading.ts';
import {
  type BatchSize,
  loadHeld,
  loadUnread,
  lockProgress,
  saveProgress,
  type UnreadVersion,
} from '../store/reading/find-unread.ts';
import { saveFlags, saveReadings } from '../store/reading/keep-readings.ts';
import { loadFamilies, type RelatedFile, type RelatedVersion } from '../store/reading/load-families.ts';
import { saveStandings } from '../store/standing/save-standings.ts';
import type { FormShelf } from './form-shelf.ts';

/** What versions are read with. */
export interface ReadingTools {
  readonly sql: Sql;
  readonly log: Logger;
  readonly shelf: FormShelf;
  readonly now: () => Date;
}

/** How much of a mission is read at once. */
export interface BatchOrder {
  readonly missionId: string;
  readonly most: number;
  /** Versions are not even looked at: storing what was read of the first one fails. */
  readonly isHopeless: boolean;
}

/** What came of a batch. */
export interface ReadBatch {
  readonly count: number;
  /** How many events wait for their number now. */
  readonly announced: number;
}

const MOST_BYTES = 8_000_000;
const sizeOf = (most: number): BatchSize => ({ most, mostBytes: MOST_BYTES, largest: LARGEST_READ_BYTES });

/** Reads what has come next, in the order of the log, in one transaction; `count` 0: there was nothing. */
export async function readBatch(tools: ReadingTools, order: BatchOrder): Promise<ReadBatch> {
  const { missionId, most } = order;
  return await tools.sql.begin(async (sql) => {
    const start = await lockProgress(sql, missionId);
    const batch = await loadUnread(sql, missionId, { start, size: sizeOf(most) });
    const { versions, reportsOfFiles, end } = batch;
    const announced = await interpret(tools, sql, { ...order, versions, reportsOfFiles });
    if (end > start) await saveProgress(sql, missionId, end);
    return { count: versions.length + reportsOfFiles.length, announced };
  });
}

/**
 * Reads anew what is held for want of a form, behind the place `after` in the log.
 *
 * @returns `after`: from where to go on; null: all was looked at.
 */
export async function readHeld(
  tools: ReadingTools,
  order: BatchOrder & { readonly formId: string | null; readonly after: number },
): Promise<ReadBatch & { readonly after: number | null }> {
  const { missionId, formId, most } = order;
  return await tools.sql.begin(async (sql) => {
    await lockProgress(sql, missionId);
    const { versions, after } = await loadHeld(sql, missionId, { formId, after: order.after, size: sizeOf(most) });
    const announced = await interpret(tools, sql, { ...order, versions, reportsOfFiles: [] });
    return { count: versions.length, announced, after };
  });
}

interface Material extends BatchOrder {
  readonly versions: readonly UnreadVersion[];
  readonly reportsOfFiles: readonly string[];
}

async function interpret(tools: ReadingTools, sql: TransactionSql, material: Material): Promise<number> {
  const { missionId, versions, reportsOfFiles } = material;
  const ids = new Set([...versions.map(({ reportId }) => reportId), ...reportsOfFiles]);
  if (ids.size === 0) return 0;
  const readings = await readAll(tools, sql, material);
  const flags = await relate(sql, [...ids], readings);
  const roots = versions.map((version) => rootOf(version, readings.get(placeOf(version))));
  const at = tools.now();
  const stated = versions.flatMap((version, place) => {
    const root = roots[place];
    return root == null ? [] : [{ version, root }];
  });
  const announcedIds = await announceEvents(sql, missionId, { events: stated.map(eventOf), at });
  const idOf = new Map(stated.map(({ version }, place) => [version, announcedIds[place]]));
  const rows = versions.map((version, place) => {
    const { reportId, sha256, leafIndex } = version;
    const reading = readings.get(placeOf(version)) ?? FAILED;
    const related = flags.get(placeOf(version)) ?? reading.flags;
    const announced = { fieldsRoot: roots[place] ?? null, announcedId: idOf.get(version) ?? null };
    return { ...reading, reportId, sha256, leafIndex, flags: related, ...announced };
  });
  await saveReadings(sql, missionId, { readings: rows, at });
  await saveStandings(sql, missionId, { ids: [...ids], at });
  return stated.length;
}

const FAILED: Reading = {
  ...{
    reason: 'failed',
    form: null,
    answers: null,
    warnings: [],
    flags: [],
    station: null,
    filledAt: null,
    expectedFiles: [],
  },
};

async function readAll(
  tools: ReadingTools,
  sql: TransactionSql,
  { missionId, versions, isHopeless }: Material,
): Promise<Map<string, Reading>> {
  const names = versions.flatMap(({ formId, formVersion }) =>
    formId === null ? [] : [{ formId, version: formVersion }],
  );
  const distinct = [...new Map(names.map((name) => [JSON.stringify(name), name])).values()];
  const formOf = await tools.shelf.find(sql, missionId, distinct);
  return new Map(
    versions.map((version) => {
      const { formId, formVersion, receivedAt } = version;
      const known: KnownForm =
        formId === null ? { kind: 'unknown-form' } : formOf({ formId, version: formVersion }, receivedAt);
      return [placeOf(version), isHopeless ? failed(tools, version, null) : readOne(tools, version, known)];
    }),
  );
}

/** Whatever goes wrong with one version, the others are read. */
function readOne(tools: ReadingTools, version: UnreadVersion, known: KnownForm): Reading {
  try {
    return readVersion(version, known);
  } catch (error) {
    return failed(tools, version, error);
  }
}

function failed(tools: ReadingTools, { reportId, leafIndex }: UnreadVersion, error: unknown): Reading {
  const id = randomUUID();
  tools.log.error({ err: error, id, reportId, leafIndex }, 'reading a version failed');
  return { ...FAILED, warnings: [fault('reading-failed', { id })] };
}

function rootOf({ key }: UnreadVersion, reading: Reading | undefined): Uint8Array | null {
  return reading?.reason === null && reading.answers !== null ? commitRecord(key, reading.answers) : null;
}

function eventOf({ version, root }: { readonly version: UnreadVersion; readonly root: Uint8Array }) {
  return {
    type: 'interpretation',
    id: version.reportId,
    version: version.number,
    receipt: formatHex(version.leafHash),
    fields: formatHex(root),
  } as const;
}

/** The flags of the versions of the batch; those of others that it changes are stored. */
async function relate(
  sql: TransactionSql,
  ids: readonly string[],
  readings: ReadonlyMap<string, Reading>,
): Promise<Map<string, readonly string[]>> {
  const { versions, files } = await loadFamilies(sql, ids);
  const found = new Map<string, readonly string[]>();
  const changed: { reportId: string; sha256: Uint8Array; flags: readonly string[] }[] = [];
  for (const family of familiesOf(versions, files)) {
    const known = family.versions.map((version) => {
      const reading = readings.get(placeOf(version));
      const expectedFiles = reading?.answers == null ? version.expectedFiles : reading.expectedFiles;
      return { ...version, expectedFiles };
    });
    for (const [at, related] of familyFlags(known, family.files).entries()) {
      const version = family.versions[at] as RelatedVersion;
      const reading = readings.get(placeOf(version));
      const flags = [...(reading?.flags ?? ownFlagsOf(version.flags ?? [])), ...related];
      if (reading !== undefined) found.set(placeOf(version), flags);
      else if (version.flags !== null && version.flags.join() !== flags.join()) changed.push({ ...version, flags });
    }
  }
  await saveFlags(sql, changed);
  return found;
}

function familiesOf(
  versions: readonly RelatedVersion[],
  files: readonly RelatedFile[],
): Iterable<{ readonly versions: RelatedVersion[]; readonly files: RelatedFile[] }> {
  const families = new Map<string, { versions: RelatedVersion[]; files: RelatedFile[] }>();
  for (const version of versions) {
    const family = families.get(version.family) ?? { versions: [], files: [] };
    family.versions.push(version);
    families.set(version.family, family);
  }
  for (const file of files) families.get(file.family)?.files.push(file);
  return families.values();
}

function placeOf({ reportId, sha256 }: { readonly reportId: string; readonly sha256: Uint8Array }): string {
  return `${reportId} ${formatHex(sha256)}`;
}
