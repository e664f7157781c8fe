import { type Definition, definitionsOf } from '../../../../xforms/instance/record/definition.ts';
import type { FormCore } from '../../../../xforms/package/form-package.ts';
import { type CodebookQuestion, type CodebookTable, readCodebookTable } from '../../forms/checking/codebook-table.ts';

/** What an answer is, as far as a table tells numbers, days and choices apart. */
export type AnswerKind = 'text' | 'integer' | 'decimal' | 'date' | 'choice' | 'choices' | 'file';

/** Language → text; under an empty name where the form is not translated. */
export type Labels = Readonly<Record<string, string>>;

/** One choice of a question. */
export interface ShapedChoice {
  readonly value: string;
  readonly labels: Labels;
}

/** A question, or whatever else has one answer in a record. */
export interface ShapedLeaf {
  /** `/data/visit/station`, without positions. */
  readonly path: string;
  /** Path of the repeat that it lies in, the innermost one; empty: in none. */
  readonly repeat: string;
  readonly kind: AnswerKind;
  /** Type and control as the form has them. */
  readonly type: string;
  readonly control: string;
  readonly labels: Labels;
  readonly choices: readonly ShapedChoice[];
}

/** What records of one version of a form look like. */
export interface FormShape {
  readonly number: number;
  readonly version: string | null;
  /** The language that it opens in; empty where it is not translated. */
  readonly language: string;
  /** In the order of the form. */
  readonly leaves: readonly ShapedLeaf[];
  /** Paths of repeats, outer ones before inner ones. */
  readonly repeats: readonly string[];
}

/** Reads what records of a version look like from its package and its codebook. */
export function readShape(
  version: { readonly number: number; readonly version: string | null },
  core: FormCore,
  codebook: CodebookTable,
): FormShape {
  const words = readCodebookTable(codebook);
  const [leaves, repeats]: [ShapedLeaf[], string[]] = [[], []];
  const walk = (definition: Definition, path: string, repeat: string) => {
    const below = definition.children.filter((child) => !child.isAttribute);
    if (definition.isRepeat) repeats.push(path);
    const inside = definition.isRepeat ? path : repeat;
    for (const child of below) walk(child, `${path}/${child.name.normalize('NFC')}`, inside);
    if (below.length === 0) leaves.push(leafOf(definition, { path, repeat: inside, words: words.get(path) }));
  };
  const [root] = definitionsOf(core);
  if (root !== undefined) walk(root, `/${root.name.normalize('NFC')}`, '');
  return { ...version, language: core.language, leaves, repeats };
}

function leafOf(
  { type }: Definition,
  {
    path,
    repeat,
    words,
  }: { readonly path: string; readonly repeat: string; readonly words: CodebookQuestion | undefined },
): ShapedLeaf {
  const { control = '', labels = {}, choices = [] } = words ?? {};
  return { path, repeat, kind: kindOf(type, control), type, control, labels, choices };
}

function kindOf(type: string, control: string): AnswerKind {
  if (control === 'select' || control === 'rank') return 'choices';
  if (control === 'select1') return 'choice';
  if (type === 'int' || type === 'integer') return 'integer';
  if (type === 'decimal') return 'decimal';
  if (type === 'date') return 'date';
  return type === 'binary' ? 'file' : 'text';
}
