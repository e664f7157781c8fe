import type { XValue } from '../../xpath/nodes/node.ts';
import { toText } from '../../xpath/values/value.ts';

/** The text under which a calculated value is kept: whole numbers where the type is one, nothing where a number cannot be had. */
export function calculatedText(value: XValue, type: string): string {
  if (typeof value !== 'number' || (type !== 'int' && type !== 'decimal')) return toText(value);
  if (!Number.isFinite(value)) return '';
  return toText(type === 'int' ? Math.trunc(value) : value);
}
