import { type Call, entry, type FunctionTable, MANY } from '../call.ts';
import type { XValue } from '../nodes/node.ts';
import { isNodes, numberOfText } from '../values/value.ts';

/** Functions of truth: XPath 1.0 section 4.3, ODK XForms "Boolean Functions". */
export const BOOLEAN_CALLS: FunctionTable = {
  if: entry(3, 3, (call) => call.value(call.boolean(0) ? 1 : 2)),
  once: entry(1, 1, (call) => call.scope.current.text() || call.text(0)),
  true: entry(0, 0, () => true),
  false: entry(0, 0, () => false),
  boolean: entry(1, 1, (call) => call.boolean(0)),
  'boolean-from-string': entry(1, 1, (call) => ['true', '1'].includes(call.text(0))),
  not: entry(1, 1, (call) => !call.boolean(0)),
  lang: entry(1, 1, () => false),
  checklist: entry(2, MANY, (call) => isWithin(call, checked(call, 2))),
  'weighted-checklist': entry(2, MANY, (call) => isWithin(call, weighed(call))),
};

function isWithin(call: Call, total: number): boolean {
  const [least, most] = [call.number(0), call.number(1)];
  return (least < 0 || total >= least) && (most < 0 || total <= most);
}

/** "Answers that evaluate to true (when it converts to a number > 0)". */
function isTrue(value: string | number | boolean): boolean {
  if (typeof value === 'boolean') return value;
  return (typeof value === 'number' ? value : numberOfText(value)) > 0;
}

function each(value: XValue): readonly (string | number | boolean)[] {
  return isNodes(value) ? value.map((node) => node.text()) : [value];
}

function checked(call: Call, from: number): number {
  let total = 0;
  for (let at = from; at < call.count; at += 1) total += each(call.value(at)).filter(isTrue).length;
  return total;
}

function weighed(call: Call): number {
  let total = 0;
  for (let at = 2; at + 1 < call.count; at += 2) {
    const weights = each(call.value(at + 1));
    for (const [index, value] of each(call.value(at)).entries()) {
      if (isTrue(value)) total += numberOfText(String(weights[index] ?? ''));
    }
  }
  return total;
}
