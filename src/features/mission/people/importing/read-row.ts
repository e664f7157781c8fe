import { type Fault, fault } from '../../../../kernel/issue.ts';
import { codeKey, type PersonKind, type PersonWork } from '../person.ts';
import { isSamePhone, type PhoneNumber, parsePhone } from '../phone-number.ts';
import {
  EMPTYING,
  isPhoneColumn,
  NAME_COLUMNS,
  type NameColumn,
  parseNameCell,
  parseTeams,
  parseWorkCell,
  TEAM_COLUMN,
  WORK_COLUMNS,
  type WorkColumn,
} from './file-columns.ts';
import { type KnownIdentity, type KnownPeople, type KnownPerson, NO_IDENTITY } from './known-people.ts';

/** What is wrong in a column of a row. */
export interface ColumnFault extends Fault {
  readonly column: string | null;
}

/** What a row makes of somebody. */
export interface ReadPerson {
  readonly work: PersonWork;
  readonly identity: KnownIdentity;
  readonly teams: readonly string[];
}

/** The cells of a row that say something, by their columns. */
export type Cells = ReadonlyMap<string, string>;

/** What a row makes of somebody, or everything that is wrong with it. Fields that it does not speak of stay as they are. */
export function readRow(
  cells: Cells,
  before: KnownPerson | null,
  known: KnownPeople,
): { readonly person: ReadPerson; readonly faults: readonly ColumnFault[] } {
  const faults: ColumnFault[] = [];
  const note = (column: string | null, found: Fault) => faults.push({ ...found, column });
  const work = readWork(cells, before?.work ?? null, note);
  for (const area of work.areas) {
    if (before?.work.areas.includes(area) !== true && known.places?.has(area) !== true) {
      note('areas', fault(known.places === null ? 'people-no-places' : 'people-area', { found: area }));
    }
  }
  const identity = readIdentity(cells, before?.identity ?? NO_IDENTITY, { note, countryCode: known.countryCode });
  return { person: { work, identity, teams: readTeams(cells, before?.teams ?? [], { note, known }) }, faults };
}

type Note = (column: string | null, found: Fault) => void;

const NEW_WORK: Omit<PersonWork, 'code' | 'kind'> = {
  term: null,
  role: null,
  organisation: null,
  languages: [],
  areas: [],
  note: null,
  trainedOn: null,
  pledgedOn: null,
};

function readWork(cells: Cells, before: PersonWork | null, note: Note): PersonWork {
  const changes: Record<string, unknown> = {};
  for (const [column, cell] of cells) {
    if (!isWorkColumn(column)) continue;
    const field = WORK_COLUMNS[column];
    if (cell === EMPTYING) {
      if (field === 'code' || field === 'kind') note(column, fault('people-dash', { found: column }));
      else changes[field] = NEW_WORK[field];
      continue;
    }
    const value = parseWorkCell(column, cell);
    if (value.ok) changes[field] = value.value;
    else note(column, value.error);
  }
  if (before === null && !cells.has('kind')) note('kind', fault('people-kind-missing'));
  const start = before ?? { ...NEW_WORK, code: '', kind: 'observer' as PersonKind };
  return { ...start, ...changes };
}

function readIdentity(
  cells: Cells,
  before: KnownIdentity,
  { note, countryCode }: { readonly note: Note; readonly countryCode: string | null },
): KnownIdentity {
  const names: Partial<Record<keyof KnownIdentity, string | null>> = {};
  const phones: PhoneNumber[] = [...before.phones];
  for (const [column, cell] of cells) {
    if (isNameColumn(column)) {
      const value = cell === EMPTYING ? null : parseNameCell(column, cell);
      if (value === null || value.ok) names[NAME_COLUMNS[column]] = value?.value ?? null;
      else note(column, value.error);
    } else if (isPhoneColumn(column)) {
      const number = cell === EMPTYING ? null : parsePhone(cell, countryCode);
      if (number === null) note(column, fault('people-phone-dash'));
      else if (!number.ok) note(column, number.error);
      else if (!phones.some((phone) => isSamePhone(phone, number.value))) phones.push(number.value);
    }
  }
  return { ...before, ...names, phones };
}

function readTeams(
  cells: Cells,
  before: readonly string[],
  { note, known }: { readonly note: Note; readonly known: KnownPeople },
): readonly string[] {
  const cell = cells.get(TEAM_COLUMN);
  if (cell === undefined) return before;
  if (cell === EMPTYING) return [];
  const codes = parseTeams(cell);
  if (!codes.ok) {
    note(TEAM_COLUMN, codes.error);
    return before;
  }
  const keys = codes.value.map(codeKey).sort();
  if (keys.join('|') === before.map(codeKey).sort().join('|')) return before;
  if (keys.length > 1) note(TEAM_COLUMN, fault('people-team-several', { found: cell }));
  return codes.value.map((code) => known.teams.get(codeKey(code)) ?? code);
}

function isWorkColumn(column: string): column is WorkColumn {
  return Object.hasOwn(WORK_COLUMNS, column);
}

function isNameColumn(column: string): column is NameColumn {
  return Object.hasOwn(NAME_COLUMNS, column);
}
