import { type CellMap, mapOf, textOf, textsOf } from '../tables/cell.ts';
import { type Element, type ElementAction, makeElement } from '../tree/element.ts';
import type { SurveyContext } from './context.ts';
import { isDynamicDefault } from './dynamic-default.ts';
import type { Addition, QuestionRow } from './question-row.ts';
import { QUESTION_TYPES } from './question-types.ts';

/** The question that a row describes, with what its type brings along and adds. */
export function makeQuestion(given: QuestionRow, addition: Addition, context: SurveyContext): Element {
  const { row, type, name, trigger, parameters } = given;
  const { cells } = row;
  const isNested = [...mapOf(cells, 'control').values()].some((cell) => cell instanceof Map);
  if (isNested) context.faults.warn('column-nested', { sheet: 'survey', row: row.number, column: 'body' });
  const kind = QUESTION_TYPES.get(type);
  const written = addition.defaultValue ?? textOf(cells, 'default');
  const isDynamic = written !== null && isDynamicDefault(written, type);
  const actions = [...(isDynamic ? defaultActions(context) : []), ...(addition.actions ?? [])];
  return makeElement({
    kind: 'question',
    type,
    name,
    row: row.number,
    label: cells.get('label') ?? (textOf(cells, 'media') === null ? null : ''),
    hint: cells.get('hint') ?? kind?.hint ?? null,
    guidance: cells.get('guidance_hint') ?? null,
    media: mapOf(cells, 'media'),
    bind: mergeBind(kind?.bind ?? {}, mapOf(cells, 'bind'), addition.bind ?? {}),
    control: new Map([
      ...Object.entries(kind?.control ?? {}),
      ...textsOf(mapOf(cells, 'control')),
      ...Object.entries(addition.control ?? {}),
    ]),
    instance: textsOf(mapOf(cells, 'instance')),
    defaultValue: written,
    isDynamic,
    trigger,
    choiceFilter: textOf(cells, 'choice_filter'),
    parameters,
    itemset: addition.itemset ?? null,
    query: addition.query ?? null,
    actions,
    tag: kind?.tag ?? null,
    tags: addition.tags ?? [],
  });
}

function mergeBind(
  kind: Readonly<Record<string, string>>,
  written: CellMap,
  added: Readonly<Record<string, string>>,
): CellMap | null {
  const bind: CellMap = new Map([...Object.entries(kind), ...written, ...Object.entries(added)]);
  return bind.size === 0 ? null : bind;
}

/** A computed default is set when the record is made, and in a repeat with each new copy. */
function defaultActions(context: SurveyContext): ElementAction[] {
  const action = (event: string): ElementAction => ({ kind: 'setvalue', event, value: null, quality: null });
  const isRepeated = context.stack.some(({ control }) => control === 'repeat');
  return [action('odk-instance-first-load'), ...(isRepeated ? [action('odk-new-repeat')] : [])];
}
