import { parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { type Fault, fault } from '../../../../kernel/issue.ts';
import type { Wanted } from './allowed-calls.ts';
import type { Arithmetic, Comparison, RuleName, Term, ValueType } from './term.ts';

/** A text that stands in the rule. */
export type TextLiteral = Extract<Term, { kind: 'literal' }> & { readonly value: string };

/** Whether a term is a text that stands in the rule. */
export function isText(term: Term | undefined): term is TextLiteral {
  return term?.kind === 'literal' && typeof term.value === 'string';
}

/** A number or a text that stands in the rule. */
export function literalOf(value: number | string, at: number): Term {
  return { kind: 'literal', value, type: typeof value === 'number' ? 'number' : 'text', at };
}

const TEXTS: readonly ValueType[] = ['text', 'choice', 'open'];

/** Puts terms together, and takes down what does not fit: what a thing is, what is wanted there, and where. */
export class TermChecks {
  readonly faults: Fault[] = [];
  private readonly names: readonly RuleName[];

  /** @param names of the rule, as they are found. */
  constructor(names: readonly RuleName[]) {
    this.names = names;
  }

  /** Whether a term is a name with all its copies. */
  isMany(term: Term): boolean {
    return this.nameOf(term)?.isMany ?? false;
  }

  /** @param wanted what a single value has to be. */
  want(term: Term, wanted: 'number' | 'text' | 'boolean' | 'choices'): void {
    const { type } = term;
    const fits = {
      number: type === 'number' || type === 'open',
      text: TEXTS.includes(type),
      boolean: type === 'boolean',
      choices: type === 'choices' || type === 'choice' || type === 'open',
    };
    if (this.isMany(term)) this.tell('check-many', term);
    else if (!fits[wanted] && !isRefused(term)) this.tell('check-type', term, { is: type, wanted });
  }

  wantArgument(term: Term, wanted: Wanted, call: string): void {
    if (wanted === 'many' || wanted === 'copies') this.wantMany(term, wanted, call);
    else if (wanted === 'literal') {
      if (!isText(term) || term.value.trim() === '') this.tell('check-literal', term, { name: call });
    } else if (wanted === 'same') {
      if (this.isMany(term)) this.tell('check-many', term);
    } else this.want(term, wanted);
  }

  private wantMany(term: Term, wanted: 'many' | 'copies', call: string): void {
    if (isRefused(term)) return;
    const name = this.nameOf(term);
    if (name?.isMany !== true) this.tell('check-single', term, { name: call });
    else if (name.isRepeat && wanted === 'many') this.tell('check-repeat', term, { name: call });
    else if (wanted === 'many' && call !== 'count-non-empty' && name.type !== 'number' && name.type !== 'open')
      this.tell('check-type', term, { is: name.type, wanted: 'number' });
  }

  /** What several terms are, each of which may be taken for the others; a number where nobody says more. */
  same(terms: readonly Term[]): ValueType {
    const told = terms.filter((term) => !isRefused(term));
    const types = new Set(told.map(({ type }) => (type === 'choice' ? 'text' : type)));
    if (types.size > 1) types.delete('open');
    const [type = 'open', second] = types;
    if (second !== undefined || type === 'choices')
      this.tell('check-mixed', told[1] ?? (told[0] as Term), { left: type, right: second ?? type });
    return type;
  }

  negate(of: Term): Term {
    this.want(of, 'number');
    return { kind: 'negate', of, type: 'number', at: of.at };
  }

  connect(kind: 'and' | 'or', left: Term, right: Term): Term {
    this.want(left, 'boolean');
    this.want(right, 'boolean');
    return { kind, left, right, type: 'boolean', at: left.at };
  }

  compute(op: Arithmetic, left: Term, right: Term): Term {
    const areDates = op === 'subtract' && isTime(left) && left.type === right.type;
    for (const side of areDates ? [] : [left, right]) this.want(side, 'number');
    return { kind: 'compute', op, left, right, type: 'number', at: left.at };
  }

  compare(op: Comparison, left: Term, right: Term): Term {
    const isEquality = op === 'equal' || op === 'notEqual';
    const [name, text] = isText(left) ? [right, left] : [left, right];
    const at = left.at;
    if (isEquality && isText(text) && text.value === '' && name.kind === 'name') {
      if (this.isMany(name)) this.tell('check-many', name);
      return { kind: 'empty', of: name, isNegated: op === 'notEqual', type: 'boolean', at };
    }
    for (const side of [left, right]) if (this.isMany(side)) this.tell('check-many', side);
    const by = this.comparedBy(isEquality, name, text);
    if (by === null) this.tell('check-compare', left, { left: left.type, right: right.type });
    return { kind: 'compare', op, by: by ?? 'text', left, right, type: 'boolean', at };
  }

  /** The choice that a text names has to be there. */
  wantChoice(question: Term, text: Term): void {
    const choices = this.nameOf(question)?.choices ?? null;
    if (choices === null || !isText(text) || text.value.trim() === '' || choices.includes(text.value.trim())) return;
    this.tell('check-choice', text, { found: text.value, name: this.nameOf(question)?.written ?? '' });
  }

  /** `other` may be a text that stands in the rule, `one` not unless both are. Null: they cannot be compared so. */
  private comparedBy(isEquality: boolean, one: Term, other: Term): 'number' | 'text' | 'boolean' | null {
    if (isRefused(one) || isRefused(other)) return 'text';
    if (isTime(one) || isTime(other)) return this.comparedTimes(isEquality, one, other);
    const types = [one.type, other.type];
    if (types.includes('boolean')) return isEquality && types.every((type) => type === 'boolean') ? 'boolean' : null;
    const areNumbers = types.every((type) => type === 'number' || type === 'open');
    if (areNumbers && !(isEquality && types.every((type) => type === 'open'))) return 'number';
    if (!isEquality || !types.every((type) => TEXTS.includes(type))) return null;
    if (one.type === 'choice') this.wantChoice(one, other);
    return 'text';
  }

  private comparedTimes(isEquality: boolean, one: Term, other: Term): 'number' | 'text' | null {
    const written = isTime(one) ? other : one;
    if (isText(written)) {
      const time = isTime(one) ? one : other;
      const isDate = parseCalendarDate(written.value) !== null;
      if (!isDate || time.type !== 'date') this.tell('check-date', written, { found: written.value, is: time.type });
    } else if (one.type !== other.type) return null;
    return isEquality && one.type === 'date' ? 'text' : 'number';
  }

  private nameOf(term: Term): RuleName | undefined {
    return term.kind === 'name' ? this.names[term.name] : undefined;
  }

  private tell(code: string, { at, ...term }: Term, parameters: Fault['parameters'] = {}): void {
    const name = term.kind === 'name' ? this.names[term.name] : undefined;
    this.faults.push(fault(code, { ...(name === undefined ? {} : { found: name.written }), ...parameters, at }));
  }
}

/** Whether a term stands for something that was told of already. */
function isRefused(term: Term): boolean {
  return term.kind === 'name' && term.name < 0;
}

function isTime({ type }: Term): boolean {
  return type === 'date' || type === 'moment';
}
