import type { FormToFill } from '../../../src/platform/ui/fill-form/load-form.ts';
import { compilePackage } from '../../../src/xforms/package/compile.ts';
import { convertForm } from '../../../src/xforms/xlsform/convert-form.ts';
import { type SheetRows, workbookOf } from './open-workbook.ts';

const row = (type: string, name: string, label: string, more: Readonly<Record<string, string>> = {}) => ({
  type,
  name,
  'label::English (en)': label,
  'label::Русский (ru)': label,
  ...more,
});

const SURVEY: SheetRows = [
  row('text', 'station', 'Station', { required: 'yes' }),
  row('note', 'note', 'Type what stands on the sheet.'),
  row('select_one yes_no', 'open', 'Was it open?', { required: 'yes' }),
  row('text', 'why', 'Why not?', { relevant: `\${open} = 'no'` }),
  row('select_multiple seen', 'seen', 'What was seen?'),
  row('integer', 'voters', 'Voters on the list', { required: 'yes', constraint: '. <= 3000' }),
  row('image', 'photo', 'Photo of the protocol', { required: 'yes' }),
  row('begin_repeat', 'person', 'Person'),
  row('text', 'role', 'What do they do?'),
  { type: 'end_repeat', name: '' },
];

const CHOICES: SheetRows = [
  ...['yes', 'no'].map((name) => ({ list_name: 'yes_no', name })),
  ...['queue', 'press', 'police'].map((name) => ({ list_name: 'seen', name })),
].map((choice) => ({ ...choice, 'label::English (en)': choice.name, 'label::Русский (ru)': choice.name }));

/** Questions that have an hour, a place and more choices than there are digits. */
const ROUND: SheetRows = [
  row('time', 'opened', 'When did it open?'),
  row('dateTime', 'visited', 'When was it visited?'),
  row('geopoint', 'place', 'Where is it?'),
  row('select_one hall', 'hall', 'Which hall?'),
];

const HALLS: SheetRows = Array.from({ length: 11 }, (_, at) => ({
  list_name: 'hall',
  name: `hall-${at + 1}`,
  'label::English (en)': `Hall ${String.fromCharCode(65 + at)}`,
  'label::Русский (ru)': `Зал ${String.fromCharCode(65 + at)}`,
}));

/** A form as it lies on paper, ready to be filled. */
export function paperForm(): FormToFill {
  return formToFill(SURVEY, CHOICES);
}

/** A form of hours, places and long lists. */
export function roundForm(): FormToFill {
  return formToFill(ROUND, HALLS);
}

function formToFill(survey: SheetRows, choices: SheetRows): FormToFill {
  const workbook = workbookOf({
    survey,
    choices,
    settings: [{ form_id: 'sheet', form_title: 'Sheet', version: '1', default_language: 'English (en)' }],
  });
  const converted = convertForm(workbook, { formName: 'data', fallbackId: 'sheet' });
  if (!converted.ok) throw new Error(JSON.stringify(converted.error));
  const compiled = compilePackage(converted.value.form);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return { package: compiled.value, tables: new Map(), urlOf: () => null };
}
