/**
 * A parsed expression as plain JSON: a number or a text stands for itself, everything else is a list whose first member
 * is an operation (`Op`) and whose other members are what it works on.
 */
export type Ast = number | string | AstList;

/** An operation with its operands; also a step of a path (`StepAst`). */
export interface AstList extends ReadonlyArray<Ast> {}

/** Operations by number, so that packages stay small. The numbers are part of the format of packages. */
export const Op = {
  or: 1,
  and: 2,
  equal: 3,
  notEqual: 4,
  less: 5,
  lessEqual: 6,
  greater: 7,
  greaterEqual: 8,
  add: 9,
  subtract: 10,
  multiply: 11,
  divide: 12,
  modulo: 13,
  union: 14,
  negate: 15,
  /** `[call, name, …arguments]` */
  call: 16,
  /** `[path, start, …steps]`; start: 0 the context node, 1 the root of the record, otherwise an expression. */
  path: 17,
  /** `[filter, expression, …predicates]` */
  filter: 18,
  /** `[near, up, …slots]`: from the context node, which stands in the record, up so many parents and down by the slots. */
  near: 19,
  /** As `near`, but from the node that the whole expression belongs to. */
  own: 20,
  /** `[items, instance, column, [column, key, …], …predicates]`: rows of a table, or one of their cells; column '' stands for the rows. */
  items: 22,
  /** `[cell, column]`: a cell of the context row. */
  cell: 23,
} as const;

/** Where a path starts. */
export const Start = { context: 0, root: 1 } as const;

/** Axes of XPath 1.0 by number: `[axis, node test, …predicates]` is a step. */
export const AXES = [
  'child',
  'parent',
  'self',
  'descendant-or-self',
  'attribute',
  'descendant',
  'ancestor',
  'ancestor-or-self',
  'following-sibling',
  'preceding-sibling',
  'following',
  'preceding',
  'namespace',
] as const;

/** Name of an axis. */
export type Axis = (typeof AXES)[number];

/** Whether an expression is an operation rather than a literal. */
export function isList(ast: Ast | undefined): ast is AstList {
  return typeof ast === 'object';
}
