import type { RuleFault } from '../../../kernel/issue.ts';
import { type Cells, parseRecord, readRecord } from '../../../kernel/record.ts';
import { checkReferences } from '../records/check.ts';
import {
  type ElectionFile,
  isKindName,
  KIND_NAMES,
  type KindName,
  kindNamed,
  type RecordSet,
} from '../records/kinds.ts';
import type { CurrentRecord } from '../records/record-set.ts';
import { checkRules } from '../records/rules.ts';
import { IssueList, type OpenedPackage, type PackageIssue, type PlacedRecord } from './package.ts';
import { type PlacedTable, placeRecords, tableIssue } from './place-records.ts';

/** A package that was read and checked against the records that are there. */
export interface CheckedPackage {
  readonly tables: readonly PlacedTable[];
  readonly issues: IssueList;
  /** The election as it would stand; null where a record by itself is wrong. */
  readonly file: ElectionFile | null;
}

/** The records as they stand, by kind and key, withdrawn ones included. */
export type CurrentRecords = ReadonlyMap<KindName, ReadonlyMap<string, CurrentRecord>>;

/** The records that stand, by kind and key. */
export function indexCurrent(current: readonly CurrentRecord[]): CurrentRecords {
  const index = new Map<KindName, Map<string, CurrentRecord>>(KIND_NAMES.map((kind) => [kind, new Map()]));
  for (const record of current) index.get(record.kind)?.set(record.key, record);
  return index;
}

/**
 * Reads the records of a package and checks them together with those that are there. Every fault is named by file, row
 * and column. The rules that look at records together run once each record by itself is sound.
 */
export function checkPackage(opened: OpenedPackage, current: CurrentRecords): CheckedPackage {
  const issues = new IssueList();
  issues.addAll(opened.issues);
  const tables = opened.tables.map((table) => placeRecords(table, current.get(table.kind) ?? new Map()));
  for (const table of tables) issues.addAll(table.issues);
  const read = new Map(tables.map((table) => [table.table.kind, readRows(table, issues)]));
  for (const table of tables) checkKeys(table, issues);
  const merged = mergeRecords(tables, current);
  const place = placer(tables);
  for (const found of checkReferences(merged)) if (!isOfUnread(found, opened)) issues.add(place(found));
  const file = issues.errors === 0 ? readMerged(merged, read) : null;
  if (file !== null) issues.addAll(checkRules(file).map(place));
  return { tables, issues, file };
}

/** The records as they would stand after the import, without those that were withdrawn. */
function mergeRecords(tables: readonly PlacedTable[], current: CurrentRecords): RecordSet {
  const placed = new Map(tables.map((placed) => [placed.table.kind, placed.records]));
  const merged = KIND_NAMES.map((kind) => {
    const cells = new Map<string, Cells>();
    for (const record of current.get(kind)?.values() ?? []) if (!record.withdrawn) cells.set(record.key, record.cells);
    for (const record of placed.get(kind) ?? []) if (record.key !== '') cells.set(record.key, record.cells);
    return [kind, [...cells.values()]];
  });
  return Object.fromEntries(merged) as RecordSet;
}

/** What each row says, for those whose cells can be read; others are issues. */
type ReadRows = ReadonlyMap<Cells, unknown>;

function readRows({ table, records, missing }: PlacedTable, issues: IssueList): ReadRows {
  const kind = kindNamed(table.kind);
  const contents = new Map<Cells, unknown>();
  for (const record of records) {
    if (record.isBroken) continue;
    const read = parseRecord(kind, record.cells);
    if (read.ok) {
      contents.set(record.cells, read.value);
      continue;
    }
    for (const found of read.error) {
      if (found.code === 'required' && missing.has(found.column ?? '')) continue;
      issues.add(tableIssue(table, { ...found, key: record.key }, record));
    }
  }
  return contents;
}

/** All records, read: those of the package have been read already. */
function readMerged(merged: RecordSet, read: ReadonlyMap<KindName, ReadRows>): ElectionFile {
  const file = KIND_NAMES.map((kind) => {
    const [described, own] = [kindNamed(kind), read.get(kind)];
    return [kind, (merged[kind] ?? []).map((cells) => own?.get(cells) ?? readRecord(described, cells))];
  });
  return Object.fromEntries(file) as ElectionFile;
}

function checkKeys({ table, records }: PlacedTable, issues: IssueList): void {
  const first = new Map<string, PlacedRecord>();
  const column = kindNamed(table.kind).key;
  for (const record of records) {
    const other = first.get(record.key);
    if (record.key === '') continue;
    if (other === undefined) first.set(record.key, record);
    else {
      const parameters = { found: record.key, row: other.row };
      issues.add(tableIssue(table, { code: 'row-twice', parameters, column, key: record.key }, record));
    }
  }
}

/** Gives the fault of a record its place in the package; one of a record that is not in it has no row. */
function placer(tables: readonly PlacedTable[]): (found: RuleFault) => PackageIssue {
  const index = new Map<string, Map<string, { placed: PlacedTable; record: PlacedRecord }>>();
  for (const placed of tables) {
    const records = placed.records.map((record) => [record.key, { placed, record }] as const);
    index.set(placed.table.kind, new Map(records.reverse()));
  }
  return ({ kind, key, column, code, parameters, severity }) => {
    const at = index.get(kind)?.get(key);
    if (at !== undefined) {
      return { ...tableIssue(at.placed.table, { code, parameters, column, key }, at.record), severity };
    }
    const file = isKindName(kind) ? kindNamed(kind).file : '';
    return { code, parameters, severity, file, row: null, line: null, column, key };
  };
}

/** Whether a reference dangles only because the file that it leads to could not be read. */
function isOfUnread(found: RuleFault, opened: OpenedPackage): boolean {
  const wanted = String(found.parameters.wanted ?? '');
  return isKindName(wanted) && opened.unread.has(wanted);
}
