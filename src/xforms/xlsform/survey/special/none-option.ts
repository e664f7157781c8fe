import { mapOf, textOf } from '../../tables/cell.ts';
import { type SurveyContext, surveyPlace } from '../context.ts';
import type { QuestionRow } from '../question-row.ts';
import { readYesNo } from '../question-types.ts';

/** `none` alone, or something else. */
const RULE = "(.='none' or not(selected(., 'none')))";

/**
 * The constraint of a question with several answers where the setting `add_none_option` says so: `none` goes with no other choice.
 * The setting adds no choice: the list has to have one called `none`, and without it there is a warning and no rule. What a list
 * in a file has is not known here.
 */
export function noneRule({ row }: QuestionRow, list: string, context: SurveyContext): Readonly<Record<string, string>> {
  if (readYesNo(textOf(context.settings.cells, 'add_none_option')) !== true) return {};
  const choices = context.choices.get(list)?.choices;
  if (choices !== undefined && !choices.some(({ name }) => name === 'none')) {
    context.faults.warn('none-option-missing', surveyPlace(row, 'type'), { found: list });
    return {};
  }
  const written = textOf(mapOf(row.cells, 'bind'), 'constraint');
  return { constraint: written === null ? RULE : `(${written}) and ${RULE}` };
}
