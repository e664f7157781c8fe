import type { TransactionSql } from 'postgres';
import { CELL_SEPARATOR } from '../../../../../kernel/text.ts';
import { type Column, decodeColumn } from '../../../../../platform/columns/column/column.ts';
import { type ColumnView, ColumnViewer } from '../../../../../platform/columns/column/column-view.ts';
import { readChunk } from '../../../../../platform/columns/stored/keep-columns.ts';
import { answerKey, CUT_MARK, type MetaColumn, VERSION_COLUMNS } from '../../../reports/arrivals/list/report-row.ts';
import { loadDevices } from '../../store/read-reports.ts';
import type { AnswerColumn, AroundCells, ExportPlan } from '../../tables/plan-tables.ts';
import { copyColumn, NOTHING_QUOTED, type QuotedColumn, quoteColumn, valuesIn } from './quote-columns.ts';
import type { Room } from './room.ts';

const DEVICE = 'device' satisfies MetaColumn;
/** Every row of a chunk has something there, or it was written when these columns were not there yet. */
const ALWAYS = [VERSION_COLUMNS.receipt, 'channel' satisfies MetaColumn];

/** The columns of an export of one chunk. Those of answers are put into words as they come, and never held as they were. */
export class QuotedChunk {
  private readonly room: Room;
  private readonly plan: ExportPlan;
  /** Places of the columns that are made of an answer, by its key. */
  private readonly places = new Map<string, number[]>();
  private readonly answers: QuotedColumn[];
  private readonly known = new Map<string, Column>();
  /** Of columns in which some values are not all that was answered: the rows with such. */
  private readonly partly: Set<number> = new Set();
  private readonly viewer = new ColumnViewer();

  constructor(room: Room, { plan, formUuid }: { readonly plan: ExportPlan; readonly formUuid: string }) {
    this.room = room;
    this.plan = plan;
    const { answers } = plan.tables[0];
    this.answers = answers.map(() => NOTHING_QUOTED);
    for (const [at, { leaf }] of answers.entries()) {
      const key = answerKey(formUuid, leaf.path);
      this.places.set(key, [...(this.places.get(key) ?? []), at]);
    }
  }

  /** Reads what of the chunk is needed; to be called first, and once. */
  async read(sql: TransactionSql, missionId: string, chunk: number): Promise<void> {
    const known = this.plan.tables[0].known.flatMap(({ kept }) => (kept === null ? [] : [kept.key]));
    const keys = [...known, ...this.places.keys()];
    await readChunk(sql, { missionId, chunk, keys }, (key, bytes) => {
      const places = this.places.get(key);
      if (places === undefined) this.known.set(key, decodeColumn(bytes));
      else this.quote(this.viewer.view(bytes), places);
    });
  }

  /** Whether all that is to be written of a row of the chunk stands in its columns. */
  holds(row: number): boolean {
    return ALWAYS.every((key) => (this.known.get(key)?.codes[row] ?? 0) > 0) && !this.partly.has(row);
  }

  /** All columns of a line behind the id of its report, in their order. */
  async columns(sql: TransactionSql, slug: string): Promise<readonly QuotedColumn[]> {
    const device = this.known.get(DEVICE);
    const around = { slug, devices: await loadDevices(sql, device === undefined ? [] : valuesIn(device.view)) };
    return [...this.knownColumns(around), ...this.answers];
  }

  private knownColumns(around: AroundCells): QuotedColumn[] {
    // The first is the id of the report.
    return this.plan.tables[0].known.slice(1).map(({ kept }) => {
      const view = kept === null ? null : (this.known.get(kept.key)?.view ?? null);
      if (view !== null && kept?.isPlain === true) return copyColumn(this.room, view);
      return quoteColumn(this.room, view, (value) => kept?.cell(value, around) ?? null);
    });
  }

  private quote(view: ColumnView, places: readonly number[]): void {
    for (const row of partlyRows(view)) this.partly.add(row);
    for (const place of places) {
      const column = this.plan.tables[0].answers[place];
      if (column !== undefined) this.answers[place] = this.quoteAnswer(view, column);
    }
  }

  private quoteAnswer(view: ColumnView, { part, cell }: AnswerColumn): QuotedColumn {
    if (part === 'answer') return copyColumn(this.room, view);
    return quoteColumn(this.room, view, (value) => (value === null ? null : cell(value)));
  }
}

/** The rows whose value is not all, or more than one answer. */
function partlyRows(view: ColumnView): number[] {
  if (!view.letters.includes(CELL_SEPARATOR) && !view.letters.includes(CUT_MARK)) return [];
  const isPartly = valuesIn(view).map((value) => value.endsWith(CUT_MARK) || value.includes(CELL_SEPARATOR));
  const rows: number[] = [];
  for (const [row, code] of view.codes.entries()) if (isPartly[code - 1] === true) rows.push(row);
  return rows;
}
