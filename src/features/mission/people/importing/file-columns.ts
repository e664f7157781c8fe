import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { type Fault, fault } from '../../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../../kernel/result.ts';
import { findForbiddenCharacter, normalizeText } from '../../../../kernel/text.ts';
import {
  isCode,
  isSpokenLanguage,
  LONGEST_LINE,
  LONGEST_NOTE,
  MOST_LISTED,
  PERSON_KINDS,
  type PersonWork,
  TERMS,
} from '../person.ts';

/** Columns of a file of people that say what somebody does, and the field that each is. */
export const WORK_COLUMNS = {
  code: 'code',
  kind: 'kind',
  term: 'term',
  role: 'role',
  organisation: 'organisation',
  languages: 'languages',
  areas: 'areas',
  trained_on: 'trainedOn',
  pledged_on: 'pledgedOn',
  note: 'note',
} as const satisfies Readonly<Record<string, keyof PersonWork>>;
export type WorkColumn = keyof typeof WORK_COLUMNS;

/** Columns that say who somebody is, beside their telephones. */
export const NAME_COLUMNS = { name: 'name', name_latin: 'nameLatin', email: 'email' } as const;
export type NameColumn = keyof typeof NAME_COLUMNS;

/** The column with the codes of somebody's teams. */
export const TEAM_COLUMN = 'team';

/** The sheet of people in a workbook; where none is called so, the first one counts. */
export const PEOPLE_SHEET = 'people';

/** What empties a field where it stands alone in a cell. */
export const EMPTYING = '-';

/** So many columns for telephones a file may have. */
export const MOST_PHONES = 10;

/** Whether the column holds a telephone: `phone`, `phone_2` to `phone_10`. */
export function isPhoneColumn(column: string): boolean {
  return phoneColumns(MOST_PHONES).includes(column);
}

/** The columns for so many telephones. */
export function phoneColumns(count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? 'phone' : `phone_${index + 1}`));
}

/** Whether the column says who somebody is. */
export function isIdentityColumn(column: string): boolean {
  return Object.hasOwn(NAME_COLUMNS, column) || isPhoneColumn(column);
}

/** Whether a file of people may have the column. */
export function isKnownColumn(column: string): boolean {
  return Object.hasOwn(WORK_COLUMNS, column) || isIdentityColumn(column) || column === TEAM_COLUMN;
}

/** What a cell of a field says: text, or several. */
export type CellValue = string | readonly string[];

/** The value of a cell that is neither empty nor a dash alone. */
export function parseWorkCell(column: WorkColumn, cell: string): Result<CellValue, Fault> {
  return PARSERS[column](cell);
}

/** The value of a cell with a name or an address. */
export function parseNameCell(column: NameColumn, cell: string): Result<string, Fault> {
  if (column === 'email' && !/^[^\s@]+@[^\s@]+$/.test(cell)) return err(fault('people-email', { found: cell }));
  return parseLine(cell, LONGEST_LINE);
}

/** The codes of teams in a cell, in the order of the alphabet. */
export function parseTeams(cell: string): Result<readonly string[], Fault> {
  const codes = partsOf(cell);
  const wrong = codes.find((code) => !isCode(code));
  return wrong === undefined ? ok(codes.sort()) : err(fault('people-code', { found: wrong }));
}

type Parse = (cell: string) => Result<CellValue, Fault>;

const PARSERS: Readonly<Record<WorkColumn, Parse>> = {
  code: (cell) => (isCode(cell) ? ok(cell) : err(fault('people-code', { found: cell }))),
  kind: (cell) => parseChoice(cell, PERSON_KINDS),
  term: (cell) => parseChoice(cell, TERMS),
  role: (cell) => parseLine(cell, LONGEST_LINE),
  organisation: (cell) => parseLine(cell, LONGEST_LINE),
  languages: (cell) => parseList(cell, isSpokenLanguage),
  areas: (cell) => parseList(cell, () => true),
  trained_on: parseDay,
  pledged_on: parseDay,
  note: (cell) => parseText(cell, LONGEST_NOTE),
};

function parseChoice(cell: string, choices: readonly string[]): Result<string, Fault> {
  return choices.includes(cell) ? ok(cell) : err(fault('choice', { found: cell, wanted: choices.join(', ') }));
}

function parseDay(cell: string): Result<string, Fault> {
  const date = parseCalendarDate(cell);
  return date === null ? err(fault('date', { found: cell })) : ok(date);
}

function parseLine(cell: string, longest: number): Result<string, Fault> {
  return cell.includes('\n') ? err(fault('one-line', { found: cell })) : parseText(cell, longest);
}

function parseText(cell: string, longest: number): Result<string, Fault> {
  const forbidden = findForbiddenCharacter(cell);
  if (forbidden !== null) return err(fault('character', { found: forbidden }));
  return cell.length > longest ? err(fault('too-long', { found: cell.length, wanted: longest })) : ok(cell);
}

function parseList(cell: string, isPart: (part: string) => boolean): Result<readonly string[], Fault> {
  const parts = partsOf(cell);
  if (new Set(parts).size < parts.length) return err(fault('repeated', { found: cell }));
  if (parts.length > MOST_LISTED) return err(fault('people-listed-many', { found: parts.length, wanted: MOST_LISTED }));
  if (parts.includes('')) return err(fault('empty-part', { found: cell }));
  const wrong = parts.find((part) => !isPart(part));
  return wrong === undefined ? ok(parts) : err(fault('people-language', { found: wrong }));
}

function partsOf(cell: string): string[] {
  return cell.split('|').map((part) => part.trim());
}

/** A cell as it is compared: without spaces around it, each letter in its one spelling. */
export function plainCell(cell: string): string {
  return normalizeText(cell.trim());
}
