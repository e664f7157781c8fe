import type { Sql, TransactionSql } from 'postgres';
import { segmentOfChanged } from '../../../../../platform/columns/changed-rows.ts';
import type { Condition } from '../../../../../platform/columns/condition.ts';
import { type Matched, matchRows, type RowFilter, type Segment } from '../../../../../platform/columns/segment.ts';
import type { NewRow } from '../../../../../platform/columns/settle-rows.ts';
import { ColumnCache } from '../../../../../platform/columns/stored/column-cache.ts';
import { listChunks, type StoredChunk } from '../../../../../platform/columns/stored/keep-columns.ts';
import { type Depth, loadSegments } from '../../../../../platform/columns/stored/load-segments.ts';
import { cellsOf } from '../../arrivals/list/report-row.ts';
import { CHECKS, FoundMemory, withFound } from './found-columns.ts';
import { type ChangedReport, listChangedReports, loadReportRows } from './load-rows.ts';
import { StationNameMemory } from './load-station-names.ts';
import { type FoundStations, STATION, withStationNames } from './named-stations.ts';

/** Columns of chunks that are kept in memory between two questions, in bytes. */
const CACHE_BYTES = 96_000_000;
/** Reports that have changed are kept of so many missions. */
const MISSIONS_KEPT = 4;

/** Reports of a mission that are not in chunks as they are now, by the marks of their rows. */
interface Changed {
  readonly rows: ReadonlyMap<string, NewRow>;
  readonly segment: Segment;
}

/** What is kept between two questions. */
export class ListMemory {
  readonly cache: ColumnCache;
  readonly found = new FoundMemory();
  readonly stations = new StationNameMemory();
  private readonly changed = new Map<string, Changed>();

  /** @param cacheBytes how much of columns is kept in memory. */
  constructor(cacheBytes = CACHE_BYTES) {
    this.cache = new ColumnCache(cacheBytes);
  }

  /** The reports of a mission that are not in chunks as they are now; only what is not in memory is loaded. */
  async changedOf(sql: TransactionSql, missionId: string, reports: readonly ChangedReport[]): Promise<Segment> {
    const before = this.changed.get(missionId);
    if (before !== undefined && isSame(before.rows, reports)) return before.segment;
    const missing = reports.filter(({ mark }) => before?.rows.has(mark) !== true);
    const loaded = new Map(
      (
        await loadReportRows(
          sql,
          missing.map(({ id }) => id),
        )
      ).map((row) => [row.id, row]),
    );
    const rows = new Map<string, NewRow>();
    for (const { id, mark, ordinal } of reports) {
      const row = loaded.get(id);
      const known = row === undefined ? before?.rows.get(mark) : { ordinal, cells: cellsOf(row) };
      if (known !== undefined) rows.set(mark, known);
    }
    const changed = { rows, segment: segmentOfChanged([...rows.values()]) };
    this.changed.delete(missionId);
    this.changed.set(missionId, changed);
    for (const oldest of this.changed.keys()) if (this.changed.size > MISSIONS_KEPT) this.changed.delete(oldest);
    return changed.segment;
  }
}

function isSame(rows: ReadonlyMap<string, NewRow>, reports: readonly ChangedReport[]): boolean {
  return rows.size === reports.length && reports.every(({ mark }) => rows.has(mark));
}

/** What is asked of the reports of a mission. */
export interface Wanted extends RowFilter {
  readonly missionId: string;
  /** Columns that are needed beside those of the conditions, and how much of each. */
  readonly columns: ReadonlyMap<string, Depth>;
}

/** Has `work` see one state of the reports of a mission: those that are wanted, newest first. */
export async function withReports<T>(
  sql: Sql,
  memory: ListMemory,
  asked: {
    readonly wanted: Wanted;
    readonly work: (matched: readonly Matched[], sql: TransactionSql) => Promise<T> | T;
  },
): Promise<T> {
  const { wanted, work } = asked;
  const done = await sql.begin('isolation level repeatable read read only', async (transaction) => {
    const [reports, chunks] = await Promise.all([
      listChangedReports(transaction, wanted.missionId),
      listChunks(transaction, wanted.missionId),
    ]);
    const conditions = [{ column: 'state', isEmpty: false }, ...wanted.conditions];
    const segments = await segmentsOf(transaction, memory, { wanted: { ...wanted, conditions }, reports, chunks });
    const matched = segments.map((segment) => matchRows(segment, { conditions, words: wanted.words }));
    return { result: await work(matched, transaction) };
  });
  memory.cache.trim();
  return done.result as T;
}

interface Stored {
  readonly wanted: Wanted;
  readonly reports: readonly ChangedReport[];
  readonly chunks: readonly StoredChunk[];
}

/** All rows of the mission with what is asked of them: that of chunks, and what lies beside these. */
async function segmentsOf(
  sql: TransactionSql,
  memory: ListMemory,
  { wanted, reports, chunks }: Stored,
): Promise<Segment[]> {
  const { missionId, conditions, words } = wanted;
  const changed = await memory.changedOf(sql, missionId, reports);
  const columns = columnsOf(conditions, wanted.columns);
  const checks = columns.delete(CHECKS) ? await memory.found.of(sql, missionId) : null;
  const names = words.length === 0 ? null : await memory.stations.of(sql, missionId);
  const stations: FoundStations = names?.find(words) ?? new Map();
  if (stations.size > 0) columns.set(STATION, 'all');
  const needed = { missionId, columns, words, chunks, changed: reports.map(({ ordinal }) => ordinal) };
  const stored = [changed, ...(await loadSegments(sql, memory.cache, needed))];
  const checked = checks === null ? stored : stored.map((segment) => withFound(segment, checks));
  if (names === null || stations.size === 0) return checked;
  return checked.map((segment) => withStationNames(segment, stations, names.numbers));
}

const DEPTHS: readonly Depth[] = ['codes', 'letters', 'all'];

function columnsOf(conditions: readonly Condition[], others: ReadonlyMap<string, Depth>): Map<string, Depth> {
  const columns = new Map(others);
  for (const condition of conditions) {
    const depth = 'isEmpty' in condition ? 'codes' : 'has' in condition ? 'letters' : 'all';
    const before = columns.get(condition.column) ?? 'codes';
    columns.set(condition.column, DEPTHS.indexOf(depth) > DEPTHS.indexOf(before) ? depth : before);
  }
  return columns;
}
