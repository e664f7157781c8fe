import { fault, type MessageParameters } from '../../../kernel/issue.ts';
import { type Cells, canonicalCells, findColumn, type RecordKind } from '../../../kernel/record.ts';
import { kindNamed } from '../records/kinds.ts';
import type { CurrentRecord } from '../records/record-set.ts';
import type { PackageIssue, PackageTable, PlacedRecord, TableRow } from './package.ts';

/** The records of a table, each with its place, and what is wrong with its header. */
export interface PlacedTable {
  readonly table: PackageTable;
  readonly records: readonly PlacedRecord[];
  readonly issues: readonly PackageIssue[];
  /** Required columns that are missing and have been named as such, so that no row repeats it. */
  readonly missing: ReadonlySet<string>;
}

/**
 * Reads a table's header and gives each row its place. A column that the file lacks keeps what the present record
 * says: nothing is erased by absence. Columns that the kind does not have are named and left out.
 */
export function placeRecords(table: PackageTable, current: ReadonlyMap<string, CurrentRecord>): PlacedTable {
  const kind = kindNamed(table.kind);
  const issues = findUnknownColumns(table, kind);
  if (!table.columns.includes(kind.key)) {
    return { table, records: [], issues: [...issues, missingColumn(table, kind.key)], missing: new Set() };
  }
  const reader = new RowReader(table, kind, current);
  const records = table.rows.map((row) => reader.read(row));
  const missing = reader.hasNew ? findMissingColumns(table, kind) : [];
  const missingIssues = missing.map((column) => missingColumn(table, column));
  return { table, records, issues: [...issues, ...missingIssues], missing: new Set(missing) };
}

/** An issue of a table: at a column with a place of its own, at a row, or at its header. */
export function tableIssue(
  table: PackageTable,
  found: { code: string; parameters?: MessageParameters; column: string | null; key?: string },
  row?: { row: number; line: number },
): PackageIssue {
  const own = found.column === null ? undefined : table.places.get(found.column);
  const at = own === undefined ? (row ?? { row: 1, line: 1 }) : { row: own.line, line: own.line };
  return {
    ...fault(found.code, found.parameters),
    severity: 'error',
    file: own?.file ?? table.file,
    row: at.row,
    line: at.line,
    column: found.column,
    key: found.key ?? null,
  };
}

/** Takes the cells of a row under the columns that the kind has, in the form and order in which cells are kept. */
class RowReader {
  hasNew = false;
  private readonly known: readonly { column: string; index: number }[];
  private readonly columns: ReadonlySet<string>;

  constructor(
    private readonly table: PackageTable,
    private readonly kind: RecordKind,
    private readonly current: ReadonlyMap<string, CurrentRecord>,
  ) {
    const order = new Map(canonicalColumns(kind, table.columns).map((column, index) => [column, index]));
    const listed = table.columns.map((column, index) => ({ column, index }));
    this.known = listed
      .filter(({ column }) => isKnownColumn(kind, column))
      .sort((a, b) => (order.get(a.column) ?? 0) - (order.get(b.column) ?? 0));
    this.columns = new Set(this.known.map(({ column }) => column));
  }

  read(row: TableRow): PlacedRecord {
    const own: Record<string, string> = {};
    for (const { column, index } of this.known) {
      const cell = row.cells[index];
      if (cell !== undefined && cell !== '') own[column] = cell.normalize('NFC');
    }
    const key = own[this.kind.key] ?? '';
    const present = this.current.get(key);
    if (present === undefined) this.hasNew = true;
    return {
      kind: this.table.kind,
      key,
      file: this.table.file,
      row: row.row,
      line: row.line,
      cells: present === undefined ? own : { ...this.absentOf(present.cells), ...own },
      isBroken: row.cells.length !== this.table.columns.length,
    };
  }

  private absentOf(cells: Cells): Cells {
    return Object.fromEntries(Object.entries(cells).filter(([column]) => !this.columns.has(column)));
  }
}

/** The columns in the order in which cells are kept. */
function canonicalColumns(kind: RecordKind, columns: readonly string[]): string[] {
  return Object.keys(canonicalCells(kind, Object.fromEntries(columns.map((column) => [column, '-']))));
}

/** Whether the kind has the column. */
export function isKnownColumn(kind: RecordKind, column: string): boolean {
  const found = findColumn(kind, column);
  return found !== null && Object.hasOwn(kind.fields, found.field);
}

function findUnknownColumns(table: PackageTable, kind: RecordKind): PackageIssue[] {
  const unknown = table.columns.filter((column) => !isKnownColumn(kind, column));
  return unknown.map((column) =>
    tableIssue(table, { code: 'unknown-column', parameters: { found: column, file: table.file }, column }),
  );
}

function findMissingColumns(table: PackageTable, kind: RecordKind): string[] {
  return Object.entries(kind.fields)
    .filter(([, field]) => field.required)
    .map(([name, field]) => (field.type === 'localized' ? `${name}_en` : name))
    .filter((column) => !hasColumn(table, kind, column));
}

function hasColumn(table: PackageTable, kind: RecordKind, column: string): boolean {
  const wanted = findColumn(kind, column)?.field;
  return table.columns.some((given) => isKnownColumn(kind, given) && findColumn(kind, given)?.field === wanted);
}

function missingColumn(table: PackageTable, column: string): PackageIssue {
  return tableIssue(table, { code: 'column-missing', parameters: { wanted: column }, column });
}
