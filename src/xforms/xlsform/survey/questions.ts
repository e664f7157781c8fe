import { addChild, makeElement } from '../tree/element.ts';
import { type SurveyContext, splitExtension, surveyPlace, topOf } from './context.ts';
import { makeQuestion } from './make-question.ts';
import type { QuestionRow } from './question-row.ts';
import { nearestType, QUESTION_TYPES } from './question-types.ts';
import { addSelect, readSelect } from './selects.ts';
import { specialise } from './special/special-types.ts';

/** Adds a question to what is open, or notes why it cannot be. */
export function addQuestion(given: QuestionRow, context: SurveyContext): void {
  const { row, type, name } = given;
  context.questionNames.add(name);
  if (['xml-external', 'csv-external'].includes(type)) {
    context.instanceNames.add(splitExtension(name)[0]);
    addChild(topOf(context).element, makeElement({ kind: 'external', type, name, row: row.number }));
    return;
  }
  const select = readSelect(type);
  if (select !== null) {
    addSelect(given, select, context);
    return;
  }
  const known = /^osm \S+/.test(type) ? 'osm' : type;
  if (!QUESTION_TYPES.has(known)) {
    context.faults.error('type-unknown', surveyPlace(row, 'type'), {
      found: type,
      nearest: nearestType(type) ?? 'none',
    });
    return;
  }
  const addition = specialise(given, context);
  if (addition === null) return;
  const element = makeQuestion({ ...given, type: known }, addition, context);
  if (type === 'audit') context.meta.push(element);
  else addChild(topOf(context).element, element);
}
