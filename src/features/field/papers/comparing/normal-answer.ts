/** How an answer is compared. */
export interface AnswerKind {
  /** Data type of its node: `int`, `date`, … */
  readonly type: string;
  /** `select`, `rank`, `input`, …; null: it is not asked. */
  readonly control: string | null;
}

/**
 * The one form of all spellings of an answer by its type, so that `07` is `7` and blanks do not count. Texts keep the case of
 * their letters and their marks. What does not look like its type is compared as a text. Nothing and blanks are the same.
 */
export function normalAnswer(value: string, { type, control }: AnswerKind): string {
  const text = value.normalize('NFC').trim().replace(/\s+/gu, ' ');
  if (control === 'select') return text.split(' ').sort().join(' ');
  switch (type) {
    case 'int':
    case 'decimal':
      return normalNumber(text);
    case 'time':
    case 'dateTime':
      return wallTime(text);
    case 'geopoint':
    case 'geotrace':
    case 'geoshape':
      return text.split(';').map(normalPoint).filter(Boolean).join(';');
    default:
      return text;
  }
}

const NUMBER = /^([+-]?)0*(\d*)(?:\.(\d*))?$/;

/** By its digits, so that none is lost of a long one. */
function normalNumber(text: string): string {
  const [, sign, whole = '', rest = ''] = NUMBER.exec(text) ?? [];
  if (sign === undefined || !/\d/.test(text)) return text;
  const fraction = rest.replace(/0+$/, '');
  const digits = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}

const TIME = /^(.*?)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/** As a clock on the wall shows it: a sheet of paper knows no time zone, and two computers may stand in two. */
function wallTime(text: string): string {
  const [, day, hours = '', minutes, seconds = '00', parts = ''] = TIME.exec(text) ?? [];
  if (day === undefined) return text;
  const fraction = parts.replace(/0+$/, '');
  return `${day}${hours.padStart(2, '0')}:${minutes}:${seconds}${fraction === '' ? '' : `.${fraction}`}`;
}

function normalPoint(point: string): string {
  return point.trim().split(' ').map(normalNumber).join(' ');
}
