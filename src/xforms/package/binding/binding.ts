import type { Fault } from '../../../kernel/issue.ts';
import type { Ast } from '../../xpath/ast.ts';
import type { FunctionTable } from '../../xpath/call.ts';
import type { Model, ModelNode } from '../model-nodes.ts';
import type { Place } from './places.ts';

/** What binding needs to know of the form. */
export interface Bindings {
  readonly model: Model;
  /** Ids of the secondary instances that are tables. */
  readonly tables: ReadonlySet<string>;
  /** Ids of all secondary instances. */
  readonly instances: ReadonlySet<string>;
  readonly functions: FunctionTable;
}

/** Where an expression is bound. */
export interface Binding {
  readonly place: Place;
  /** The context node is not the one that the whole expression belongs to. */
  readonly isInside: boolean;
}

/** What the binding of single kinds of paths needs of the whole. */
export interface PathBinder {
  readonly form: Bindings;
  readonly faults: Fault[];
  bindAt(ast: Ast, at: Binding): Ast;
  placeOf(ast: Ast, at: Binding): Place;
  refer(node: ModelNode, top: ModelNode, isPicked?: boolean): void;
}
