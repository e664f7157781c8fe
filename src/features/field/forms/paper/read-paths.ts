import { type Ast, type AstList, AXES, isList, Op, Start } from '../../../../xforms/xpath/ast.ts';

/** Where a path of an expression leads, positions and filters left aside. */
export interface FoundPath {
  /** Absolute: `/data/visit/time`. */
  readonly path: string;
  /** Whether it has neither filters nor axes beyond child, parent and self. */
  readonly isPlain: boolean;
}

/** Resolves a path against the node that the expression belongs to; null for what is no path into the record. */
export function resolvePath(ast: Ast | undefined, context: string): FoundPath | null {
  if (!isList(ast) || ast[0] !== Op.path) return null;
  const [, start, ...steps] = ast;
  if (isList(start) && !isCurrent(start)) return null;
  let parts = start === Start.root ? [] : partsOf(context);
  let isPlain = true;
  for (const step of steps) {
    const [axis, test, ...predicates] = isList(step) ? step : [];
    const name = AXES[Number(axis)];
    if (predicates.length > 0) isPlain = false;
    if (name === 'parent') parts = parts.slice(0, -1);
    else if (name === 'child') parts = [...parts, String(test)];
    else if (name !== 'self') isPlain = false;
  }
  return { path: `/${parts.join('/')}`, isPlain };
}

/** Every path into the record that an expression has, also inside of filters. */
export function pathsIn(ast: Ast, context: string): readonly string[] {
  if (!isList(ast)) return [];
  const own = resolvePath(ast, context);
  const inner = own === null ? ast : stepsOf(ast).flatMap((step) => step.slice(2));
  // Inside of a filter, relative paths are meant from what is filtered.
  const base = own === null ? context : own.path;
  const below = inner.flatMap((part) => pathsIn(part, base));
  return own === null ? below : [own.path, ...below];
}

/** Whether an expression is the answer itself: `.`. */
export function isSelf(ast: Ast | undefined): boolean {
  if (!isList(ast) || ast[0] !== Op.path || ast[1] !== Start.context || ast.length !== 3) return false;
  const step = ast[2];
  return isList(step) && AXES[Number(step[0])] === 'self' && step.length === 2;
}

function stepsOf(path: AstList): AstList[] {
  return path.slice(2).filter(isList);
}

function isCurrent(start: AstList): boolean {
  return start[0] === Op.call && start[1] === 'current';
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}
