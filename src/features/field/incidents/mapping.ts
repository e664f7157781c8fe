import { DANGERS, type Danger, type Facts } from './incident.ts';

/** Which question of a form says what of an incident; null: none does. */
export interface FormMapping {
  readonly category: string | null;
  readonly happenedAt: string | null;
  readonly what: string | null;
  readonly placeWords: string | null;
  /** A question that gives a position. */
  readonly position: string | null;
  readonly danger: {
    readonly path: string;
    /** Answer → level; what is not there says nothing. */
    readonly levels: Readonly<Record<string, Danger>>;
  } | null;
}

/** A question of a form, as far as incidents need it. */
export interface MappableQuestion {
  readonly path: string;
  readonly control: string;
  readonly type: string;
  readonly choices: readonly { readonly value: string }[];
}

/** What of a mapping is the path of a question. */
export const MAPPED = ['category', 'happenedAt', 'what', 'placeWords', 'position'] as const;
export type MappedFact = (typeof MAPPED)[number];

const NAMES: Readonly<Record<MappedFact | 'danger', RegExp>> = {
  category: /^(kind|category|incident_(kind|type|category)|type)$/,
  happenedAt: /^(when|happened(_at)?|time|date_time|incident_(time|date))$/,
  what: /^(what|what_happened|description|summary|details)$/,
  placeWords: /^(place_words|where|place|location)$/,
  position: /^(position|gps|geo|location|coordinates)$/,
  danger: /^(sos|danger|danger_level|urgent|severity)$/,
};

/** Whether a question can say that. */
export function canSay(fact: MappedFact | 'danger', { control, type }: Omit<MappableQuestion, 'path'>): boolean {
  switch (fact) {
    case 'category':
    case 'danger':
      return control === 'select1';
    case 'happenedAt':
      return type === 'dateTime' || type === 'date';
    case 'position':
      return type === 'geopoint';
    default:
      return type === 'string' && control !== 'select1' && control !== 'select';
  }
}

/** Answers that say how dangerous it is by themselves. `yes` is asked as *does it need an answer now?*. */
function levelOf(value: string): Danger | null {
  if (value === 'yes') return 'sos';
  return DANGERS.find((level) => level === value) ?? null;
}

/** What a form says by the names of its questions, where nobody has said otherwise. */
export function defaultMapping(questions: readonly MappableQuestion[]): FormMapping {
  const find = (fact: MappedFact | 'danger') =>
    questions.find((one) => canSay(fact, one) && NAMES[fact].test(one.path.slice(one.path.lastIndexOf('/') + 1)));
  const pathOf = (fact: MappedFact) => find(fact)?.path ?? null;
  const danger = find('danger');
  const position = pathOf('position') ?? questions.find((one) => canSay('position', one))?.path ?? null;
  return {
    ...{ category: pathOf('category'), happenedAt: pathOf('happenedAt'), what: pathOf('what') },
    ...{ placeWords: pathOf('placeWords'), position },
    danger: danger === undefined ? null : { path: danger.path, levels: defaultLevels(danger) },
  };
}

/** The levels that the answers to a question tell by themselves. */
export function defaultLevels({ choices }: Pick<MappableQuestion, 'choices'>): Readonly<Record<string, Danger>> {
  const told = choices.flatMap(({ value }) => {
    const level = levelOf(value);
    return level === null ? [] : [[value, level] as const];
  });
  return Object.fromEntries(told);
}

/** Longer texts are cut; the report has the whole. */
export const LONGEST_WHAT = 4_000;
const LONGEST_WORDS = 500;

/** What a report says of its incident. `station` is its own, as the desk may have moved it. */
export function readFacts(
  mapping: FormMapping,
  report: { readonly answers: Readonly<Record<string, string | null>>; readonly station: string | null },
): Facts {
  const said = (path: string | null) => (path === null ? '' : (report.answers[path] ?? '').trim());
  const level = mapping.danger === null ? undefined : mapping.danger.levels[said(mapping.danger.path)];
  const given = {
    ...{
      danger: level,
      category: said(mapping.category).slice(0, 100),
      what: said(mapping.what).slice(0, LONGEST_WHAT),
    },
    ...{ happenedAt: readMoment(said(mapping.happenedAt)), station: report.station ?? '' },
    placeWords: said(mapping.placeWords).slice(0, LONGEST_WORDS),
    ...readPosition(said(mapping.position)),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== '')) as Facts;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** A moment with its offset from UTC; without one it is not known when that was. */
function readMoment(text: string): string | undefined {
  if (!MOMENT.test(text)) return undefined;
  const time = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** `40.4 49.8 0 5`: latitude, longitude, height, accuracy. */
function readPosition(text: string): Pick<Facts, 'latitude' | 'longitude'> {
  const [latitude, longitude] = text.split(/\s+/).map(Number);
  if (latitude === undefined || longitude === undefined) return {};
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : {};
}
