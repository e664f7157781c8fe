import { dayNumberOf } from '../../xpath/values/day-number.ts';

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;
const LARGEST_INT = 2 ** 31 - 1;
const LEAST_POINTS: Readonly<Record<string, number>> = { geotrace: 2, geoshape: 3 };

/** What no XML can hold (XML 1.0, Char), lone surrogates among them. */
const FORBIDDEN = /(?![\t\n\r\u007f-\u009f])\p{Cc}|\p{Cs}|[\ufffe\uffff]/u;

/** Whether a text is a value of a data type (ODK XForms, Data Types). Types that are texts take any that XML can hold. */
export function isOfType(type: string, text: string): boolean {
  switch (type) {
    case 'int':
      return /^[+-]?\d+$/.test(text) && Math.abs(Number(text)) <= LARGEST_INT;
    case 'decimal':
      return DECIMAL.test(text);
    case 'boolean':
      return ['true', 'false', '1', '0'].includes(text);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayNumberOf(text));
    case 'dateTime':
      return text.includes('T') && !Number.isNaN(dayNumberOf(text));
    case 'time':
      return TIME.test(text);
    case 'geopoint':
      return isPoint(text);
    case 'geotrace':
    case 'geoshape':
      return isLine(text, type);
    default:
      return !FORBIDDEN.test(text);
  }
}

function isPoint(text: string): boolean {
  const parts = text.trim().split(/\s+/);
  if (parts.length < 2 || parts.length > 4 || !parts.every((part) => DECIMAL.test(part))) return false;
  const [latitude, longitude] = parts.map(Number);
  return Math.abs(latitude ?? 91) <= 90 && Math.abs(longitude ?? 181) <= 180;
}

function isLine(text: string, type: string): boolean {
  const points = text
    .split(';')
    .map((point) => point.trim())
    .filter((point) => point !== '');
  if (points.length < (LEAST_POINTS[type] ?? 1) || !points.every(isPoint)) return false;
  return type === 'geotrace' || place(points[0]) === place(points.at(-1));
}

function place(point: string | undefined): string {
  return (point ?? '').split(/\s+/).slice(0, 2).map(Number).join(' ');
}
