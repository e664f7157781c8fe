import type { Ast } from '../../../../xforms/xpath/ast.ts';
import { FUNCTIONS } from '../../../../xforms/xpath/catalogue.ts';
import { XPathEvaluator } from '../../../../xforms/xpath/evaluate.ts';
import type { XNode } from '../../../../xforms/xpath/nodes/node.ts';
import type { Scope, World } from '../../../../xforms/xpath/scope.ts';
import { ALLOWED_CALLS } from './allowed-calls.ts';
import type { Rule, Term } from './term.ts';
import { astOf, valueKey } from './term-ast.ts';

/** What a rule says of a report. `missing`: something that it would have to know is not answered. */
export type Verdict = 'ok' | 'flagged' | 'missing';

/** The values of each name of a rule, in their order; of one that is no repeat one at most, '' being none. */
export type NameValues = readonly (readonly string[])[];

/** True, false, or not known for want of an answer. */
type Truth = boolean | null;

const EVALUATOR = new XPathEvaluator(
  Object.fromEntries(
    Object.entries({ ...FUNCTIONS }).filter(
      ([name]) => Object.hasOwn(ALLOWED_CALLS, name) || name === 'string' || name === 'boolean',
    ),
  ),
);

/**
 * What a rule says of a report (docs/checks.md): where no answer is missing it is what XPath says; where one is, whatever rests on
 * it is not known, and `and` and `or` know no more than what is certain whichever answer would be given.
 *
 * @param readings the values of its names: one set, or where it reads other reports of the station one with each of these. It is
 * flagged with any of them; with none of them it is missing.
 */
export function judgeRule(rule: Rule, readings: readonly NameValues[]): Verdict {
  let verdict: Verdict = readings.length === 0 ? 'missing' : 'ok';
  for (const values of readings) {
    const truth = judge(rule.condition, values);
    if (truth === true) return 'flagged';
    if (truth === null) verdict = 'missing';
  }
  return verdict;
}

function judge(term: Term, values: NameValues): Truth {
  if (term.kind === 'and' || term.kind === 'or') return connect(term, values);
  if (term.kind === 'empty') return isBlank(term.of, values) !== term.isNegated;
  if (term.kind === 'compare' && term.by === 'boolean') {
    const [left, right] = [judge(term.left, values), judge(term.right, values)];
    return left === null || right === null ? null : (left === right) === (term.op === 'equal');
  }
  if (term.kind === 'call' && term.name === 'not') {
    const inner = judge(term.args[0] as Term, values);
    return inner === null ? null : !inner;
  }
  if (term.kind === 'call' && term.name === 'if') {
    const chosen = chosenOf(term.args, values);
    return chosen === null ? null : judge(chosen, values);
  }
  if (!isKnown(term, values)) return null;
  return EVALUATOR.boolean(expressionOf(term), scopeOf(values));
}

function connect({ kind, left, right }: Extract<Term, { kind: 'and' | 'or' }>, values: NameValues): Truth {
  const deciding = kind === 'or';
  const one = judge(left, values);
  if (one === deciding) return deciding;
  const other = judge(right, values);
  if (other === deciding) return deciding;
  return one === null || other === null ? null : !deciding;
}

/** The branch that a condition takes; null: it is not known which. */
function chosenOf(args: readonly Term[], values: NameValues): Term | null {
  const truth = judge(args[0] as Term, values);
  return truth === null ? null : (args[truth ? 1 : 2] as Term);
}

/** Whether nothing that the value of a term rests on is missing. */
function isKnown(term: Term, values: NameValues): boolean {
  if (term.kind === 'literal') return true;
  if (term.kind === 'name') return !isBlank(term, values);
  if (term.kind === 'negate') return isKnown(term.of, values);
  if (term.kind === 'call') return isCallKnown(term, values);
  if (term.kind === 'compute' || term.kind === 'compare')
    return isKnown(term.left, values) && isKnown(term.right, values);
  return judge(term, values) !== null;
}

function isCallKnown({ name, args }: Extract<Term, { kind: 'call' }>, values: NameValues): boolean {
  if (name === 'coalesce') return args.some((each) => isKnown(each, values));
  if (name === 'if') {
    const chosen = chosenOf(args, values);
    return chosen !== null && isKnown(chosen, values);
  }
  if (name === 'count' || name === 'count-non-empty') return true;
  // A total without copies is 0; one with a copy that says nothing is not known, nor is the least of nothing.
  if (name === 'sum') return copiesOf(args[0], values).every((text) => text !== '');
  if (args.length === 1 && (name === 'min' || name === 'max') && args[0]?.kind === 'name') {
    const copies = copiesOf(args[0], values);
    return copies.length > 0 && copies.every((text) => text !== '');
  }
  return args.every((each) => isKnown(each, values));
}

function copiesOf(term: Term | undefined, values: NameValues): readonly string[] {
  return term?.kind === 'name' ? (values[term.name] ?? []) : [];
}

function isBlank(term: Term, values: NameValues): boolean {
  return (copiesOf(term, values)[0] ?? '') === '';
}

const EXPRESSIONS = new WeakMap<Term, Ast>();

function expressionOf(term: Term): Ast {
  const known = EXPRESSIONS.get(term);
  if (known !== undefined) return known;
  const made = astOf(term, 'boolean');
  EXPRESSIONS.set(term, made);
  return made;
}

/** A value of a name, or with `values` the report that has them all. */
class ValueNode implements XNode {
  readonly isHidden = false;
  readonly isAttribute = false;
  readonly name: string;
  private readonly own: string;
  private readonly values: NameValues;

  constructor(name: string, own: string, values: NameValues = []) {
    this.name = name;
    this.own = own;
    this.values = values;
  }

  text(): string {
    return this.own;
  }

  up(): null {
    return null;
  }

  down(name: string): readonly XNode[] {
    const at = this.values.findIndex((_, place) => valueKey(place) === name);
    return (this.values[at] ?? []).map((text) => new ValueNode(name, text));
  }

  attributes(): readonly XNode[] {
    return [];
  }

  slot(): null {
    return null;
  }
}

/** Nothing that a rule may say asks for the world around it. */
const NO_WORLD = new Proxy({} as World, {
  get: (_, name) => {
    if (name === 'spend') return () => true;
    throw new Error(`Judge a report by a rule: the rule asks for ${String(name)}`);
  },
});

function scopeOf(values: NameValues): Scope {
  const node = new ValueNode('', '', values);
  return { world: NO_WORLD, current: node, node, position: 1, size: 1 };
}
