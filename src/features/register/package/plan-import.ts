import { type Cells, isSameCells } from '../../../kernel/record.ts';
import type { KindName } from '../records/kinds.ts';
import { type CurrentRecord, changeTowards, type RecordChange } from '../records/record-set.ts';
import type { CurrentRecords } from './check-package.ts';
import { type PlacedRecord, README_FILE } from './package.ts';
import type { PlacedTable } from './place-records.ts';

/** What an import does to the records of one kind. `kept`: stand already and are not in the file; they stay. */
export interface KindCount {
  readonly kind: KindName;
  readonly created: number;
  readonly corrected: number;
  readonly restored: number;
  readonly unchanged: number;
  readonly kept: number;
}

/** Where a record stands in its file, from 1. */
export interface RecordPosition {
  readonly kind: KindName;
  readonly key: string;
  readonly position: number;
}

/** The columns of a file, in their order. */
export interface FileColumns {
  readonly kind: KindName;
  readonly columns: readonly string[];
}

/** All that an import would write. Applying it and planning again gives an empty plan. */
export interface ImportPlan {
  readonly counts: readonly KindCount[];
  readonly changes: readonly RecordChange[];
  readonly positions: readonly RecordPosition[];
  readonly columns: readonly FileColumns[];
}

/** The columns that files had before. */
export type RememberedColumns = Readonly<Partial<Record<KindName, readonly string[]>>>;

/** Whether the plan leaves everything as it is. */
export function isEmptyPlan(plan: ImportPlan): boolean {
  return plan.changes.length + plan.positions.length + plan.columns.length === 0;
}

/** Plans an import of tables that have been checked and hold no errors. */
export function planImport(
  tables: readonly PlacedTable[],
  current: CurrentRecords,
  remembered: RememberedColumns,
): ImportPlan {
  const planned = tables.map((placed) => planTable(placed, current.get(placed.table.kind) ?? new Map()));
  return {
    counts: planned.map(({ count }) => count),
    changes: planned.flatMap(({ changes }) => changes),
    positions: planned.flatMap(({ positions }) => positions),
    columns: tables.flatMap((placed) => planColumns(placed, current, remembered[placed.table.kind] ?? null)),
  };
}

interface PlannedTable {
  readonly count: KindCount;
  readonly changes: readonly RecordChange[];
  readonly positions: readonly RecordPosition[];
}

function planTable({ table, records }: PlacedTable, current: ReadonlyMap<string, CurrentRecord>): PlannedTable {
  const { kind } = table;
  const keys = new Set(records.map(({ key }) => key));
  const kept = [...current.values()].filter((record) => !record.withdrawn && !keys.has(record.key)).length;
  const isWhole = kept === 0;
  const changes: RecordChange[] = [];
  const positions: RecordPosition[] = [];
  records.forEach((record, index) => {
    const present = current.get(record.key);
    const position = isWhole ? index + 1 : null;
    if (present === undefined) changes.push(creation(record, position));
    else if (position !== null && present.position !== position) positions.push({ kind, key: record.key, position });
    const change = present === undefined ? null : correction(record, present);
    if (change !== null) changes.push(change);
  });
  const counted = (act: RecordChange['act']) => changes.filter((change) => change.act === act).length;
  const [created, corrected, restored] = [counted('created'), counted('corrected'), counted('restored')];
  const unchanged = records.length - changes.length;
  return { count: { kind, created, corrected, restored, unchanged, kept }, changes, positions };
}

/** A new record; its cells have been read into the form in which they are kept. */
function creation({ kind, key, cells }: PlacedRecord, position: number | null): RecordChange {
  return { kind, key, act: 'created', cells, base: 0, position };
}

/** What would have to be written; most rows of a file that is imported again say what stands already. */
function correction({ kind, cells }: PlacedRecord, present: CurrentRecord): RecordChange | null {
  return !present.withdrawn && isSameCells(present.cells, cells) ? null : changeTowards(kind, cells, present);
}

/**
 * The columns to remember: those of the file, unless it lacks one that holds something, as a file does that only
 * brings a correction. Then the old ones stay and what is new follows.
 */
function planColumns(
  { table, records }: PlacedTable,
  current: CurrentRecords,
  before: readonly string[] | null,
): FileColumns[] {
  const { kind } = table;
  const isInReadme = (column: string) => table.places.get(column)?.file === README_FILE;
  const given = table.columns.filter((column) => !isInReadme(column));
  const remembered = before?.filter((column) => !isInReadme(column)) ?? null;
  if (remembered === null) return [{ kind, columns: given }];
  const held = heldColumns([...(current.get(kind)?.values() ?? []), ...records].map(({ cells }) => cells));
  const isWhole = remembered.every((column) => given.includes(column) || !held.has(column));
  const columns = isWhole ? given : [...remembered, ...given.filter((column) => !remembered.includes(column))];
  return isSameList(columns, before ?? []) ? [] : [{ kind, columns }];
}

/** The columns in which some record says something. */
export function heldColumns(records: readonly Cells[]): ReadonlySet<string> {
  const held = new Set<string>();
  for (const cells of records) for (const column in cells) held.add(column);
  return held;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
