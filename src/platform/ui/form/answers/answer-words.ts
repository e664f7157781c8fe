import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { plainText } from '../../../../xforms/form/parse-markdown.ts';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import type { Messages } from '../../../i18n/messages.ts';
import type { FormModel } from '../model/form-model.ts';
import { wallTime } from './clock-text.ts';

/** An answer as people read it: labels of choices, dates in words, numbers as set in their language; empty if there is none. */
export function answerWords(messages: Messages, model: FormModel, node: NodeKey): string {
  const { value } = model.state(node);
  const { control, type } = model.describe(node);
  if (value === '') return '';
  if (control === 'select1') return choiceWords(model, node, [value]);
  if (control === 'select' || control === 'rank') return choiceWords(model, node, value.split(' '));
  if (type === 'int' || type === 'decimal') return isNumber(value) ? messages.formatNumber(value) : value;
  if (type === 'time') return wallTime(value) || value;
  if (type !== 'date' && type !== 'dateTime') return value;
  const day = parseCalendarDate(value.slice(0, 10));
  if (day === null) return value;
  const words = messages.formatDate(day);
  return type === 'date' ? words : `${words}, ${wallTime(value)}`;
}

function isNumber(value: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(value);
}

function choiceWords(model: FormModel, node: NodeKey, values: readonly string[]): string {
  const labels = new Map(model.choices(node).map(({ value, label }) => [value, label]));
  return values.map((value) => plainText(labels.get(value) ?? value)).join(', ');
}
