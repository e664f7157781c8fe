import type { XNode, XValue } from '../nodes/node.ts';
import { dayNumberOf } from './day-number.ts';

const NUMBER = /^\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*$/;
const DATE = /^\s*\d{4}-\d{2}-\d{2}/;

/** Whether a value is a node-set. */
export function isNodes(value: XValue): value is readonly XNode[] {
  return typeof value === 'object';
}

/** The text of a number as XPath 1.0 writes it (section 4.2): never with an exponent. */
export function textOfNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value === 0 ? 0 : value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  const text = String(value);
  return text.includes('e') ? withoutExponent(text) : text;
}

function withoutExponent(text: string): string {
  const [, sign = '', whole = '', , part = '', exponent = '0'] = /^(-?)(\d+)(\.(\d+))?e([+-]?\d+)$/.exec(text) ?? [];
  const digits = whole + part;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}

/** As `string()` of XPath 1.0. */
export function toText(value: XValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return textOfNumber(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return value[0]?.text() ?? '';
}

/** As `number()` of the specification: texts of dates and date-times are days since 1970 (XPath Functions, number). */
export function toNumber(value: XValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return numberOfText(toText(value));
}

/** As `number()` of a text. */
export function numberOfText(text: string): number {
  if (NUMBER.test(text)) return Number(text);
  return DATE.test(text) ? dayNumberOf(text.trim()) : Number.NaN;
}

/** As `boolean()` of XPath 1.0. */
export function toBoolean(value: XValue): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  return value.length > 0;
}
