import { fault } from '../../../../kernel/issue.ts';
import type { ImportIssue } from '../people-replies.ts';
import { codeKey, type FieldChange, fieldText } from '../person.ts';
import { isKnownColumn, isPhoneColumn, NAME_COLUMNS, plainCell, TEAM_COLUMN, WORK_COLUMNS } from './file-columns.ts';
import { type FileRow, type KnownPeople, type KnownPerson, NO_IDENTITY, type PeopleTable } from './known-people.ts';
import { type Cells, type ColumnFault, type ReadPerson, readRow } from './read-row.ts';

/** A row that creates or changes somebody. */
export interface PlannedPerson {
  readonly row: number;
  readonly before: KnownPerson | null;
  readonly after: ReadPerson;
  readonly changes: readonly FieldChange[];
}

/** What a file would do to the people of a mission. */
export interface PeoplePlan {
  /** Rows that create or change, in their order. */
  readonly planned: readonly PlannedPerson[];
  /** Rows that change nothing. */
  readonly same: number;
  /** Teams that are named and not there, by their codes. */
  readonly newTeams: readonly string[];
  /** Keys of everybody whom the file names and who is there. */
  readonly named: readonly string[];
  readonly issues: readonly ImportIssue[];
}

/** So many people a file may have. */
export const MOST_PEOPLE = 20_000;

/**
 * What a file would do: a row is somebody by their code. An empty cell changes nothing, a dash alone empties, a column that is
 * not there is not asked about, and nobody goes because the file does not name them. Everything that is wrong is told.
 */
export function planPeople(table: PeopleTable, known: KnownPeople): PeoplePlan {
  const issues = findHeaderIssues(table);
  if (issues.some(({ severity }) => severity === 'error')) {
    return { planned: [], same: 0, newTeams: [], named: [], issues };
  }
  const rowOf = new Map<string, number>();
  const planned: PlannedPerson[] = [];
  let same = 0;
  for (const row of table.rows) {
    const outcome = planRow(cellsOf(table, row), row.row, { known, rowOf });
    issues.push(...outcome.faults.map((each): ImportIssue => ({ ...each, severity: 'error', row: row.row })));
    if (outcome.planned === null) same += outcome.faults.length === 0 ? 1 : 0;
    else planned.push(outcome.planned);
  }
  const named = [...rowOf.keys()].filter((key) => known.persons.has(key));
  return { planned, same, newTeams: findNewTeams(planned, known, issues), named, issues };
}

function planRow(
  cells: Cells,
  row: number,
  { known, rowOf }: { readonly known: KnownPeople; readonly rowOf: Map<string, number> },
): { readonly planned: PlannedPerson | null; readonly faults: readonly ColumnFault[] } {
  const code = cells.get('code');
  if (code === undefined) return { planned: null, faults: [{ ...fault('people-code-missing'), column: 'code' }] };
  const key = codeKey(code);
  const at = rowOf.get(key);
  if (at !== undefined)
    return { planned: null, faults: [{ ...fault('people-code-twice', { found: code, at }), column: 'code' }] };
  rowOf.set(key, row);
  const before = known.persons.get(key) ?? null;
  const { person: after, faults } = readRow(cells, before, known);
  const changes = changesOf(before, after);
  const isPlan = faults.length === 0 && (before === null || changes.length > 0);
  return { planned: isPlan ? { row, before, after, changes } : null, faults };
}

/** What a row changes, by the columns of the file. */
function changesOf(before: KnownPerson | null, after: ReadPerson): FieldChange[] {
  const stood = before?.identity ?? NO_IDENTITY;
  const fields: FieldChange[] = [
    ...Object.entries(WORK_COLUMNS).map(([field, name]) => {
      return { field, before: fieldText(before?.work[name] ?? null), after: fieldText(after.work[name]) };
    }),
    { field: TEAM_COLUMN, before: fieldText(before?.teams ?? null), after: fieldText(after.teams) },
    ...Object.entries(NAME_COLUMNS).map(([field, name]) => {
      return { field, before: stood[name], after: after.identity[name] };
    }),
    ...after.identity.phones.slice(stood.phones.length).map(({ written, e164 }) => {
      return { field: 'phone', before: null, after: e164 ?? written };
    }),
  ];
  return fields.filter((change) => change.before !== change.after);
}

function cellsOf({ columns }: PeopleTable, { cells }: FileRow): Cells {
  const found = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    const cell = plainCell(cells[index] ?? '');
    if (cell !== '' && isKnownColumn(column)) found.set(column, cell);
  }
  return found;
}

function findHeaderIssues({ columns, rows }: PeopleTable): ImportIssue[] {
  const issues: ImportIssue[] = [];
  const at = (column: string | null) => ({ row: 1, column });
  if (!columns.includes('code')) {
    issues.push({ ...fault('people-column-missing', { wanted: 'code' }), ...at('code'), severity: 'error' });
  }
  for (const [index, column] of columns.entries()) {
    if (column !== '' && columns.indexOf(column) < index) {
      issues.push({ ...fault('csv-column-twice', { found: column }), ...at(column), severity: 'error' });
    } else if (!isKnownColumn(column) && column !== '') {
      issues.push({ ...fault('unknown-column', { found: column }), ...at(column), severity: 'warning' });
    }
  }
  if (rows.length > MOST_PEOPLE) {
    const many = fault('people-rows-many', { found: rows.length, wanted: MOST_PEOPLE });
    issues.push({ ...many, row: null, column: null, severity: 'error' });
  }
  return issues;
}

/** The same team written in two ways is told, so that it is not made twice. */
function findNewTeams(planned: readonly PlannedPerson[], known: KnownPeople, issues: ImportIssue[]): string[] {
  const codeOf = new Map<string, string>();
  for (const { row, after } of planned) {
    for (const code of after.teams) {
      const key = codeKey(code);
      if (known.teams.has(key)) continue;
      const other = codeOf.get(key) ?? code;
      codeOf.set(key, other);
      if (other === code) continue;
      const twice = fault('people-team-spelling', { found: code, wanted: other });
      issues.push({ ...twice, row, column: TEAM_COLUMN, severity: 'error' });
    }
  }
  return [...codeOf.values()].sort();
}

/** The columns of a file that say who people are. */
export function identityColumnsOf(columns: readonly string[]): string[] {
  return columns.filter((column) => Object.hasOwn(NAME_COLUMNS, column) || isPhoneColumn(column));
}
