import { type FormPackage, type PackedBody, type PackedInstance, Rule } from '../../package/form-package.ts';
import { type Ast, isList, Op } from '../../xpath/ast.ts';
import { type Definition, definitionsOf } from '../record/definition.ts';

/** Rules of a form that can be judged of a record which comes without the telephone that filled it. */
export interface JudgedRules {
  readonly definitions: readonly Definition[];
  /** What says whether something is asked at all, in the order of dependence. */
  readonly relevant: readonly JudgedRule[];
  /** Questions with something to judge, in the order of the form; each once. */
  readonly questions: readonly JudgedQuestion[];
}

/** An expression, and the node whose rule it is. */
export interface JudgedRule {
  readonly definition: Definition;
  readonly expression: Ast;
  readonly reach: Reach;
}

/** A question of the form; null: it has no such rule, or none that can be judged. */
export interface JudgedQuestion {
  readonly definition: Definition;
  readonly required: JudgedRule | null;
  readonly constraint: JudgedRule | null;
  readonly isTyped: boolean;
}

/** What a rule rests on: the record alone; also on the time; or on what is not here, such as files and chance. */
export type Reach = 'record' | 'clock' | 'elsewhere';

/** The rules of a form that records can be judged by. */
export function judgedRules({ core }: FormPackage): JudgedRules {
  const definitions = definitionsOf(core);
  const rules = core.rules.flatMap(([kind, node, expression]): (JudgedRule & { readonly kind: number })[] => {
    const definition = definitions[node];
    return definition === undefined
      ? []
      : [{ kind, definition, expression, reach: reachOf(expression, core.instances) }];
  });
  const known = rules.filter(({ reach }) => reach !== 'elsewhere');
  const byKind = (kind: number) =>
    new Map(known.filter((rule) => rule.kind === kind).map((rule) => [rule.definition, rule] as const));
  const [needed, bounds] = [byKind(Rule.required), byKind(Rule.constraint)];
  const questions = questionsIn(core.body).flatMap((node): JudgedQuestion[] => {
    const definition = definitions[node];
    if (definition === undefined) return [];
    const [required, constraint] = [needed.get(definition) ?? null, bounds.get(definition) ?? null];
    const isTyped = CHECKED_TYPES.has(definition.type);
    return required === null && constraint === null && !isTyped ? [] : [{ definition, required, constraint, isTyped }];
  });
  return { definitions, questions, relevant: rules.filter(({ kind }) => kind === Rule.relevant) };
}

/** Types of which a text may be no value; others take whatever XML can hold. */
const CHECKED_TYPES = new Set([
  ...['int', 'decimal', 'boolean', 'date', 'dateTime', 'time', 'geopoint', 'geotrace', 'geoshape'],
]);

/** Numbers of the nodes that questions are about. */
function questionsIn(body: readonly PackedBody[]): readonly number[] {
  const found = body.flatMap(({ kind, node, children = [] }) => [
    ...(kind === 'question' && node >= 0 ? [node] : []),
    ...questionsIn(children),
  ]);
  return [...new Set(found)];
}

/** What changes from one look to the next, or is known to the telephone, its files and its language alone. */
const ELSEWHERE = new Set(['random', 'uuid', 'randomize', 'property', 'pulldata', 'jr:choice-name', 'jr:itext']);
const OF_THE_CLOCK = new Set(['now', 'today']);

type Instances = Readonly<Record<string, PackedInstance>>;

function reachOf(ast: Ast | undefined, instances: Instances): Reach {
  if (!isList(ast)) return 'record';
  const own = ast[0] === Op.call ? reachOfCall(ast[1], ast[2], instances) : 'record';
  const read = ast[0] === Op.items && isBeside(ast[1], instances) ? 'elsewhere' : own;
  return ast.map((part) => reachOf(part, instances)).reduce(further, read);
}

function reachOfCall(name: Ast | undefined, first: Ast | undefined, instances: Instances): Reach {
  const called = String(name);
  if (ELSEWHERE.has(called) || (called === 'instance' && isBeside(first, instances))) return 'elsewhere';
  return OF_THE_CLOCK.has(called) ? 'clock' : 'record';
}

/** Whether an instance lies beside the form: its file, which may be large, is not read for this. */
function isBeside(id: Ast | undefined, instances: Instances): boolean {
  const packed = typeof id === 'string' && Object.hasOwn(instances, id) ? instances[id] : undefined;
  return packed === undefined || 'src' in packed;
}

const REACHES: readonly Reach[] = ['record', 'clock', 'elsewhere'];

function further(one: Reach, other: Reach): Reach {
  return REACHES.indexOf(one) > REACHES.indexOf(other) ? one : other;
}
