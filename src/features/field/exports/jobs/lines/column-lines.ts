import type { Sql, TransactionSql } from 'postgres';
import { CHUNK_ROWS, chunkStart } from '../../../../../platform/columns/column/chunk-rows.ts';
import { csvRows } from '../../formats/csv-text.ts';
import { loadPlaces, nextOf, type Places, rowSource, type WantedReports } from '../../store/read-reports.ts';
import { cutReport } from '../../tables/cut-report.ts';
import type { ExportPlan } from '../../tables/plan-tables.ts';
import { type ChunkPart, LineBytes } from './line-bytes.ts';
import { QuotedChunk } from './quoted-chunk.ts';
import { Room } from './room.ts';

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
/** Chunks of more columns are large: then none is. */
const WIDE = 100;

/**
 * The lines of reports, as `csvRows` would write them row by row. They are made of columns, where a value that a thousand
 * reports have is put into words once. What the next lines are made of is asked for while these are written.
 */
export function lineSource(ground: LineGround): LineSource {
  const lines = new LineBytes();
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

/** A part on its way, and the room in which its columns lie. */
interface ComingPart {
  readonly room: Room;
  readonly part: Promise<LoadedPart | null>;
}

/** The parts of the chunks behind a place, of which the next ones are on their way. */
class PartQueue {
  /** The last report whose line was made, or the place before the first. */
  after: number;
  private readonly ground: LineGround;
  /** How many are on their way at once. */
  private readonly most: number;
  private readonly coming: ComingPart[] = [];
  private readonly free: Room[] = [];
  /** That of the part which was taken last. */
  private used: Room | null = null;
  private first: number;

  constructor(ground: LineGround, after: number) {
    this.ground = ground;
    this.after = after;
    this.first = chunkStart(after + 1);
    this.most = ground.plan.tables[0].answers.length > WIDE ? 0 : AHEAD;
  }

  /** The next reports; null: there are no more. What was taken before is gone. */
  async take(): Promise<LoadedPart | null> {
    if (this.used !== null) this.release(this.used);
    this.used = null;
    for (;;) {
      this.ask(Math.max(1, this.most));
      const next = this.coming.shift();
      if (next === undefined) return null;
      const part = await next.part;
      if (part === null) {
        this.release(next.room);
        continue;
      }
      this.after = part.last;
      this.used = next.room;
      this.ask(this.most);
      return part;
    }
  }

  private release(room: Room): void {
    room.clear();
    this.free.push(room);
  }

  private ask(most: number): void {
    const { sql, wanted } = this.ground;
    for (; this.coming.length < most && this.first < wanted.endOrdinal; this.first += CHUNK_ROWS) {
      const place = { after: Math.max(this.after, this.first - 1), first: this.first };
      const room = this.free.pop() ?? new Room();
      const part = sql.begin('isolation level repeatable read read only', async (transaction) =>
        loadPart(transaction, this.ground, { ...place, room }),
      ) as Promise<LoadedPart | null>;
      // Whoever takes it is told; nobody may.
      part.catch(() => {});
      this.coming.push({ room, part });
    }
  }
}

async function loadPart(
  sql: TransactionSql,
  { wanted, plan, ordinals }: LineGround,
  { after, first, room }: { readonly after: number; readonly first: number; readonly room: Room },
): Promise<LoadedPart | null> {
  const places = await loadPlaces(sql, wanted, { after, end: first + CHUNK_ROWS });
  const chosen = ordinals === null ? places : chooseOf(places, new Set(nextOf(ordinals, after, CHUNK_ROWS)));
  const last = chosen.ordinals.at(-1);
  if (last === undefined) return null;
  const chunk = new QuotedChunk(room, { plan, formUuid: wanted.formUuid });
  await chunk.read(sql, wanted.missionId, first / CHUNK_ROWS);
  const beside = chosen.ordinals.filter((ordinal) => places.beside.has(ordinal) || !chunk.holds(ordinal - first));
  const columns = await chunk.columns(sql, wanted.slug);
  return { ...chosen, columns, first, singly: await linesSingly(sql, { wanted, plan }, beside), last };
}

function chooseOf({ ordinals, ids }: Places, wanted: ReadonlySet<number>): Pick<Places, 'ordinals' | 'ids'> {
  const isWanted = (_: unknown, at: number) => wanted.has(ordinals[at] ?? -1);
  return { ordinals: ordinals.filter(isWanted), ids: ids.filter(isWanted) };
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
