import type { NodeDescription } from '../../../../xforms/form/session.ts';
import type { MessageKey, Messages } from '../../../i18n/messages.ts';
import type { Fault } from '../model/form-model.ts';

/** What is wrong with an answer: in the words of the form, else in ours. */
export function faultWords(messages: Messages, fault: Fault, description: NodeDescription): string {
  if (fault.kind !== 'unfinished' && fault.message !== '') return fault.message;
  if (fault.kind === 'required') return messages.t('form.fault.required');
  if (fault.kind === 'constraint') return messages.t('form.fault.constraint');
  return messages.t(WANTED[description.type] ?? 'form.fault.type');
}

const WANTED: Readonly<Record<string, MessageKey>> = {
  int: 'form.fault.int',
  decimal: 'form.fault.decimal',
  date: 'form.fault.date',
  time: 'form.fault.time',
  dateTime: 'form.fault.date-time',
  geopoint: 'form.fault.geopoint',
  geotrace: 'form.fault.geotrace',
  geoshape: 'form.fault.geoshape',
};
