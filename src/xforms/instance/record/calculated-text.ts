import type { XValue } from '../../xpath/nodes/node.ts';
import { toText } from '../../xpath/values/value.ts';

/** The text under which a calculated value is kept: nothing where it is no number, whole numbers where the type is one. */
export function calculatedText(value: XValue, type: string): string {
  if (typeof value !== 'number') return toText(value);
  if (Number.isNaN(value)) return '';
  return toText(type === 'int' ? Math.trunc(value) : value);
}
