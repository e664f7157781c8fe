import type { ValueType } from './term.ts';

/** A question of a form, a figure that it computes, or a repeat, as rules name them. */
export interface RuleQuestion {
  readonly name: string;
  /** `/data/visit/station`, without places of copies. */
  readonly path: string;
  readonly type: ValueType;
  readonly isMany: boolean;
  readonly isRepeat: boolean;
  readonly choices: readonly string[] | null;
}

/** A version of a form as rules see it. */
export interface RuleForm {
  /** The name that telephones know it by. */
  readonly formId: string;
  readonly number: number;
  readonly questions: readonly RuleQuestion[];
}

/** What a rule may name. */
export interface RuleWorld {
  readonly form: RuleForm;
  /** The form that `other.` names; null: the check names none. */
  readonly other: RuleForm | null;
  /** Subject of claims → what their values are; of subjects that no authority has said anything about yet, a number. */
  readonly subjects: ReadonlyMap<string, ValueType>;
}

/** A line of a codebook, as far as rules need it. */
export interface AskedQuestion {
  readonly path: string;
  readonly control: string;
  readonly type: string;
  readonly choices: readonly { readonly value: string }[];
}

/** The questions of a version of a form by its codebook; `repeats` are the paths of its repeats. */
export function ruleQuestions(asked: Iterable<AskedQuestion>, repeats: readonly string[]): RuleQuestion[] {
  const isWithin = (path: string) => repeats.some((repeat) => path.startsWith(`${repeat}/`));
  const questions = [...asked].map(({ path, control, type, choices }): RuleQuestion => {
    const own = typeOf(control, type);
    const listed = own === 'choice' || own === 'choices' ? choices.map(({ value }) => value) : [];
    return {
      ...{ name: nameOf(path), path, type: own, isMany: isWithin(path), isRepeat: false },
      choices: listed.length === 0 ? null : listed,
    };
  });
  const copies = repeats.map((path): RuleQuestion => {
    return { name: nameOf(path), path, type: 'text', isMany: true, isRepeat: true, choices: null };
  });
  return [...questions, ...copies];
}

/** A node of a package, as far as repeats are found by it. */
export interface PackageNode {
  readonly name: string;
  /** Place of the node that it lies in. */
  readonly in: number;
  readonly kind?: string;
}

/** Paths of the repeats of a form. */
export function repeatPaths(nodes: readonly PackageNode[]): string[] {
  const paths: string[] = [];
  for (const node of nodes) paths.push(`${paths[node.in] ?? ''}/${node.name}`.normalize('NFC'));
  return paths.filter((_, at) => nodes[at]?.kind === 'repeat');
}

const TYPES: Readonly<Record<string, ValueType>> = {
  int: 'number',
  integer: 'number',
  decimal: 'number',
  date: 'date',
  dateTime: 'moment',
};

function typeOf(control: string, type: string): ValueType {
  if (control === 'select1') return 'choice';
  if (control === 'select' || control === 'rank') return 'choices';
  return TYPES[type] ?? (control === 'calculate' ? 'open' : 'text');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
