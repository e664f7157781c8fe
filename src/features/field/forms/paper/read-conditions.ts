import { type Ast, isList, Op } from '../../../../xforms/xpath/ast.ts';
import { parseXPath } from '../../../../xforms/xpath/parse/parser.ts';
import type { PaperCondition } from './paper-form.ts';
import { findLabel } from './read-choices.ts';
import { pathsIn, resolvePath } from './read-paths.ts';
import { isTrue, type Survey } from './survey.ts';

/** What a condition is read for. */
interface Place {
  readonly survey: Survey;
  /** The node that the expression belongs to. */
  readonly context: string;
}

/** When a node is to be filled; null where it always is. */
export function readCondition(survey: Survey, path: string | null): PaperCondition | null {
  const relevant = path === null ? null : (survey.bindOf(path)?.relevant ?? null);
  if (relevant === null || path === null || isTrue(relevant)) return null;
  const parsed = parseXPath(relevant);
  if (!parsed.ok) return { kind: 'depends', questions: [] };
  const place = { survey, context: path };
  return tellSimply(parsed.value, place) ?? { kind: 'depends', questions: questionsIn(parsed.value, place) };
}

function tellSimply(ast: Ast, place: Place): PaperCondition | null {
  if (!isList(ast)) return null;
  const [op, left, right] = ast;
  if (op === Op.and || op === Op.or) {
    return joinBoth(op === Op.and ? 'all' : 'any', [left, right], place);
  }
  if (op === Op.call) return tellCall(ast, place);
  return tellComparison(Number(op), left, { right, place });
}

/** Only conditions of one sort are joined: who reads 'and' and 'or' in one sentence has to guess. */
function joinBoth(kind: 'all' | 'any', sides: readonly (Ast | undefined)[], place: Place): PaperCondition | null {
  const told = sides.map((side) => (side === undefined ? null : tellSimply(side, place)));
  const of: PaperCondition[] = [];
  for (const one of told) {
    if (one === null || ((one.kind === 'all' || one.kind === 'any') && one.kind !== kind)) return null;
    if (one.kind === kind) of.push(...one.of);
    else of.push(one);
  }
  return { kind, of };
}

function tellCall([, name, first, second]: readonly Ast[], place: Place): PaperCondition | null {
  if (name === 'not' && first !== undefined) return opposite(tellSimply(first, place));
  if (name !== 'selected' || typeof second !== 'string') return null;
  const asked = questionAt(first, place);
  const value = asked === null ? null : findLabel(place.survey, asked.path, second);
  if (asked === null || value === null) return null;
  const isOne = place.survey.controlOf(asked.path)?.kind === 'select1';
  return { kind: isOne ? 'is' : 'includes', question: asked.question, value };
}

const MIRRORED: Readonly<Record<number, number>> = {
  [Op.less]: Op.greater,
  [Op.lessEqual]: Op.greaterEqual,
  [Op.greater]: Op.less,
  [Op.greaterEqual]: Op.lessEqual,
};

function tellComparison(
  op: number,
  left: Ast | undefined,
  { right, place }: { right: Ast | undefined; place: Place },
): PaperCondition | null {
  const isTurned = left !== undefined && !isList(left);
  const asked = questionAt(isTurned ? right : left, place);
  const literal = isTurned ? left : right;
  if (asked === null || literal === undefined || isList(literal)) return null;
  return compare(isTurned ? (MIRRORED[op] ?? op) : op, { ...asked, literal, place });
}

function compare(
  op: number,
  { path, question, literal, place }: { path: string; question: number; literal: string | number; place: Place },
): PaperCondition | null {
  const isEquality = op === Op.equal || op === Op.notEqual;
  if (literal === '') {
    if (!isEquality) return null;
    return { kind: op === Op.equal ? 'unanswered' : 'answered', question };
  }
  const kind = ORDERS[op];
  if (kind !== undefined) return { kind, question, value: String(literal) };
  const value = findLabel(place.survey, path, String(literal));
  if (!isEquality || value === null) return null;
  return { kind: op === Op.equal ? 'is' : 'is-not', question, value };
}

const ORDERS: Readonly<Record<number, 'below' | 'at-most' | 'above' | 'at-least'>> = {
  [Op.less]: 'below',
  [Op.lessEqual]: 'at-most',
  [Op.greater]: 'above',
  [Op.greaterEqual]: 'at-least',
};

const OPPOSITES = {
  is: 'is-not',
  'is-not': 'is',
  includes: 'excludes',
  excludes: 'includes',
  below: 'at-least',
  'at-least': 'below',
  above: 'at-most',
  'at-most': 'above',
  answered: 'unanswered',
  unanswered: 'answered',
} as const;

function opposite(condition: PaperCondition | null): PaperCondition | null {
  if (condition === null || condition.kind === 'depends') return null;
  if (condition.kind !== 'all' && condition.kind !== 'any') {
    return { ...condition, kind: OPPOSITES[condition.kind] } as PaperCondition;
  }
  const of = condition.of.flatMap((one) => opposite(one) ?? []);
  return { kind: condition.kind === 'all' ? 'any' : 'all', of };
}

function questionAt(ast: Ast | undefined, { survey, context }: Place): { path: string; question: number } | null {
  const found = resolvePath(ast, context);
  const question = found?.isPlain === true ? survey.numbers.get(found.path) : undefined;
  return found === null || question === undefined ? null : { path: found.path, question };
}

/** The questions of an expression, those included that computed values in it are made of. */
function questionsIn(ast: Ast, { survey, context }: Place): readonly number[] {
  const found = new Set<number>();
  const seen = new Set<string>();
  const waiting = [...pathsIn(ast, context)];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const number = survey.numbers.get(path);
    if (number !== undefined) found.add(number);
    const computed = parseXPath(survey.bindOf(path)?.calculate ?? '');
    if (computed.ok) waiting.push(...pathsIn(computed.value, path));
  }
  return [...found].sort((a, b) => a - b);
}
