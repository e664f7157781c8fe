import type { Sql, TransactionSql } from 'postgres';
import { CELL_SEPARATOR } from '../../../../kernel/text.ts';
import { CHUNK_ROWS, type Column } from '../../../../platform/columns/column.ts';
import { loadChunk } from '../../../../platform/columns/keep-columns.ts';
import { answerKey, CUT_MARK } from '../../reports/arrivals/list/report-row.ts';
import { csvRows, LINE_END, quoteCell } from '../formats/csv-text.ts';
import { type KnownReport, loadKnown, nextOf, rowSource, type WantedReports } from '../store/read-reports.ts';
import { cutReport } from '../tables/cut-report.ts';
import type { AnswerColumn, ExportPlan } from '../tables/plan-tables.ts';

/** Lines of a table, ready to be written. */
export interface ExportedLines {
  readonly text: string;
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

/**
 * The lines of the next reports after a place, as `csvRows` would write them row by row; null: there are no more. They are
 * made of columns, where a value that a thousand reports have is put into words once.
 */
export async function nextLines(ground: LineGround, after: number): Promise<ExportedLines | null> {
  const { sql, wanted, ordinals } = ground;
  for (let first = chunkStart(after + 1), last = after; first < wanted.endOrdinal; first += CHUNK_ROWS) {
    const from = last;
    const lines = await sql.begin('isolation level repeatable read read only', async (transaction) => {
      const [known, columns] = await Promise.all([
        loadKnown(transaction, wanted, { after: from, end: first + CHUNK_ROWS }),
        loadChunk(transaction, wanted.missionId, first / CHUNK_ROWS),
      ]);
      const chosen = ordinals === null ? null : new Set(nextOf(ordinals, from, CHUNK_ROWS));
      const rows = chosen === null ? known : known.filter(({ report }) => chosen.has(report.ordinal));
      return rows.length === 0 ? null : await linesOf(transaction, ground, { rows, columns, first });
    });
    if (lines !== null) return lines;
    last = first + CHUNK_ROWS - 1;
  }
  return null;
}

function chunkStart(ordinal: number): number {
  return ordinal - (ordinal % CHUNK_ROWS);
}

/** Reports of one chunk, with the columns of the chunk. */
interface Part {
  readonly rows: readonly KnownReport[];
  readonly columns: ReadonlyMap<string, Column>;
  /** Ordinal of the first row of the chunk. */
  readonly first: number;
}

async function linesOf(
  sql: TransactionSql,
  { wanted, plan }: LineGround,
  { rows, columns, first }: Part,
): Promise<ExportedLines> {
  const [table] = plan.tables;
  const answers = table.answers.map((column) =>
    quotedColumn(column, columns.get(answerKey(wanted.formUuid, column.leaf.path))),
  );
  const slow = new Set(rows.filter((row) => !isInColumns(row, first, answers)).map(({ report }) => report.ordinal));
  const singly = await linesSingly(sql, { wanted, plan }, [...slow]);
  // One list for all rows, filled anew for each: a list for each row would be sixty times as much to clear away.
  const cells = new Array<string>(table.known.length + answers.length).fill('');
  let text = '';
  for (const { report } of rows) {
    let at = 0;
    for (const { cell } of table.known) {
      cells[at] = quoteCell(cell(report));
      at += 1;
    }
    for (const column of answers) {
      cells[at] = column.at(report.ordinal - first);
      at += 1;
    }
    text += singly.get(report.ordinal) ?? cells.join(',') + LINE_END;
  }
  return { text, count: rows.length, last: rows.at(-1)?.report.ordinal ?? first };
}

interface QuotedColumn {
  /** The cell of a row of the chunk, quoted. */
  at(row: number): string;
  /** Whether the column does not hold all of what stands there. */
  isPart(row: number): boolean;
}

const EMPTY: QuotedColumn = { at: () => '', isPart: () => false };

function quotedColumn({ cell }: AnswerColumn, column: Column | undefined): QuotedColumn {
  if (column === undefined) return EMPTY;
  const { codes } = column;
  const quoted: string[] = [''];
  const parts = new Set<number>();
  for (let code = 1; code <= column.size; code += 1) {
    const value = column.value(code);
    quoted.push(quoteCell(cell(value)));
    if (value.endsWith(CUT_MARK) || value.includes(CELL_SEPARATOR)) parts.add(code);
  }
  return { at: (row) => quoted[codes[row] ?? 0] ?? '', isPart: (row) => parts.size > 0 && parts.has(codes[row] ?? 0) };
}

function isInColumns({ report, isSettled }: KnownReport, first: number, answers: readonly QuotedColumn[]): boolean {
  const { ordinal, flags, state } = report;
  const isWhole = isSettled && (state === 'read' || state === 'void') && !flags.includes('unknown-elements');
  return isWhole && !answers.some((column) => column.isPart(ordinal - first));
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
