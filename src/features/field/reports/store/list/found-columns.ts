import type { TransactionSql } from 'postgres';
import { CHUNK_ROWS } from '../../../../../platform/columns/column/chunk-rows.ts';
import { type Cell, type Column, makeColumn } from '../../../../../platform/columns/column/column.ts';
import type { Segment } from '../../../../../platform/columns/segment.ts';
import { type CheckTitles, FOUND_STATES, type FoundState, foundValue } from '../../arrivals/list/found-checks.ts';

/** The key of the column of what checks found: it lies in no chunk, since a check may find much at once. */
export const CHECKS = 'checks';

/** Columns are kept of so many missions. */
const MISSIONS_KEPT = 4;

interface KeptColumn {
  readonly revision: number;
  readonly column: Column;
}

/** What checks found, as columns beside the chunks; only what has changed since is loaded. */
export class FoundMemory {
  private readonly kept = new Map<string, ReadonlyMap<number, KeptColumn>>();

  /** Chunk → what checks found of its reports. */
  async of(sql: TransactionSql, missionId: string): Promise<ReadonlyMap<number, Column>> {
    const before = this.kept.get(missionId);
    const revisions = await sql<{ chunk: number; revision: number }[]>`
      select chunk, sum(revision)::float8 as revision from check_found where mission_id = ${missionId} group by chunk`;
    const isNew = ({ chunk, revision }: { chunk: number; revision: number }) =>
      before?.get(chunk)?.revision !== revision;
    const loaded = await loadFound(
      sql,
      missionId,
      revisions.filter(isNew).map(({ chunk }) => chunk),
    );
    const columns = new Map<number, KeptColumn>();
    for (const { chunk, revision } of revisions) {
      const column = loaded.get(chunk) ?? before?.get(chunk)?.column;
      if (column !== undefined) columns.set(chunk, { revision, column });
    }
    this.kept.delete(missionId);
    this.kept.set(missionId, columns);
    for (const oldest of this.kept.keys()) if (this.kept.size > MISSIONS_KEPT) this.kept.delete(oldest);
    return new Map([...columns].map(([chunk, { column }]) => [chunk, column]));
  }
}

/** A segment with what checks found of its rows. */
export function withFound(segment: Segment, found: ReadonlyMap<number, Column>): Segment {
  let own: Column | null | undefined;
  const column = () => {
    own ??= segment.chunk === null ? scattered(segment, found) : (found.get(segment.chunk) ?? null);
    return own;
  };
  return { ...segment, column: (key) => (key === CHECKS ? column() : segment.column(key)) };
}

function scattered({ rows, ordinal }: Segment, found: ReadonlyMap<number, Column>): Column {
  const cells = Array.from({ length: rows }, (_, row): Cell => {
    const at = ordinal(row);
    const column = found.get(Math.floor(at / CHUNK_ROWS));
    const code = column?.codes[at % CHUNK_ROWS] ?? 0;
    return column === undefined || code === 0 ? null : column.value(code);
  });
  return makeColumn(cells);
}

interface FoundRow {
  readonly chunk: number;
  readonly check: string;
  readonly state: FoundState;
  /** After four bytes for how many they are: a bit a report, the first one highest. */
  readonly bits: Uint8Array;
}

async function loadFound(
  sql: TransactionSql,
  missionId: string,
  chunks: readonly number[],
): Promise<ReadonlyMap<number, Column>> {
  if (chunks.length === 0) return new Map();
  const rows = await sql<FoundRow[]>`
    select chunk, check_id as check, state, bit_send(rows) as bits from check_found
    where mission_id = ${missionId} and chunk = any (${chunks as number[]}::int[]) order by chunk, check_id`;
  const byChunk = new Map<number, FoundRow[]>();
  for (const row of rows) {
    const same = byChunk.get(row.chunk);
    if (same === undefined) byChunk.set(row.chunk, [row]);
    else same.push(row);
  }
  return new Map([...byChunk].map(([chunk, own]) => [chunk, makeColumn(cellsOf(own))]));
}

/** `flagged flagged:CHECK missing missing:CHECK`: a state once, then each check that says so. */
function cellsOf(rows: readonly FoundRow[]): Cell[] {
  const cells = new Array<Cell>(CHUNK_ROWS).fill(null);
  for (const state of FOUND_STATES) {
    const seen = new Uint8Array(CHUNK_ROWS);
    for (const row of rows.filter((one) => one.state === state)) {
      const value = foundValue(state, row.check);
      for (const at of placesOf(row.bits.subarray(4))) {
        const before = cells[at];
        const first = seen[at] === 1 ? '' : `${state} `;
        cells[at] = `${before == null ? '' : `${before} `}${first}${value}`;
        seen[at] = 1;
      }
    }
  }
  return cells;
}

function* placesOf(bits: Uint8Array): Generator<number> {
  for (const [at, byte] of bits.entries()) {
    for (let bit = 0; byte !== 0 && bit < 8; bit += 1) if ((byte & (128 >> bit)) !== 0) yield at * 8 + bit;
  }
}

/** Titles of checks by their ids; what is no id of one is passed over. */
export async function nameChecks(sql: TransactionSql, missionId: string, ids: readonly string[]): Promise<CheckTitles> {
  if (ids.length === 0) return {};
  const rows = await sql<{ id: string; title: CheckTitles[string] }[]>`
    select c.id, v.title from report_check c join report_check_version v on v.check_id = c.id and v.number = c.version
    where c.mission_id = ${missionId} and c.id::text = any (${ids as string[]})`;
  return Object.fromEntries(rows.map(({ id, title }) => [id, title]));
}
