import { type Call, entry, type FunctionTable } from '../call.ts';

/** Functions of selections, texts and data of the form: ODK XForms "Select", "Translation" and "String Functions". */
export const FORM_CALLS: FunctionTable = {
  selected: entry(2, 2, (call) => isSelected(call.text(0), call.text(1).trim())),
  'selected-at': entry(2, 2, (call) => words(call.text(0))[Math.trunc(call.number(1))] ?? ''),
  'count-selected': entry(1, 1, (call) => words(call.text(0)).length),
  'jr:choice-name': entry(2, 2, (call) => choiceName(call)),
  'jr:itext': entry(1, 1, (call) => call.scope.world.itext(call.text(0), call.scope)),
  pulldata: entry(4, 4, (call) => pulldata(call)),
  property: entry(1, 1, (call) => call.scope.world.property(call.text(0))),
  version: entry(0, 0, (call) => call.scope.world.version),
};

function words(list: string): readonly string[] {
  const trimmed = list.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/);
}

/** Of an empty list the empty text counts as selected: authors test so whether there is no answer, and all clients agree. */
function isSelected(list: string, value: string): boolean {
  return value === '' ? list.trim() === '' : words(list).includes(value);
}

function choiceName(call: Call): string {
  const question = call.nodes(1)[0];
  return question === undefined ? '' : call.scope.world.choiceName(question, call.text(0));
}

function pulldata(call: Call): string {
  const table = call.scope.world.table(call.text(0).replace(/\.csv$/, ''));
  return table?.matching(call.text(2), call.text(3))[0]?.down(call.text(1))[0]?.text() ?? '';
}
