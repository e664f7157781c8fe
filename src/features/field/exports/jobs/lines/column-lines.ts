import type { Sql, TransactionSql } from 'postgres';
import { CELL_SEPARATOR } from '../../../../../kernel/text.ts';
import { CHUNK_ROWS, type Column, chunkStart } from '../../../../../platform/columns/column.ts';
import { loadChunk } from '../../../../../platform/columns/keep-columns.ts';
import { answerKey, CUT_MARK, type MetaColumn, VERSION_COLUMNS } from '../../../reports/arrivals/list/report-row.ts';
import { csvRows } from '../../formats/csv-text.ts';
import {
  loadDevices,
  loadPlaces,
  nextOf,
  type Places,
  rowSource,
  type WantedReports,
} from '../../store/read-reports.ts';
import { cutReport } from '../../tables/cut-report.ts';
import type { ExportPlan } from '../../tables/plan-tables.ts';
import { type ChunkPart, LineBytes, valuesOf } from './quote-columns.ts';

/** Lines of a table, ready to be written. */
export interface ExportedLines {
  /** In UTF-8; good until the next ones are asked for. */
  readonly bytes: Uint8Array;
  readonly count: number;
  /** Ordinal of the last report among them. */
  readonly last: number;
}

/** What lines are made of. */
export interface LineGround {
  readonly sql: Sql;
  readonly wanted: WantedReports;
  /** Of one table. */
  readonly plan: ExportPlan;
  /** Only these reports, ascending; null: all. */
  readonly ordinals: readonly number[] | null;
}

/** Where lines come from. */
export interface LineSource {
  /** Those of the next reports after a place; null: there are no more. */
  next(after: number): Promise<ExportedLines | null>;
}

/** So many chunks are asked for while the lines of one are made: the database then need never wait. */
const AHEAD = 2;
/** Chunks of more columns are large: then one is. */
const WIDE = 100;

/**
 * The lines of reports, as `csvRows` would write them row by row. They are made of columns, where a value that a thousand
 * reports have is put into words once. What the next lines are made of is asked for while these are written.
 */
export function lineSource(ground: LineGround): LineSource {
  const lines = new LineBytes(ground.plan);
  let parts: PartQueue | null = null;
  let rest: LoadedPart | null = null;
  return {
    next: async (after) => {
      if (parts?.after !== after) [parts, rest] = [new PartQueue(ground, after), null];
      const part: LoadedPart | null = rest ?? (await parts.take());
      if (part === null) return null;
      const head = rowsOf(part, 0, ROWS_AT_ONCE);
      rest = part.ordinals.length > ROWS_AT_ONCE ? rowsOf(part, ROWS_AT_ONCE) : null;
      parts.after = head.last;
      return { bytes: lines.write(head), count: head.ordinals.length, last: head.last };
    },
  };
}

/** So many lines are made and written at once. */
const ROWS_AT_ONCE = 1024;

function rowsOf(part: LoadedPart, first: number, end?: number): LoadedPart {
  const ordinals = part.ordinals.slice(first, end);
  return { ...part, ordinals, ids: part.ids.slice(first, end), last: ordinals.at(-1) ?? part.last };
}

interface LoadedPart extends ChunkPart {
  readonly last: number;
}

/** The parts of the chunks behind a place, of which the next ones are on their way. */
class PartQueue {
  /** The last report whose line was made, or the place before the first. */
  after: number;
  private readonly ground: LineGround;
  private readonly ahead: number;
  private readonly coming: Promise<LoadedPart | null>[] = [];
  private first: number;

  constructor(ground: LineGround, after: number) {
    this.ground = ground;
    this.after = after;
    this.first = chunkStart(after + 1);
    this.ahead = ground.plan.tables[0].answers.length > WIDE ? 1 : AHEAD;
  }

  /** The next reports; null: there are no more. */
  async take(): Promise<LoadedPart | null> {
    for (;;) {
      this.ask();
      const next = this.coming.shift();
      if (next === undefined) return null;
      const part = await next;
      if (part === null) continue;
      this.after = part.last;
      this.ask();
      return part;
    }
  }

  private ask(): void {
    const { sql, wanted } = this.ground;
    for (; this.coming.length < this.ahead && this.first < wanted.endOrdinal; this.first += CHUNK_ROWS) {
      const place = { after: Math.max(this.after, this.first - 1), first: this.first };
      const part = sql.begin('isolation level repeatable read read only', async (transaction) =>
        loadPart(transaction, this.ground, place),
      ) as Promise<LoadedPart | null>;
      // Whoever takes it is told; nobody may.
      part.catch(() => {});
      this.coming.push(part);
    }
  }
}

async function loadPart(
  sql: TransactionSql,
  { wanted, plan, ordinals }: LineGround,
  { after, first }: { readonly after: number; readonly first: number },
): Promise<LoadedPart | null> {
  const places = await loadPlaces(sql, wanted, { after, end: first + CHUNK_ROWS });
  const chosen = ordinals === null ? places : chooseOf(places, new Set(nextOf(ordinals, after, CHUNK_ROWS)));
  const last = chosen.ordinals.at(-1);
  if (last === undefined) return null;
  const keys = keysOf(plan, wanted.formUuid);
  const columns = await loadChunk(sql, wanted.missionId, { chunk: first / CHUNK_ROWS, keys });
  const isWhole = wholeRows(columns, wanted.formUuid, plan);
  const beside = chosen.ordinals.filter((ordinal) => places.beside.has(ordinal) || !isWhole(ordinal - first));
  const devices = await loadDevices(sql, valuesOf(columns.get(DEVICE)));
  const singly = await linesSingly(sql, { wanted, plan }, beside);
  return {
    ...chosen,
    formUuid: wanted.formUuid,
    columns,
    around: { slug: wanted.slug, devices },
    first,
    singly,
    last,
  };
}

const DEVICE = 'device' satisfies MetaColumn;
/** Every row of a chunk has something there, or it was written when these columns were not there yet. */
const ALWAYS = [VERSION_COLUMNS.receipt, 'channel' satisfies MetaColumn];

function chooseOf({ ordinals, ids }: Places, wanted: ReadonlySet<number>): Pick<Places, 'ordinals' | 'ids'> {
  const isWanted = (_: unknown, at: number) => wanted.has(ordinals[at] ?? -1);
  return { ordinals: ordinals.filter(isWanted), ids: ids.filter(isWanted) };
}

const NO_CODES: ReadonlySet<number> = new Set();

/** Whether some value of a column is not all, or more than one answer. */
function isPartly(column: Column | undefined): boolean {
  return column !== undefined && (column.hasCopies || column.encoded.letters.includes(CUT_MARK));
}

function partlyCodes(column: Column | undefined): ReadonlySet<number> {
  return new Set(
    valuesOf(column).flatMap((value, at) =>
      value.endsWith(CUT_MARK) || value.includes(CELL_SEPARATOR) ? [at + 1] : [],
    ),
  );
}

function keysOf({ tables: [table] }: ExportPlan, formUuid: string): string[] {
  const known = table.known.flatMap(({ kept }) => (kept === null ? [] : [kept.key]));
  return [...new Set([...known, ...table.answers.map(({ leaf }) => answerKey(formUuid, leaf.path))])];
}

/** Tells of the rows of a chunk whether its columns hold all that stands there. */
function wholeRows(
  columns: ReadonlyMap<string, Column>,
  formUuid: string,
  { tables: [table] }: ExportPlan,
): (row: number) => boolean {
  const always = ALWAYS.map((key) => columns.get(key)?.codes);
  const partly = [...new Set(table.answers.map(({ leaf }) => answerKey(formUuid, leaf.path)))].flatMap((key) => {
    const column = columns.get(key);
    const codes = isPartly(column) ? partlyCodes(column) : NO_CODES;
    return column === undefined || codes.size === 0 ? [] : [{ rows: column.codes, codes }];
  });
  return (row) =>
    always.every((codes) => (codes?.[row] ?? 0) > 0) && !partly.some(({ rows, codes }) => codes.has(rows[row] ?? 0));
}

/** Lines of reports that are read one by one, by their ordinals. */
async function linesSingly(
  sql: TransactionSql,
  { wanted, plan }: Pick<LineGround, 'wanted' | 'plan'>,
  ordinals: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  const source = rowSource(sql, wanted, ordinals);
  for (let last = -1; ordinals.length > 0; ) {
    const reports = await source.next(last);
    for (const report of reports) found.set(report.ordinal, csvRows(cutReport(plan, report)[0] ?? []));
    const end = reports.at(-1);
    if (end === undefined) break;
    last = end.ordinal;
  }
  return found;
}
