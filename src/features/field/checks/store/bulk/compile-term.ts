import { toNumber } from '../../../../../xforms/xpath/values/value.ts';
import type { Arithmetic, Comparison, RuleName, Term } from '../../rule/term.ts';
import type { SqlParams } from './sql-params.ts';

/** As what a term is wanted. */
export type SqlKind = 'number' | 'text' | 'boolean';

/** What the names of a rule are in a query. All is SQL. */
export interface SqlNames {
  readonly params: SqlParams;
  /** Text of a name; null: it has no answer. */
  text(name: number): string;
  /** Number of a name; null: it has no answer, or one that this way cannot read (`isOdd`). */
  number(name: number): string;
  /** What stands for a whole term, where that is not put together of its parts; null: nothing does. */
  whole(term: Term, as: SqlKind): string | null;
  /** Takes down a condition under which the query cannot decide: the engine does then. */
  leave(condition: string): void;
}

/**
 * A term as SQL, with the values that the engine would compute, and null where the engine says that it is not known. The text has
 * nothing of the rule in it but operations: names and values are bound.
 */
export function compileTerm(term: Term, as: SqlKind, names: SqlNames): string {
  const whole = names.whole(term, as);
  if (whole !== null) return whole;
  const inner = (part: Term, wanted: SqlKind) => compileTerm(part, wanted, names);
  switch (term.kind) {
    case 'literal':
      return as === 'number'
        ? names.params.add(toNumber(term.value), 'float8')
        : names.params.add(String(term.value), 'text');
    case 'name':
      return as === 'number' ? names.number(term.name) : names.text(term.name);
    case 'negate':
      return `(- ${inner(term.of, 'number')})`;
    case 'empty':
      return `(${inner(term.of, 'text')} is ${term.isNegated ? 'not ' : ''}null)`;
    case 'and':
    case 'or':
      return `(${inner(term.left, 'boolean')} ${term.kind} ${inner(term.right, 'boolean')})`;
    case 'compare':
      return compareSql(term, names);
    case 'compute':
      return computeSql(term, names);
    case 'call':
      return callSql(term, as, names);
  }
}

const COMPARED: Readonly<Record<Comparison, string>> = {
  equal: '=',
  notEqual: '<>',
  less: '<',
  lessEqual: '<=',
  greater: '>',
  greaterEqual: '>=',
};

function compareSql({ op, by, left, right }: Extract<Term, { kind: 'compare' }>, names: SqlNames): string {
  return `(${compileTerm(left, by, names)} ${COMPARED[op]} ${compileTerm(right, by, names)})`;
}

const COMPUTED: Readonly<Partial<Record<Arithmetic, string>>> = { add: '+', subtract: '-', multiply: '*' };

function computeSql({ op, left, right }: Extract<Term, { kind: 'compute' }>, names: SqlNames): string {
  const [one, other] = [compileTerm(left, 'number', names), compileTerm(right, 'number', names)];
  if (op !== 'divide') return `(${one} ${COMPUTED[op]} ${other})`;
  // What XPath makes of it, infinite or no number, PostgreSQL refuses to compute.
  names.leave(`(${other} = 0)`);
  return `(${one} / nullif(${other}, 0))`;
}

type CallTerm = Extract<Term, { kind: 'call' }>;

function callSql(term: CallTerm, as: SqlKind, names: SqlNames): string {
  const { name, args } = term;
  const [first, second, third] = args as readonly [Term, Term, Term];
  if (name === 'if') {
    const condition = compileTerm(first, 'boolean', names);
    const [yes, no] = [compileTerm(second, as, names), compileTerm(third, as, names)];
    return `(case when ${condition} then ${yes} when not ${condition} then ${no} end)`;
  }
  if (name === 'coalesce') return `coalesce(${args.map((each) => compileTerm(each, as, names)).join(', ')})`;
  const made = SQL_CALLS[name];
  if (made === undefined) throw new Error(`Compile a rule to SQL: found function ${name}`);
  return made(args.map((each) => compileTerm(each, argumentKind(name), names)));
}

const OF_TEXTS = new Set(['selected', 'count-selected', 'string-length', 'contains', 'starts-with', 'ends-with']);

function argumentKind(name: string): SqlKind {
  if (name === 'not') return 'boolean';
  return OF_TEXTS.has(name) ? 'text' : 'number';
}

type Made = (args: readonly string[]) => string;

/** All that JavaScript counts as white space in `\s`, as a text of PostgreSQL, and as many blanks. */
const SPACES = String.raw`U&'\0009\000A\000B\000C\000D\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000\FEFF'`;
const blanked = (text: string) => `translate(${text}, ${SPACES}, repeat(' ', 24))`;

/** The functions that queries know, of arguments that are SQL. */
const SQL_CALLS: Readonly<Record<string, Made>> = {
  not: ([truth]) => `(not ${truth})`,
  true: () => 'true',
  false: () => 'false',
  number: ([text]) => `${text}`,
  abs: ([value]) => `abs(${value})`,
  int: ([value]) => `trunc(${value})`,
  floor: ([value]) => `floor(${value})`,
  ceiling: ([value]) => `ceil(${value})`,
  // Halves go up, as `Math.round` has it; PostgreSQL takes the even one.
  round: ([value]) => `(case when ${value} - floor(${value}) >= 0.5 then floor(${value}) + 1 else floor(${value}) end)`,
  min: (values) => extreme('least', values),
  max: (values) => extreme('greatest', values),
  selected: ([list, choice]) =>
    `(strpos(' ' || ${blanked(list ?? '')} || ' ', ' ' || ${trimmed(choice ?? '')} || ' ') > 0)`,
  'count-selected': ([list]) => `cardinality(array_remove(string_to_array(${blanked(list ?? '')}, ' '), ''))::float8`,
  'string-length': ([text]) => `char_length(${text})::float8`,
  contains: ([text, part]) => `(strpos(${text}, ${part}) > 0)`,
  'starts-with': ([text, part]) => `starts_with(${text}, ${part})`,
  'ends-with': ([text, part]) => `(right(${text}, char_length(${part})) = ${part})`,
};

/** Names of the functions that queries know. */
export const COMPILED_CALLS: ReadonlySet<string> = new Set([...Object.keys(SQL_CALLS), 'if', 'coalesce']);

function trimmed(text: string): string {
  return `btrim(${text}, ${SPACES} || ' ')`;
}

/** What is not known is passed over by `least` and `greatest`, and must not be. */
function extreme(choose: 'least' | 'greatest', values: readonly string[]): string {
  if (values.length === 1) return values[0] ?? '';
  return `(case when num_nulls(${values.join(', ')}) = 0 then ${choose}(${values.join(', ')}) end)`;
}

const NUMBER = String.raw`'^(-?[0-9]{1,20}|-?[0-9]{0,19}\.[0-9]{1,8})$'`;
const ZERO = `'^-[0.]*$'`;
const DATE = `'^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'`;
const MOMENT = String.raw`'^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?$'`;

/** How the text of a name is read as a number, by what the name is. */
export interface NumberReading {
  /** Of a text that is known to be readable. */
  readonly value: (text: string) => string;
  /** Whether a text, which is not null, can be read here as the engine reads it. */
  readonly isPlain: (text: string) => string;
}

/** How names of that type become numbers: days since 1970 where they are dates. */
export function numberReading({ type }: Pick<RuleName, 'type'>): NumberReading {
  if (type === 'date') {
    return { value: dayOf, isPlain: (text) => `(${text} ~ ${DATE} and ${isRealDay(text)})` };
  }
  if (type === 'moment') {
    return { value: momentOf, isPlain: (text) => `(${text} ~ ${MOMENT} and ${isRealDay(text)})` };
  }
  // Most are digits alone, which is seen faster than a pattern is matched.
  const isShort = (text: string) => `(length(${text}) < 16 and translate(${text}, '0123456789', '') = '')`;
  const isNumber = (text: string) => `(${text} ~ ${NUMBER} and (left(${text}, 1) <> '-' or ${text} !~ ${ZERO}))`;
  return { value: (text) => `${text}::float8`, isPlain: (text) => `(${isShort(text)} or ${isNumber(text)})` };
}

function monthOf(text: string): string {
  return `make_date(substr(${text}, 1, 4)::int, substr(${text}, 6, 2)::int, 1)`;
}

/** Looked at only where the text has the shape of a date. */
function isRealDay(text: string): string {
  const isShaped = `${text} ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-[0-3][0-9]'`;
  const isInMonth = `extract(day from ${monthOf(text)} + interval '1 month - 1 day') >= substr(${text}, 9, 2)::int`;
  return `(case when ${isShaped} then ${isInMonth} else false end)`;
}

function dayOf(text: string): string {
  return `((${monthOf(text)} + (substr(${text}, 9, 2)::int - 1)) - date '1970-01-01')::float8`;
}

/** The same operations in the same order as `dayNumberOf`, so that the same last digits come out. */
function momentOf(text: string): string {
  const part = (pattern: string) => `substring(${text} from '${pattern}')`;
  const second = `coalesce(${part('T..:..:([0-9.]+)')}, '0')::float8`;
  const clock = `(${part('T(..)')}::float8 * 3600 + ${part('T..:(..)')}::float8 * 60 + ${second})`;
  const sign = `case when ${part('T.*([+-])')} = '-' then -1 else 1 end`;
  const hours = `coalesce(${part('T.*[+-]([0-9]{2}):?[0-9]{0,2}$')}, '0')::float8`;
  const minutes = `coalesce(${part('T.*[+-][0-9]{2}:?([0-9]{2})$')}, '0')::float8`;
  const zone = `(${sign} * (${hours} * 60 + ${minutes}))`;
  return `((${dayOf(text)} * 86400000::float8 + ${clock} * 1000 - ${zone} * 60000) / 86400000::float8)`;
}
