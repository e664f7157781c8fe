import { type Ast, Op } from '../../../../xforms/xpath/ast.ts';
import type { Term } from './term.ts';

const CHILD = 0;
const START = 0;
/** As what a term is wanted; `nodes`: a name with all its copies. */
type As = 'number' | 'text' | 'boolean' | 'nodes';

/** The name under which the engine finds the values of a name of the rule. */
export function valueKey(name: number): string {
  return `q${name}`;
}

/** The term as an expression of the engine, over a node that has the values of each name as its children (`valueKey`). */
export function astOf(term: Term, as: As): Ast {
  if (term.kind === 'literal') return astOfLiteral(term.value, as);
  if (term.kind === 'name') return as === 'nodes' ? pathOf(term.name) : [Op.call, FUNCTIONS[as], pathOf(term.name)];
  if (term.kind === 'call') return astOfCall(term, as);
  if (term.kind === 'negate') return [Op.negate, astOf(term.of, 'number')];
  if (term.kind === 'empty') return [term.isNegated ? Op.notEqual : Op.equal, astOf(term.of, 'text'), ''];
  if (term.kind === 'compare') return [Op[term.op], astOf(term.left, term.by), astOf(term.right, term.by)];
  const inside = term.kind === 'compute' ? 'number' : 'boolean';
  const op = term.kind === 'compute' ? term.op : term.kind;
  return [Op[op], astOf(term.left, inside), astOf(term.right, inside)];
}

const FUNCTIONS = { number: 'number', text: 'string', boolean: 'boolean' } as const;

function pathOf(name: number): Ast {
  return [Op.path, START, [CHILD, valueKey(name)]];
}

function astOfLiteral(value: number | string, as: As): Ast {
  return as === 'number' || typeof value === 'string' ? value : [Op.call, 'string', value];
}

function astOfCall({ name, args, type }: Extract<Term, { kind: 'call' }>, as: As): Ast {
  if (name === 'if') {
    const [condition, yes, no] = args as readonly [Term, Term, Term];
    return [Op.call, name, astOf(condition, 'boolean'), astOf(yes, as), astOf(no, as)];
  }
  // The first text that is not empty, and what it is as a number.
  if (name === 'coalesce') {
    const first: Ast = [Op.call, name, ...args.map((each) => astOf(each, 'text'))];
    return as === 'number' ? [Op.call, 'number', first] : first;
  }
  const call: Ast = [
    Op.call,
    name,
    ...args.map((each) => astOf(each, isOverNodes(name, args) ? 'nodes' : wantedBy(name, each))),
  ];
  if (as === 'text' && type === 'number') return [Op.call, 'string', call];
  return as === 'number' && type === 'text' ? [Op.call, 'number', call] : call;
}

const OF_NUMBERS = new Set([
  'abs',
  'int',
  'floor',
  'ceiling',
  'round',
  'pow',
  'sqrt',
  'log',
  'log10',
  'exp',
  'exp10',
  'min',
  'max',
]);
const OF_NODES = new Set(['sum', 'count', 'count-non-empty']);

/** Of one name, `min` and `max` are about all of its copies. */
function isOverNodes(name: string, args: readonly Term[]): boolean {
  return OF_NODES.has(name) || (args.length === 1 && args[0]?.kind === 'name' && (name === 'min' || name === 'max'));
}

function wantedBy(name: string, { kind, type }: Term): As {
  if (name === 'not') return 'boolean';
  if (OF_NUMBERS.has(name)) return 'number';
  return kind !== 'name' && type === 'number' ? 'number' : 'text';
}
