import type { Workbook } from '../../../../xforms/workbook/workbook.ts';
import { findSheet } from '../../../../xforms/xlsform/tables/find-sheets.ts';
import { languagesOf } from './edit-sheets.ts';
import { cellAt, type Rows } from './sheet-cells.ts';

/** Types of questions that need nothing more said, the frequent ones first. */
const PLAIN_TYPES = [
  ...['text', 'integer', 'decimal', 'date', 'time', 'dateTime', 'note', 'calculate', 'acknowledge', 'range'],
  ...['begin_group', 'end_group', 'begin_repeat', 'end_repeat'],
  ...['geopoint', 'geotrace', 'geoshape', 'image', 'audio', 'video', 'file', 'barcode', 'hidden'],
  ...['start', 'end', 'today', 'deviceid', 'username', 'email', 'phonenumber', 'audit'],
  ...['start-geopoint', 'background-geopoint', 'background-audio', 'csv-external', 'xml-external'],
];

const FROM_LIST = ['select_one', 'select_multiple', 'rank'];
const FROM_FILE = ['select_one_from_file', 'select_multiple_from_file'];

/** Columns that each sheet may have; `*` stands for the columns that are written once for every language. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  survey: [
    ...['type', 'name', 'label*', 'hint*', 'guidance_hint*', 'required', 'required_message*', 'relevant', 'constraint'],
    ...['constraint_message*', 'calculation', 'choice_filter', 'appearance', 'default', 'read_only', 'parameters'],
    ...['trigger', 'repeat_count', 'media::image*', 'media::audio*', 'media::video*', 'save_to', 'class', 'disabled'],
  ],
  choices: ['list_name', 'name', 'label*', 'media::image*', 'media::audio*', 'media::video*'],
  external_choices: ['list_name', 'name', 'label*'],
  settings: [
    ...['form_title', 'form_id', 'version', 'default_language', 'instance_name', 'style', 'public_key'],
    ...['submission_url', 'auto_send', 'auto_delete', 'allow_choice_duplicates', 'clean_text_values'],
  ],
  entities: ['list_name', 'label', 'entity_id', 'create_if', 'update_if', 'repeat'],
  checks: ['name', 'scope', 'condition', 'severity', 'message*'],
  figures: ['name', 'kind', 'numerator', 'denominator', 'filter', 'weight', 'floor', 'label*'],
  obligations: ['question', 'obligation'],
};

/** What columns with few possible answers may hold. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  'survey required': ['yes', 'no'],
  'survey read_only': ['yes', 'no'],
  'survey class': ['P', 'R', 'S'],
  'settings style': ['pages', 'theme-grid', 'pages theme-grid'],
  'checks scope': ['report', 'station', 'pair', 'official'],
  'checks severity': ['error', 'warning'],
  'figures kind': ['count', 'share', 'ratio', 'weighted-ratio', 'quantile', 'estimate'],
};

/** What may be meant to stand in a cell, the likelier first; empty where nothing can be foretold. Row 0 is the header. */
export function suggestFor(
  workbook: Workbook,
  at: { readonly sheet: string; readonly row: number; readonly column: number },
): readonly string[] {
  const sheet = at.sheet.trim().toLowerCase();
  const rows = workbook.sheets.find(({ name }) => name === at.sheet)?.rows ?? [];
  if (at.row === 0) return suggestHeaders(workbook, sheet, rows);
  const header = cellAt(rows, 0, at.column).trim().toLowerCase();
  if (sheet === 'survey' && header === 'type') return suggestTypes(workbook);
  if (/choices$/.test(sheet) && ['list_name', 'list name'].includes(header)) return listNames(workbook);
  return ANSWERS[`${sheet} ${header}`] ?? [];
}

function suggestHeaders(workbook: Workbook, sheet: string, rows: Rows): readonly string[] {
  const languages = languagesOf(workbook);
  const present = new Set(rows[0]);
  return (HEADERS[sheet] ?? [])
    .flatMap((name) => {
      const bare = name.replace(/\*$/, '');
      const isTranslated = bare !== name && languages.length > 0;
      return isTranslated ? languages.map((language) => `${bare}::${language}`) : [bare];
    })
    .filter((name) => !present.has(name));
}

function suggestTypes(workbook: Workbook): readonly string[] {
  const lists = listNames(workbook);
  return [
    ...PLAIN_TYPES.slice(0, 4),
    ...FROM_LIST.flatMap((command) => lists.map((list) => `${command} ${list}`)),
    ...PLAIN_TYPES.slice(4),
    ...filesOf(workbook).flatMap((file) => FROM_FILE.map((command) => `${command} ${file}`)),
  ];
}

/** Names of lists: those that the choices have, then those that the survey asks for and the choices lack. */
function listNames(workbook: Workbook): string[] {
  const choices = findSheet(workbook, 'choices');
  const column = (choices?.rows[0] ?? []).findIndex((header) => /^list[_ ]name$/i.test(header.trim()));
  const present = column < 0 ? [] : (choices?.rows.slice(1) ?? []).map((row) => (row[column] ?? '').trim());
  return [...new Set([...present, ...askedFor(workbook, new RegExp(`^(?:${FROM_LIST.join('|')})\\s+(\\S+)`))])].filter(
    (name) => name !== '',
  );
}

function filesOf(workbook: Workbook): string[] {
  return [...new Set(askedFor(workbook, new RegExp(`^(?:${FROM_FILE.join('|')})\\s+(\\S+)`)))];
}

function askedFor(workbook: Workbook, pattern: RegExp): string[] {
  const survey = findSheet(workbook, 'survey');
  const column = (survey?.rows[0] ?? []).findIndex((header) => header.trim().toLowerCase() === 'type');
  if (column < 0) return [];
  return (survey?.rows.slice(1) ?? []).flatMap((row) => pattern.exec((row[column] ?? '').trim())?.[1] ?? []);
}

/** Names that may be meant by a reference that is being typed. */
export interface NameSuggestion {
  /** What stands of the name so far. */
  readonly typed: string;
  /** At most eight; those that begin so come first. */
  readonly names: readonly string[];
}

const MOST_NAMES = 8;

/** Names of questions for a text that ends within a reference such as `${mem`; null where it does not, or none fits. */
export function suggestNames(workbook: Workbook, text: string): NameSuggestion | null {
  const typed = /\$\{\s*(?:last-saved#)?([^\s${}#]*)$/.exec(text)?.[1];
  if (typed === undefined) return null;
  const wanted = typed.toLowerCase();
  const found = questionNames(workbook).filter((name) => name.toLowerCase().includes(wanted));
  const isFirst = (name: string) => name.toLowerCase().startsWith(wanted);
  const names = [...found.filter(isFirst), ...found.filter((name) => !isFirst(name))].slice(0, MOST_NAMES);
  return names.length === 0 ? null : { typed, names };
}

function questionNames(workbook: Workbook): string[] {
  const [header = [], ...rows] = findSheet(workbook, 'survey')?.rows ?? [];
  const column = header.findIndex((one) => one.trim().toLowerCase() === 'name');
  return [...new Set(rows.map((row) => (row[column] ?? '').trim()))].filter((name) => name !== '');
}
