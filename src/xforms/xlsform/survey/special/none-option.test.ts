import { expect, it } from 'vitest';
import { convertForm } from '../../convert-form.ts';

const RULE = "(.='none' or not(selected(., 'none')))";

function convert(question: readonly string[], names: readonly string[], setting = 'yes') {
  const sheets = [
    { name: 'survey', rows: [['type', 'name', 'label', 'constraint'], question] },
    { name: 'choices', rows: [['list_name', 'name', 'label'], ...names.map((name) => ['seen', name, name])] },
    { name: 'settings', rows: [['add_none_option'], [setting]] },
  ];
  const converted = convertForm({ sheets }, { formName: 'data', fallbackId: 'form' });
  if (!converted.ok) throw new Error(JSON.stringify(converted.error));
  const constraint = converted.value.form.binds.find(({ nodeset }) => nodeset === '/data/q')?.constraint;
  return { constraint, warnings: converted.value.warnings.map(({ code, row }) => `${code} ${row}`) };
}

it.each([
  [['select_multiple seen', 'q', 'Seen?', ''], ['a', 'none'], 'yes', RULE, []],
  [['select_multiple seen', 'q', 'Seen?', 'a or b'], ['a', 'none'], 'yes', `(a or b) and ${RULE}`, []],
  [['select_multiple seen', 'q', 'Seen?', ''], ['a', 'b'], 'yes', null, ['none-option-missing 2']],
  [['select_one seen', 'q', 'Seen?', ''], ['a', 'none'], 'yes', null, []],
  [['select_multiple seen', 'q', 'Seen?', ''], ['a', 'none'], 'no', null, []],
  [['select_multiple_from_file all.csv', 'q', 'Seen?', ''], ['a'], 'yes', RULE, []],
])(
  'none goes with no other choice where the form says so: %j %j %s',
  (question, names, setting, constraint, warnings) => {
    expect(convert(question, names, setting)).toEqual({ constraint, warnings });
  },
);
