import type { Rule, RuleName, Term } from '../../rule/term.ts';
import { COMPILED_CALLS } from './compile-term.ts';

/** Products and quotients in one another: more could leave the range of numbers, where PostgreSQL and XPath differ. */
const DEEPEST_PRODUCT = 2;
const [LEAST, MOST] = [1e-9, 1e15];

/**
 * Whether a rule can be compiled to SQL (docs/checks.md): no repeats, functions that both know alike, and numbers that stay within
 * what both compute alike.
 */
export function isInSubset({ condition, names }: Rule): boolean {
  return (
    names.every(({ isMany }) => !isMany) && isCompiled(condition, names) && productsIn(condition) <= DEEPEST_PRODUCT
  );
}

function isCompiled(term: Term, names: readonly RuleName[]): boolean {
  const arePartsCompiled = partsOf(term).every((part) => isCompiled(part, names));
  if (!arePartsCompiled) return false;
  if (term.kind === 'literal') return typeof term.value === 'string' || isModerate(term.value);
  if (term.kind === 'compute') return term.op !== 'modulo';
  return term.kind !== 'call' || isCompiledCall(term, names);
}

function isModerate(value: number): boolean {
  const size = Math.abs(value);
  return value === 0 ? !Object.is(value, -0) : size >= LEAST && size <= MOST;
}

function isCompiledCall({ name, args }: Extract<Term, { kind: 'call' }>, names: readonly RuleName[]): boolean {
  if (!COMPILED_CALLS.has(name)) return false;
  if (name === 'round') return args.length === 1;
  // Texts that are put together are read as numbers by the engine alone.
  if (name === 'number') return args[0]?.kind === 'name' && names[args[0].name]?.isMany === false;
  // An empty text that is computed is no answer to `coalesce`, and is one to SQL.
  const isPlain = ({ kind, type, ...arg }: Term) =>
    kind === 'name' || type === 'number' || ('value' in arg && arg.value !== '');
  return name !== 'coalesce' || args.every(isPlain);
}

function productsIn(term: Term): number {
  const own = term.kind === 'compute' && (term.op === 'multiply' || term.op === 'divide') ? 1 : 0;
  return own + Math.max(0, ...partsOf(term).map(productsIn));
}

/** The terms that a term is made of. */
export function partsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'negate':
    case 'empty':
      return [term.of];
    case 'call':
      return term.args;
    default:
      return [term.left, term.right];
  }
}
