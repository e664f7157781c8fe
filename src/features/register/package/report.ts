import { findColumn } from '../../../kernel/record.ts';
import type { LocalizedText } from '../../../kernel/text.ts';
import { type KindName, kindNamed } from '../records/kinds.ts';
import type { RecordChange } from '../records/record-set.ts';
import type { CurrentRecords } from './check-package.ts';
import { type Encoding, type PackageIssue, type PackageTable, README_FILE } from './package.ts';
import type { ImportPlan, KindCount } from './plan-import.ts';

const MOST_CHANGES = 500;
const MOST_ROWS = 200;

/** A file with rows that issues name; cells as they are in the file, or as they were corrected. */
export interface ReportedTable {
  readonly file: string;
  readonly columns: readonly string[];
  /** A flat file of names and texts: its one row is row 1, and issues in it name lines. */
  readonly isFlat: boolean;
  readonly rows: readonly ReportedRow[];
}

/** A row as a spreadsheet counts; not the header. */
export interface ReportedRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** A cell before and after; empty where there is none. */
export interface CellDifference {
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** One record that the import would write. */
export interface PlannedChange {
  readonly kind: KindName;
  readonly key: string;
  readonly act: RecordChange['act'];
  /** Its name or title. */
  readonly label: LocalizedText;
  readonly differences: readonly CellDifference[];
}

/** What an import would do. */
export interface PlanReply {
  readonly counts: readonly KindCount[];
  /** Corrections first; at most 500. */
  readonly changes: readonly PlannedChange[];
  readonly changeCount: number;
  readonly needsReason: boolean;
}

/** What a file would say in another encoding. */
export interface PreviewReply {
  readonly file: string;
  readonly encoding: Encoding;
  readonly lines: readonly string[];
}

/** What a check of files found; `plan` is null where there are errors. */
export interface CheckReply {
  readonly election: { readonly slug: string; readonly isNew: boolean } | null;
  readonly errors: number;
  readonly warnings: number;
  /** At most 1,000. */
  readonly issues: readonly PackageIssue[];
  /** The rows that the issues name: at most 200. */
  readonly tables: readonly ReportedTable[];
  readonly previews: readonly PreviewReply[];
  readonly plan: PlanReply | null;
}

/** What an import has done. */
export interface ImportReply {
  readonly slug: string;
  readonly isNew: boolean;
  readonly warnings: number;
  readonly counts: readonly KindCount[];
}

/** An import of the past, with the files as they came. */
export interface PastImport {
  readonly id: string;
  readonly authorName: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason: string | null;
  readonly files: readonly { readonly position: number; readonly path: string; readonly bytes: number }[];
}

/** A plan as it is shown: counts whole, changes with their differences, corrections first. */
export function reportPlan(plan: ImportPlan, current: CurrentRecords): PlanReply {
  const ranked = [...plan.changes].sort((a, b) => Number(a.act === 'created') - Number(b.act === 'created'));
  return {
    counts: plan.counts,
    changes: ranked.slice(0, MOST_CHANGES).map((change) => reportChange(change, current)),
    changeCount: plan.changes.length,
    needsReason: plan.changes.some(({ act }) => act !== 'created'),
  };
}

/** The rows that issues name, by file; a file whose header alone is wrong comes without rows. */
export function reportTables(tables: readonly PackageTable[], issues: readonly PackageIssue[]): ReportedTable[] {
  let left = MOST_ROWS;
  return tables.flatMap((table) => {
    const named = new Set(issues.filter(({ file }) => file === table.file).map(({ row }) => row));
    const isFlat = table.places.size > 0;
    const rows = isFlat ? table.rows : table.rows.filter(({ row }) => named.has(row)).slice(0, left);
    if (named.size === 0) return [];
    left -= rows.length;
    const isOwn = table.columns.map((column) => table.places.get(column)?.file !== README_FILE);
    const keep = (cells: readonly string[]) => cells.filter((_, index) => isOwn[index] ?? true);
    const reported = rows.map(({ row, cells }) => ({ row, cells: keep(cells) }));
    return [{ file: table.file, columns: keep(table.columns), isFlat, rows: reported }];
  });
}

function reportChange(change: RecordChange, current: CurrentRecords): PlannedChange {
  const { kind, key, act } = change;
  const before = current.get(kind)?.get(key)?.cells ?? {};
  const differences: CellDifference[] = [];
  for (const column of new Set([...Object.keys(before), ...Object.keys(change.cells)])) {
    const pair = { before: before[column] ?? '', after: change.cells[column] ?? '' };
    if (act !== 'created' && pair.before !== pair.after) differences.push({ column, ...pair });
  }
  return { kind, key, act, label: labelOf(change), differences };
}

/** The name or title of a record, in its languages. */
function labelOf({ kind, cells }: RecordChange): LocalizedText {
  const label: Record<string, string> = {};
  for (const [column, cell] of Object.entries(cells)) {
    const found = findColumn(kindNamed(kind), column);
    const isName = found?.field === 'name' || found?.field === 'title';
    if (isName && found.language !== null) label[found.language] = cell;
  }
  return label;
}
