import { type CalendarDate, parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { fault } from '../../../../kernel/issue.ts';
import { normalizeText } from '../../../../kernel/text.ts';
import type { PlanIssue } from '../plan-replies.ts';
import type { VisitMark } from '../visit.ts';

/** Columns of a file of expected visits. `position` may be missing: stops then follow on each other as the rows do. */
export const NEEDED_COLUMNS = ['team', 'day', 'phase', 'station'] as const;
export const OTHER_COLUMNS = ['position', 'source'] as const;
export const MOST_ROWS = 100_000;

/** A table as it is read. */
export interface VisitTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

/** What a file is held against. */
export interface KnownPlan {
  /** Code as it is compared → id and code. */
  readonly teams: ReadonlyMap<string, { readonly id: string; readonly code: string }>;
  readonly phases: ReadonlySet<string>;
  /** Polling stations that the file names and the register does not have; null: there is no register. */
  readonly unknownStations: ReadonlySet<string> | null;
  /** By `visitName`. */
  readonly visits: ReadonlyMap<string, KnownVisit>;
  readonly codeKey: (code: string) => string;
}

/** A visit that is expected already. */
export interface KnownVisit {
  readonly id: string;
  readonly position: number;
  readonly mark: VisitMark | null;
}

/** A visit as a row says it. */
export interface FileVisit {
  readonly row: number;
  readonly team: { readonly id: string; readonly code: string };
  readonly day: CalendarDate;
  readonly phase: string;
  readonly station: string;
  readonly position: number;
  readonly source: 'route' | 'post';
  /** Null: it is new. */
  readonly before: KnownVisit | null;
}

/** What a file would do. */
export interface FilePlan {
  /** Rows that create or change, in their order. One that was called off is expected again. */
  readonly visits: readonly FileVisit[];
  /** How many rows say what is there already. */
  readonly same: number;
  readonly issues: readonly PlanIssue[];
}

/** How two visits are told apart. */
export function visitName(visit: { team: string; day: string; phase: string; station: string }): string {
  return JSON.stringify([visit.team, visit.day, visit.phase, visit.station]);
}

/** The stations that a file names. */
export function stationsOf({ columns, rows }: VisitTable): string[] {
  const at = columns.indexOf('station');
  if (at < 0) return [];
  return [...new Set(rows.map(({ cells }) => normalizeText((cells[at] ?? '').trim())))].filter((code) => code !== '');
}

/** Reads a file of expected visits against the plan as it stands. Where anything is wrong, all of it is told. */
export function readPlanFile(table: VisitTable, known: KnownPlan): FilePlan {
  const issues = findWrongColumns(table);
  if (issues.some(({ severity }) => severity === 'error')) return { visits: [], same: 0, issues };
  const seen = new Map<string, number>();
  const stops = new Map<string, number>();
  const visits: FileVisit[] = [];
  let same = 0;
  for (const { row, cells } of table.rows) {
    const cell = (column: string) => normalizeText((cells[table.columns.indexOf(column)] ?? '').trim());
    const read = readRow({ row, cell, known, stops });
    issues.push(...read.issues);
    if (read.visit === null) continue;
    const name = visitName({ ...read.visit, team: read.visit.team.id });
    const first = seen.get(name);
    if (first !== undefined) {
      issues.push(error(row, 'station', fault('plan-row-twice', { first })));
      continue;
    }
    seen.set(name, row);
    const before = known.visits.get(name) ?? null;
    const isSame = before !== null && before.position === read.visit.position && before.mark !== 'called-off';
    if (isSame) same += 1;
    else visits.push({ ...read.visit, before });
  }
  if (known.unknownStations === null && visits.length > 0) {
    const found = new Set(visits.map(({ station }) => station)).size;
    issues.push({ ...fault('plan-stations-unchecked', { found }), row: null, column: 'station', severity: 'warning' });
  }
  return { visits, same, issues };
}

function error(row: number | null, column: string | null, found: ReturnType<typeof fault>): PlanIssue {
  return { ...found, row, column, severity: 'error' };
}

function findWrongColumns({ columns, rows }: VisitTable): PlanIssue[] {
  const known: readonly string[] = [...NEEDED_COLUMNS, ...OTHER_COLUMNS];
  const issues: PlanIssue[] = [];
  for (const column of NEEDED_COLUMNS) {
    if (!columns.includes(column)) issues.push(error(1, column, fault('plan-column-missing', { column })));
  }
  for (const [at, column] of columns.entries()) {
    if (columns.indexOf(column) < at) issues.push(error(1, column, fault('plan-column-twice', { column })));
    else if (!known.includes(column)) {
      issues.push({ ...fault('plan-column-unknown', { column }), row: 1, column, severity: 'warning' });
    }
  }
  if (rows.length > MOST_ROWS) {
    issues.push(error(null, null, fault('plan-too-many-rows', { found: rows.length, limit: MOST_ROWS })));
  }
  return issues;
}

interface GivenRow {
  readonly row: number;
  readonly cell: (column: string) => string;
  readonly known: KnownPlan;
  /** Team and day → the last stop that was read. */
  readonly stops: Map<string, number>;
}

function readRow({ row, cell, known, stops }: GivenRow): {
  readonly visit: Omit<FileVisit, 'before'> | null;
  readonly issues: readonly PlanIssue[];
} {
  const issues: PlanIssue[] = [];
  const wrong = (column: string, code: string, found: string) =>
    void issues.push(error(row, column, fault(code, { found })));
  const team = known.teams.get(known.codeKey(cell('team'))) ?? null;
  const day = parseCalendarDate(cell('day'));
  const [phase, station, source] = [cell('phase'), cell('station'), cell('source') || 'route'];
  if (team === null) wrong('team', 'plan-team-unknown', cell('team'));
  if (day === null) wrong('day', 'date', cell('day'));
  if (!known.phases.has(phase)) wrong('phase', 'plan-phase-unknown', phase);
  if (station === '' || known.unknownStations?.has(station)) wrong('station', 'plan-station-unknown', station);
  if (source !== 'route' && source !== 'post') wrong('source', 'plan-source-unknown', source);
  const stop = `${team?.id} ${day}`;
  const position = cell('position') === '' ? (stops.get(stop) ?? 0) + 1 : Number(cell('position'));
  if (!Number.isInteger(position) || position < 1 || position > 1_000)
    wrong('position', 'plan-position', cell('position'));
  stops.set(stop, position);
  if (team === null || day === null || issues.length > 0) return { visit: null, issues };
  return { visit: { row, team, day, phase, station, position, source: source === 'post' ? 'post' : 'route' }, issues };
}
