import type { ItemTable } from '../form/form.ts';
import type { Ast } from '../xpath/ast.ts';

/**
 * A form as the phone gets it, plain JSON: expressions parsed, nodes numbered in document order, rules in order of dependence.
 * Its parts can be sent and kept apart: `texts` by language, `tables` by the hash that names them.
 */
export interface FormPackage {
  readonly core: FormCore;
  /** Texts by the name of their language; under '' where the form is not translated. */
  readonly texts: Readonly<Record<string, PackedTexts>>;
  /** Secondary data too large to come along with each version of the form, by a name that their content gives. */
  readonly tables: Readonly<Record<string, ItemTable>>;
}

/** The number of the format; a program refuses a package of another one. */
export const PACKAGE_FORMAT = 1;

/** Everything but texts and large tables. */
export interface FormCore {
  readonly format: number;
  readonly title: string;
  /** Title by the name of its language; absent: it has one title. */
  readonly titles?: Readonly<Record<string, string>>;
  readonly id: string;
  readonly version: string | null;
  readonly style: string | null;
  readonly languages: readonly string[];
  /** The language that it opens in; empty where it is not translated. */
  readonly language: string;
  readonly namespaces: Readonly<Record<string, string>>;
  /** The root of the record is number 0. */
  readonly nodes: readonly PackedNode[];
  readonly initial: PackedValues;
  readonly rules: readonly PackedRule[];
  /** For each node, pairs of a rule and the repeat within which the change is felt (−1: everywhere). */
  readonly dependents: readonly (readonly number[])[];
  /** Rules that read texts of the form. */
  readonly languageRules: readonly number[];
  readonly actions: readonly PackedAction[];
  readonly body: readonly PackedBody[];
  readonly instances: Readonly<Record<string, PackedInstance>>;
}

/** A node of the record; what is absent has the value that is usual. */
export interface PackedNode {
  readonly name: string;
  /** Number of the parent; −1 for the root. */
  readonly in: number;
  readonly kind?: 'repeat' | 'attribute';
  /** Data type; absent: string. */
  readonly type?: string;
  /** Attributes that no rule sets. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly preload?: readonly [string, string];
  readonly constraintMessage?: PackedWording;
  readonly requiredMessage?: PackedWording;
  /** What a new copy of a repeat begins with. */
  readonly template?: PackedValues;
}

/** Values by number of node; for a repeat the list of its copies. Empty values are left out. */
export interface PackedValues {
  readonly [node: number]: string | readonly PackedValues[];
}

/** What a rule determines. The first three are computed in their order, the others when they are asked for. */
export const Rule = {
  calculate: 0,
  relevant: 1,
  count: 2,
  required: 3,
  readonly: 4,
  constraint: 5,
  text: 6,
  choices: 7,
} as const;

/** `[kind, node, expression]`; for texts and choices the expression stands in the body, and here is 0. */
export type PackedRule = readonly [kind: number, node: number, expression: Ast];

/** A text: the id of one in `texts`, or the text itself in pieces. */
export type PackedWording = string | PackedPieces;

/** Texts and expressions that are put together. */
export type PackedPieces = readonly Ast[];

/** Texts of one language by id. */
export interface PackedTexts {
  readonly [id: string]: PackedText;
}

/** A text, its pieces, or where it has several forms (`image`, `guidance`, …) these by name, '' being the text itself. */
export type PackedText = string | PackedPieces | Readonly<Record<string, string | PackedPieces>>;

/** What is done when an event happens. `source` is the node whose change or new copy counts, −1 for the form as a whole. */
export interface PackedAction {
  readonly kind: 'setvalue' | 'setgeopoint' | 'recordaudio';
  readonly events: readonly string[];
  readonly source: number;
  readonly target: number;
  /** From source, or root, to target: `Op.near`. */
  readonly path: Ast;
  readonly value: Ast;
}

/** What is shown. */
export interface PackedBody {
  readonly kind: 'group' | 'repeat' | 'question';
  /** Number of the node; −1 for a group that is there for the eye alone. */
  readonly node: number;
  readonly control?: 'input' | 'select1' | 'select' | 'rank' | 'upload' | 'trigger' | 'range' | 'secret';
  readonly label?: PackedWording;
  readonly hint?: PackedWording;
  readonly appearance?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly PackedBody[];
  readonly choices?: PackedChoices;
  /** A repeat whose copies people neither add nor take away. */
  readonly isFixed?: boolean;
}

/** Choices of a question: listed, or the nodes of an expression with the names of their value and label. */
export type PackedChoices =
  | { readonly items: readonly (readonly [value: string, label: PackedWording])[] }
  | { readonly nodes: Ast; readonly value: Ast; readonly label: Ast };

/** An element of a data tree: name, value or children, attributes. */
export type PackedTree = readonly [
  name: string,
  content: string | readonly PackedTree[],
  attributes?: Readonly<Record<string, string>>,
];

/** Data beside the record. */
export type PackedInstance =
  | { readonly table: ItemTable }
  | { readonly hash: string }
  | { readonly src: string }
  | { readonly tree: PackedTree };
