import { type Ast, type AstList, AXES, isList, Op, Start } from './ast.ts';
import type { XNode, XValue } from './nodes/node.ts';
import type { Scope, Sharing } from './scope.ts';

/** Functions over many nodes, whose values are worth keeping. */
const COSTLY = new Set(['sum', 'count', 'count-non-empty', 'min', 'max', 'join']);
/** Functions whose value rests on more than their arguments. */
const UNSTEADY = new Set([
  'random',
  'uuid',
  'randomize',
  'now',
  'today',
  'once',
  'current',
  'jr:itext',
  'jr:choice-name',
]);
/** Functions that, without arguments, are about the context node. */
const OF_CONTEXT = new Set([
  ...['position', 'last', 'name', 'local-name', 'namespace-uri'],
  ...['string', 'number', 'string-length', 'normalize-space'],
]);

const levels = new WeakMap<AstList, number>();

/**
 * Values of functions over many nodes that are the same for several nodes an expression belongs to, such as the total over all
 * copies of a repeat that each copy reads: each is computed once, until one forgets them because something that they read changed.
 */
export class SharedValues implements Sharing {
  readonly #known = new Map<AstList, Map<XNode, XValue>>();

  forget(): void {
    this.#known.clear();
  }

  /** The value of a call, computed where it is not known. */
  valueOf(call: AstList, scope: Scope, compute: () => XValue): XValue {
    if (scope.node !== scope.current || scope.current.isHidden || !COSTLY.has(call[1] as string)) return compute();
    const height = heightOf(call);
    if (height === 0) return compute();
    const base = ancestorOf(scope.current, height);
    const values = this.#known.get(call) ?? new Map<XNode, XValue>();
    this.#known.set(call, values);
    const known = values.get(base);
    if (known !== undefined) return known;
    const value = compute();
    values.set(base, value);
    return value;
  }
}

function heightOf(call: AstList): number {
  let height = levels.get(call);
  if (height === undefined) {
    height = levelsOf(call, false);
    levels.set(call, height);
  }
  return height;
}

function ancestorOf(node: XNode, height: number): XNode {
  let at = node;
  for (let left = height; left > 0; left -= 1) {
    const parent = at.up();
    if (parent === null) break;
    at = parent;
  }
  return at;
}

/**
 * How many levels above the node that an expression belongs to there is a node that alone, with all below it, determines its
 * value: infinite where nothing of the node does, 0 where it takes the node itself. `isInside`: in a predicate, where the context
 * node is another one.
 */
function levelsOf(ast: Ast | undefined, isInside: boolean): number {
  if (!isList(ast)) return Number.POSITIVE_INFINITY;
  const [op, first] = ast;
  if (op === Op.own) return first as number;
  if (op === Op.near) return isInside ? Number.POSITIVE_INFINITY : (first as number);
  if (op === Op.cell) return isInside ? Number.POSITIVE_INFINITY : 0;
  if (op === Op.path) return Math.min(levelsOfStart(ast, isInside), ...ast.slice(2).map(levelsOfStep));
  if (op === Op.filter) return Math.min(levelsOf(first, isInside), ...ast.slice(2).map((each) => levelsOf(each, true)));
  if (op === Op.items) {
    const keys = (ast[3] as AstList).map((each) => levelsOf(each, isInside));
    return Math.min(...keys, ...ast.slice(4).map((each) => levelsOf(each, true)));
  }
  return op === Op.call ? levelsOfCall(ast, isInside) : least(ast.slice(1), isInside);
}

/** Where a path starts: at the context node, as many levels above it as steps to parents come first. */
function levelsOfStart(path: AstList, isInside: boolean): number {
  const start = path[1] as Ast;
  if (start === Start.root) return Number.POSITIVE_INFINITY;
  if (start !== Start.context) return levelsOf(start, isInside);
  if (isInside) return Number.POSITIVE_INFINITY;
  const ups = path.slice(2).findIndex((step) => AXES[(step as AstList)[0] as number] !== 'parent');
  return ups < 0 ? path.length - 2 : ups;
}

function levelsOfStep(step: Ast): number {
  return least((step as AstList).slice(2), true);
}

function levelsOfCall(call: AstList, isInside: boolean): number {
  const name = call[1] as string;
  if (UNSTEADY.has(name)) return 0;
  if (call.length === 2 && OF_CONTEXT.has(name) && !isInside) return 0;
  return least(call.slice(2), isInside);
}

function least(parts: readonly Ast[], isInside: boolean): number {
  return Math.min(...parts.map((part) => levelsOf(part, isInside)));
}
