import { type CellMap, mapOf, type TableRow, textOf, textsOf } from '../tables/cell.ts';
import { addChild, type Element, makeElement } from '../tree/element.ts';
import { isReference } from '../tree/names.ts';
import { type SurveyContext, surveyPlace, topOf } from './context.ts';
import { expandLoop, LOOP_LIMITS } from './expand-loop.ts';

type Control = 'group' | 'repeat' | 'loop';

const CONTROLS: Readonly<Record<string, Control>> = {
  group: 'group',
  lgroup: 'repeat',
  repeat: 'repeat',
  loop: 'loop',
  'looped group': 'repeat',
};
const WORDS = Object.keys(CONTROLS).join('|');
const BEGIN = new RegExp(`^begin[\\s_](${WORDS})(?: (?:over )?(\\S+))?$`);
const END = new RegExp(`^end[\\s_](${WORDS})$`);

/** Groups that stand deeper in one another than this are refused: no author writes them, and the stack of a phone is small. */
export const DEEPEST_GROUP = 100;

/** What a row begins. */
export interface Begin {
  readonly control: Control;
  /** List of a loop. */
  readonly list: string | null;
}

/** `begin_group`, `begin repeat`, `begin loop over list`; null for any other type. */
export function readBegin(type: string): Begin | null {
  const match = BEGIN.exec(type);
  const control = CONTROLS[match?.[1] ?? ''];
  return control === undefined ? null : { control, list: match?.[2] ?? null };
}

/** `end_group`, …; null for any other type. */
export function readEnd(type: string): Control | null {
  return CONTROLS[END.exec(type)?.[1] ?? ''] ?? null;
}

/** Opens a group, repeat or loop. What is wrong with it is noted, and it is opened all the same, so that its end is found. */
export function beginContainer(
  row: TableRow,
  { control, list, name }: Begin & { name: string },
  context: SurveyContext,
): void {
  if (context.stack.length === DEEPEST_GROUP + 1) {
    context.faults.error('group-deep', surveyPlace(row, 'type'), { wanted: DEEPEST_GROUP });
  }
  if (control === 'repeat') checkRepeat(row, name, context);
  if (control === 'loop') checkLoop(row, list, context);
  // What is refused as too deep is not built so deep.
  const parent = (context.stack[DEEPEST_GROUP] ?? topOf(context)).element;
  const element = makeContainer(row, { control, name });
  if (control === 'repeat') countRepeats(element, parent);
  takeTableList(element, row, context);
  addChild(parent, element);
  context.stack.push({ element, control, row: row.number, names: new Set(), lowerNames: new Set(), list });
}

/** Closes what is open, where the row names its kind. */
export function endContainer(row: TableRow, control: Control, context: SurveyContext): void {
  const top = topOf(context);
  if (top.control !== control || context.stack.length === 1) {
    const place = surveyPlace(row, 'type');
    context.faults.error('begin-missing', place, { found: control, name: textOf(row.cells, 'name') ?? '' });
    return;
  }
  context.stack.pop();
  context.tableList = null;
  if (top.control !== 'loop') return;
  const choices = context.choices.get(top.list ?? '')?.choices ?? [];
  if (expandLoop(top.element, choices, context.loops)) return;
  const place = { sheet: 'survey', row: top.row, column: 'type' };
  context.faults.error('loop-too-large', place, { most: LOOP_LIMITS.elements });
}

function checkRepeat(row: TableRow, name: string, context: SurveyContext): void {
  const place = surveyPlace(row, 'name');
  if (name === context.rootName) context.faults.error('repeat-named-as-form', place, { found: name });
  else if (context.repeatNames.has(name)) context.faults.error('repeat-name-twice', place, { found: name });
  context.repeatNames.add(name);
  const hasLabel = row.cells.has('label') || row.cells.has('media');
  if (!hasLabel) context.faults.warn('repeat-without-label', surveyPlace(row, 'label'), { found: name });
}

function checkLoop(row: TableRow, list: string | null, context: SurveyContext): void {
  const place = surveyPlace(row, 'type');
  if (list === null) context.faults.error('loop-without-list', place);
  else if (!context.choices.has(list)) context.faults.error('list-unknown', place, { found: list });
}

function makeContainer(row: TableRow, { control, name }: { control: Control; name: string }): Element {
  const { cells } = row;
  const intent = textOf(cells, 'intent');
  const attributes = textsOf(mapOf(cells, 'control'));
  if (intent !== null) attributes.set('intent', intent);
  return makeElement({
    kind: control === 'repeat' ? 'repeat' : 'group',
    type: control,
    name,
    row: row.number,
    label: cells.get('label') ?? null,
    hint: cells.get('hint') ?? null,
    media: mapOf(cells, 'media'),
    bind: cells.has('bind') ? mapOf(cells, 'bind') : null,
    control: attributes,
    instance: textsOf(mapOf(cells, 'instance')),
  });
}

/** A count that is more than a reference is computed by a question of its own before the repeat. */
function countRepeats(element: Element, parent: Element): void {
  const count = element.control.get('jr:count');
  if (count === undefined || isReference(count)) return;
  const name = `${element.name}_count`;
  const bind: CellMap = new Map([
    ['type', 'string'],
    ['readonly', 'true()'],
    ['calculate', count],
  ]);
  addChild(parent, makeElement({ kind: 'question', type: 'calculate', name, row: element.row, bind }));
  element.control.set('jr:count', `\${${name}}`);
}

/** The appearance `table-list`: selects of one list in rows, under a row of labels. */
function takeTableList(element: Element, row: TableRow, context: SurveyContext): void {
  const words = (element.control.get('appearance') ?? '').split(/\s+/).filter((word) => word !== '');
  if (!words.includes('table-list')) return;
  context.tableList = true;
  element.control.set('appearance', ['field-list', ...words.filter((word) => word !== 'table-list')].join(' '));
  if (element.label === null && element.hint === null) return;
  const note = makeElement({
    kind: 'question',
    type: 'note',
    name: `generated_table_list_label_${row.number}`,
    row: row.number,
    label: element.label,
    hint: element.hint,
    tag: 'input',
    bind: new Map([
      ['readonly', 'true()'],
      ['type', 'string'],
    ]),
  });
  element.label = null;
  element.hint = null;
  addChild(element, note);
}
