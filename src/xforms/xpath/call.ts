import type { Ast } from './ast.ts';
import type { XNode, XValue } from './nodes/node.ts';
import type { Scope } from './scope.ts';

/** A call of a function: its arguments, evaluated when they are asked for. */
export interface Call {
  readonly count: number;
  readonly scope: Scope;
  value(index: number): XValue;
  text(index: number): string;
  number(index: number): number;
  boolean(index: number): boolean;
  /** The nodes of an argument; none where it is no node-set. */
  nodes(index: number): readonly XNode[];
  /** The argument as it is written. */
  written(index: number): Ast | undefined;
  /** The texts of the arguments from `index` on; a node-set counts with each of its nodes. */
  texts(index: number): readonly string[];
}

/** What a function does. */
export type XFunction = (call: Call) => XValue;

/** How a function may be called: fewest and most arguments. */
export interface Signature {
  readonly least: number;
  readonly most: number;
}

/** A function with its signature. */
export interface FunctionEntry extends Signature {
  readonly run: XFunction;
}

/** Functions by name. */
export type FunctionTable = Readonly<Record<string, FunctionEntry>>;

/** Any number of arguments. */
export const MANY = 1000;

/** An entry of a table of functions. */
export function entry(least: number, most: number, run: XFunction): FunctionEntry {
  return { least, most, run };
}
