import { type Definition, definitionsOf } from '../../../../xforms/instance/record/definition.ts';
import type { FormCore, PackedBody, PackedChoices } from '../../../../xforms/package/form-package.ts';
import { type Ast, isList, Op } from '../../../../xforms/xpath/ast.ts';

/** The columns of a file that a question takes what is answered, and what is shown, from. */
export interface FileColumns {
  readonly value: string;
  readonly label: string;
}

/** A question whose choices are rows of a file beside the form. */
export interface FileQuestion extends FileColumns {
  /** Number of its node. */
  readonly node: number;
  /** `/data/visit/station`, without positions of repeats, in NFC. */
  readonly path: string;
  /** Name of the file. */
  readonly file: string;
}

/** The questions of a version whose choices are rows of files. A list that an expression makes of other answers is none. */
export function fileQuestions(core: FormCore): readonly FileQuestion[] {
  const files = new Map(
    Object.entries(core.instances).flatMap(([id, instance]) =>
      'src' in instance ? [[id, instance.src.slice(instance.src.lastIndexOf('/') + 1)] as const] : [],
    ),
  );
  const found: Omit<FileQuestion, 'path'>[] = [];
  if (files.size > 0) collect(core.body, files, found);
  const definitions = found.length === 0 ? [] : definitionsOf(core);
  return found.map((question) => ({ ...question, path: pathOf(definitions[question.node] ?? null).normalize('NFC') }));
}

function pathOf(definition: Definition | null): string {
  return definition === null ? '' : `${pathOf(definition.parent)}/${definition.name}`;
}

function collect(
  body: readonly PackedBody[],
  files: ReadonlyMap<string, string>,
  found: Omit<FileQuestion, 'path'>[],
): void {
  for (const part of body) {
    const question = part.choices === undefined ? null : readChoices(part.choices, files);
    if (question !== null) found.push({ node: part.node, ...question });
    collect(part.children ?? [], files, found);
  }
}

function readChoices(
  choices: PackedChoices,
  files: ReadonlyMap<string, string>,
): Omit<FileQuestion, 'node' | 'path'> | null {
  if (!('nodes' in choices)) return null;
  const [file, value] = [files.get(instanceOf(choices.nodes) ?? ''), columnOf(choices.value)];
  if (file === undefined || value === null) return null;
  return { file, value, label: columnOf(choices.label) ?? 'label' };
}

function columnOf(ast: Ast): string | null {
  return isList(ast) && ast[0] === Op.cell && typeof ast[1] === 'string' ? ast[1] : null;
}

/** The data whose rows an expression lists; null: it lists something else. */
function instanceOf(ast: Ast): string | null {
  if (!isList(ast)) return null;
  if (ast[0] === Op.items) return typeof ast[1] === 'string' ? ast[1] : null;
  // `randomize(…)` of the rows: any list that an expression makes of others is left alone.
  return ast[0] === Op.call && ast[1] === 'randomize' && ast[2] !== undefined ? instanceOf(ast[2]) : null;
}
