import type { AstList } from './ast.ts';
import type { XNode, XValue } from './nodes/node.ts';

/** Rows of a secondary instance. */
export interface Table {
  /** Rows whose column holds that text. */
  matching(column: string, text: string): readonly XNode[];
  rows(): readonly XNode[];
  /** The document, for paths that are no plain `root/item`. */
  readonly document: XNode;
}

/** What a pure engine may not have by itself. */
export interface Environment {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A random identifier as RFC 9562 section 5.4 has it, in lower case, without `uuid:`. */
  readonly uuid: () => string;
  /** The next number in [0, 1). */
  readonly random: () => number;
  /** Minutes by which local time is ahead of UTC at an instant in milliseconds. */
  readonly offsetMinutes: (instant: number) => number;
  readonly deviceId: string;
  readonly username: string;
  readonly email: string;
  readonly phoneNumber: string;
}

/** What expressions can reach beside their context node. */
export interface World {
  readonly environment: Environment;
  /** The document that `/` stands for; the root of the record is below. */
  readonly document: XNode;
  table(id: string): Table | null;
  tree(id: string): XNode | null;
  /** Text of the form in the language that is shown. */
  itext(id: string, scope: Scope): string;
  /** Label of a choice of the question at a node. */
  choiceName(question: XNode, value: string): string;
  /** Language of the form that is shown, for names of months and days; empty where the form has none. */
  language(): string;
  property(name: string): string;
  /** Takes down that so many nodes are looked at one by one. @returns false where that is more than there is time for. */
  spend(nodes: number): boolean;
  readonly version: string;
}

/** Keeps values that are the same wherever an expression is evaluated. */
export interface Sharing {
  /** The value of a call, computed where it is not known. */
  valueOf(call: AstList, scope: Scope, compute: () => XValue): XValue;
}

/** Where an expression is evaluated. `current` is the node that the whole expression belongs to. */
export interface Scope {
  readonly world: World;
  readonly current: XNode;
  /** Values that several nodes share, where the same expression is evaluated for many of them. */
  readonly shared?: Sharing;
  node: XNode;
  position: number;
  size: number;
}
