import type { Choice } from '../choices.ts';
import { type Cell, textOf } from '../tables/cell.ts';
import { findMisspelt } from '../tables/find-sheets.ts';
import { addChild, makeElement } from '../tree/element.ts';
import { hasReference, isElementName, isReference } from '../tree/names.ts';
import { DATA_EXTENSIONS, type SurveyContext, splitExtension, surveyPlace, topOf } from './context.ts';
import { makeQuestion } from './make-question.ts';
import type { QuestionRow } from './question-row.ts';
import { SELECT_COMMANDS } from './question-types.ts';
import { acceptParameters } from './special/accept-parameters.ts';
import { noneRule } from './special/none-option.ts';
import { isNumber } from './special/parameters.ts';

const SELECT = new RegExp(
  `^(${[...SELECT_COMMANDS.keys()].join('|')}) (\\S+)(?: (or specify other|or_other|or other))?$`,
);

/** `select_one list or_other`. */
export interface Select {
  readonly command: string;
  readonly type: string;
  readonly list: string;
  readonly hasOther: boolean;
}

/** The parts of the type of a select question; null where it is none. */
export function readSelect(text: string): Select | null {
  const match = SELECT.exec(text);
  const type = SELECT_COMMANDS.get(match?.[1] ?? '');
  if (match === null || type === undefined) return null;
  return { command: match[1] ?? '', type, list: match[2] ?? '', hasOther: match[3] !== undefined };
}

/** Adds a question with choices, or notes what is wrong with it. */
export function addSelect(given: QuestionRow, select: Select, context: SurveyContext): void {
  const isSound = [checkList(given, select, context), checkParameters(given, select, context)].every(Boolean);
  if (!isSound || !checkNames(given, select, context)) return;
  if (select.hasOther && !addOther(given, select, context)) return;
  const parent = topOf(context).element;
  const addition = {
    itemset: select.list,
    ...(select.type === 'select one external' ? { query: select.list } : {}),
    ...(context.tableList === null ? {} : { control: { appearance: 'list-nolabel' } }),
    ...(select.type === 'select all that apply' ? { bind: noneRule(given, select.list, context) } : {}),
  };
  if (context.tableList !== null && !openTable(given, select, context)) return;
  addChild(parent, makeQuestion({ ...given, type: select.type }, addition, context));
  if (!select.hasOther) return;
  const bind = new Map<string, Cell>([
    ['type', 'string'],
    ['relevant', `selected(../${given.name}, 'other')`],
  ]);
  const name = `${given.name}_other`;
  const made = { kind: 'question', type: 'text', name, row: given.row.number, label: 'Specify other.', bind } as const;
  addChild(parent, makeElement({ ...made, tag: 'input' }));
}

function isFromFile({ command }: Select): boolean {
  return /from.file$/.test(command);
}

/** Whether the list is there: among the choices, in a file, or among earlier answers. */
function checkList({ row }: QuestionRow, select: Select, context: SurveyContext): boolean {
  const { faults } = context;
  const place = surveyPlace(row, 'type');
  const { list } = select;
  const [stem, extension] = splitExtension(list);
  if (select.type === 'select one external') return checkExternal({ row, list }, context);
  context.instanceNames.add(stem);
  if (isFromFile(select)) {
    const isData = DATA_EXTENSIONS.includes(extension) && list.split('.').length === 2;
    if (!isData) faults.error('file-extension', place, { found: list, wanted: DATA_EXTENSIONS.join(', ') });
    return isData;
  }
  if (context.choices.has(list) || DATA_EXTENSIONS.includes(extension) || hasReference(list)) return true;
  if (context.choices.size > 0) faults.error('list-unknown', place, { found: list });
  else {
    const sheets = findMisspelt(context.workbook, 'choices').join(', ');
    faults.error(sheets === '' ? 'choices-missing' : 'choices-misspelt', place, { found: list, sheets });
  }
  return false;
}

function checkExternal({ row, list }: { row: QuestionRow['row']; list: string }, context: SurveyContext): boolean {
  const place = surveyPlace(row, 'type');
  if (textOf(row.cells, 'choice_filter') === null)
    context.faults.warn('external-without-filter', surveyPlace(row, 'choice_filter'));
  if (context.externalLists === null) {
    const sheets = findMisspelt(context.workbook, 'external_choices').join(', ');
    const code = sheets === '' ? 'external-choices-missing' : 'external-choices-misspelt';
    context.faults.error(code, place, { found: list, sheets });
    return false;
  }
  if (context.externalLists.has(list)) return true;
  context.faults.error('external-list-unknown', place, { found: list });
  return false;
}

/** Names of choices that can be chosen together are parted by spaces in the answer. */
function checkNames({ row }: QuestionRow, select: Select, context: SurveyContext): boolean {
  if (select.type !== 'select all that apply') return true;
  const spaced = context.choices.get(select.list)?.choices.find(({ name }) => name.includes(' '));
  if (spaced === undefined) return true;
  const place = { sheet: 'choices', row: spaced.row, column: 'name' };
  context.faults.error('choice-name-with-space', place, { found: spaced.name, list: select.list, row: row.number });
  return false;
}

function checkParameters(given: QuestionRow, select: Select, context: SurveyContext): boolean {
  const { row, parameters } = given;
  const { faults } = context;
  const place = surveyPlace(row, 'parameters');
  const own = isFromFile(select) ? ['label', 'value'] : [];
  if (!acceptParameters(given, ['randomize', 'seed', ...own], faults)) return false;
  for (const name of own) {
    const value = parameters.get(name);
    if (value === undefined || isElementName(value)) continue;
    faults.error('name-invalid', { ...place, column: `parameters (${name})` }, { found: value });
    return false;
  }
  const randomize = parameters.get('randomize');
  const seed = parameters.get('seed');
  if (randomize !== undefined && !['true', 'false'].includes(randomize)) {
    faults.error('parameter-true-false', place, { name: 'randomize', found: randomize });
    return false;
  }
  if (seed !== undefined && (randomize === undefined || !(isReference(seed) || isNumber(seed)))) {
    faults.error(randomize === undefined ? 'seed-without-randomize' : 'seed-form', place, { found: seed });
    return false;
  }
  return true;
}

/** Adds the choice `other` to the list, in every language that its labels have. */
function addOther({ row }: QuestionRow, select: Select, context: SurveyContext): boolean {
  context.hasOrOther = true;
  const place = surveyPlace(row, 'type');
  const table = context.choices.get(select.list);
  if (textOf(row.cells, 'choice_filter') !== null) {
    context.faults.error('or-other-with-filter', surveyPlace(row, 'choice_filter'));
    return false;
  }
  if (table === undefined || table.choices.length === 0) {
    context.faults.error('or-other-without-choices', place, { found: select.list });
    return false;
  }
  if (!table.choices.some(({ name }) => name === 'other')) {
    table.choices.push({
      name: 'other',
      label: otherLabel(table.choices),
      media: new Map(),
      more: new Map(),
      row: null,
    });
  }
  return true;
}

function otherLabel(choices: readonly Choice[]): Cell {
  const languages = new Set(choices.flatMap(({ label }) => (label instanceof Map ? [...label.keys()] : [])));
  return languages.size === 0 ? 'Other' : new Map([...languages].map((language) => [language, 'Other']));
}

/** The first select of a table gives its list and a row of labels; the others must have the same list. */
function openTable(given: QuestionRow, select: Select, context: SurveyContext): boolean {
  const { row } = given;
  const { faults } = context;
  if (context.tableList === true) {
    if (textOf(row.cells, 'choice_filter') !== null) {
      faults.error('table-list-with-filter', surveyPlace(row, 'choice_filter'));
      return false;
    }
    context.tableList = select.list;
    const name = `reserved_name_for_field_list_labels_${row.number}`;
    const bare = { number: row.number, cells: new Map() };
    const header = { ...given, row: bare, type: select.type, name, trigger: [], parameters: new Map() };
    const made = makeQuestion(header, { itemset: select.list, control: { appearance: 'label' } }, context);
    made.label = ' ';
    addChild(topOf(context).element, made);
  }
  if (context.tableList === select.list) return true;
  faults.error('table-list-mixed', surveyPlace(row, 'type'), { found: select.list, wanted: String(context.tableList) });
  return false;
}
