import { findColumn } from '../../../kernel/record.ts';
import type { LocalizedText } from '../../../kernel/text.ts';
import { kindNamed } from '../records/kinds.ts';
import type { RecordChange } from '../records/record-set.ts';
import type { CurrentRecords } from './check-package.ts';
import type { CellDifference, PlannedChange, PlanReply, ReportedRow } from './contract.ts';
import { type PackageIssue, type PackageTable, README_FILE } from './package.ts';
import type { ImportPlan } from './plan-import.ts';

const MOST_CHANGES = 500;
const MOST_ROWS = 200;

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

/** The rows that issues name, each with the header of its file first. */
export function reportRows(tables: readonly PackageTable[], issues: readonly PackageIssue[]): ReportedRow[] {
  const reported: ReportedRow[] = [];
  for (const table of tables) {
    const { file } = table;
    const named = new Set(issues.filter((issue) => issue.file === file && issue.row !== null).map(({ row }) => row));
    if (named.size === 0 || reported.length >= MOST_ROWS) continue;
    const isFlat = table.places.size > 0;
    const rows = isFlat ? table.rows : table.rows.filter(({ row }) => named.has(row));
    const own = table.columns.map((column) => table.places.get(column)?.file !== README_FILE);
    const keep = (cells: readonly string[]) => cells.filter((_, index) => own[index] ?? true);
    reported.push({ file, row: 1, cells: keep(table.columns) });
    reported.push(...rows.slice(0, MOST_ROWS).map(({ row, cells }) => ({ file, row, cells: keep(cells) })));
  }
  return reported;
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
