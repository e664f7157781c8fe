import { type Fault, fault } from '../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { parseDecimal, type Rational } from './rational.ts';

/** How a figure is computed, as a tree. Names are the keys of subjects and claims. */
export type Formula =
  | { readonly type: 'number'; readonly text: string; readonly value: Rational }
  | { readonly type: 'subject'; readonly subject: string }
  | { readonly type: 'claim'; readonly claim: string }
  | { readonly type: 'sum'; readonly subject: string; readonly over: 'candidates' | 'days' }
  | { readonly type: 'operation'; readonly operator: Operator; readonly left: Formula; readonly right: Formula };

/** The four rules of arithmetic, as they are written. */
export type Operator = '+' | '-' | '*' | '/';

interface Token {
  readonly text: string;
  /** Position of its first character, from 1. */
  readonly at: number;
}

/** What is still to be read: the tokens, and the place of the next one. */
interface Reading {
  readonly tokens: readonly Token[];
  next: number;
  depth: number;
}

const LONGEST_FORMULA = 1_000;
const DEEPEST_NESTING = 40;
const TOKEN_PATTERN = /[()]|[^\s()]+/gu;
const NAME_PATTERN = /^[\p{L}\p{N}](?:[\p{L}\p{N}._/-]*[\p{L}\p{N}])?$/u;

/**
 * Reads a formula.
 *
 * ```
 * expression = term { ("+" | "-") term }
 * term       = factor { ("*" | "/") factor }
 * factor     = number | name | "claim:" key | "sum(" name [ "over" ("candidates" | "days") ] ")" | "(" expression ")"
 * ```
 *
 * Names may hold points, hyphens and slashes, therefore `+ - * /` stand between spaces; round brackets need none.
 * What looks like a number is one. `sum` without `over` is over candidates.
 *
 * @returns a fault `formula-…` with the position `at`, from 1, where the text is no formula.
 * @example parseFormula('results.votes / sum(results.votes) * 100')
 */
export function parseFormula(text: string): Result<Formula, Fault> {
  if (text.length > LONGEST_FORMULA) return err(fault('formula-long', { wanted: LONGEST_FORMULA }));
  const tokens = Array.from(text.matchAll(TOKEN_PATTERN), (match) => ({ text: match[0], at: match.index + 1 }));
  const reading: Reading = { tokens, next: 0, depth: 0 };
  const formula = readExpression(reading);
  if (!formula.ok) return formula;
  const rest = reading.tokens[reading.next];
  return rest === undefined ? formula : unexpected(rest);
}

/** The keys of the subjects and claims that a formula names, each once, in the order of their appearance. */
export function namesIn(formula: Formula): {
  readonly subjects: readonly string[];
  readonly claims: readonly string[];
} {
  const parts = partsOf(formula);
  const subjects = parts.flatMap((part) => (part.type === 'subject' || part.type === 'sum' ? [part.subject] : []));
  const claims = parts.flatMap((part) => (part.type === 'claim' ? [part.claim] : []));
  return { subjects: [...new Set(subjects)], claims: [...new Set(claims)] };
}

/** All parts of a formula, in reading order. */
export function partsOf(formula: Formula): Formula[] {
  if (formula.type !== 'operation') return [formula];
  return [...partsOf(formula.left), formula, ...partsOf(formula.right)];
}

/** A piece of a formula for a reader: a sign, a number, or a name that can be followed. */
export type FormulaPiece =
  | { readonly type: 'sign' | 'number'; readonly text: string }
  | { readonly type: 'subject' | 'claim'; readonly key: string }
  | { readonly type: 'sum'; readonly key: string; readonly over: 'candidates' | 'days' };

const SIGNS = { '+': '+', '-': '\u2212', '*': '\u00d7', '/': '\u00f7' } as const;

/** The formula for a reader: the signs of arithmetic that people write, and brackets only where they are needed. */
export function piecesOf(formula: Formula): FormulaPiece[] {
  switch (formula.type) {
    case 'number':
      return [{ type: 'number', text: formula.text }];
    case 'subject':
      return [{ type: 'subject', key: formula.subject }];
    case 'claim':
      return [{ type: 'claim', key: formula.claim }];
    case 'sum':
      return [{ type: 'sum', key: formula.subject, over: formula.over }];
    case 'operation':
      return [
        ...bracketed(formula.left, bindingOf(formula) > bindingOf(formula.left)),
        { type: 'sign', text: SIGNS[formula.operator] },
        ...bracketed(formula.right, bindingOf(formula) >= bindingOf(formula.right)),
      ];
  }
}

function bracketed(formula: Formula, isNeeded: boolean): FormulaPiece[] {
  const pieces = piecesOf(formula);
  return isNeeded ? [{ type: 'sign', text: '(' }, ...pieces, { type: 'sign', text: ')' }] : pieces;
}

function bindingOf(formula: Formula): number {
  if (formula.type !== 'operation') return 3;
  return formula.operator === '*' || formula.operator === '/' ? 2 : 1;
}

function readExpression(reading: Reading): Result<Formula, Fault> {
  return readChain(reading, ['+', '-'], readTerm);
}

function readTerm(reading: Reading): Result<Formula, Fault> {
  return readChain(reading, ['*', '/'], readFactor);
}

/** One operand after the other, joined from left to right. */
function readChain(
  reading: Reading,
  operators: readonly Operator[],
  readOperand: (reading: Reading) => Result<Formula, Fault>,
): Result<Formula, Fault> {
  let left = readOperand(reading);
  while (left.ok) {
    const operator = operators.find((sign) => sign === reading.tokens[reading.next]?.text);
    if (operator === undefined) return left;
    reading.next += 1;
    const right = readOperand(reading);
    if (!right.ok) return right;
    left = ok({ type: 'operation', operator, left: left.value, right: right.value });
  }
  return left;
}

function readFactor(reading: Reading): Result<Formula, Fault> {
  const token = reading.tokens[reading.next];
  if (token === undefined) return err(fault('formula-end'));
  reading.next += 1;
  if (token.text === '(') return readBracketed(reading, token);
  if (token.text === 'sum' && reading.tokens[reading.next]?.text === '(') return readSum(reading);
  return readOperandToken(token);
}

function readOperandToken(token: Token): Result<Formula, Fault> {
  const number = parseDecimal(token.text);
  if (number !== null) return ok({ type: 'number', text: token.text, value: number.value });
  const claim = token.text.startsWith('claim:') ? token.text.slice('claim:'.length) : null;
  if (!NAME_PATTERN.test(claim ?? token.text)) return unexpected(token);
  return ok(claim === null ? { type: 'subject', subject: token.text } : { type: 'claim', claim });
}

function readBracketed(reading: Reading, opening: Token): Result<Formula, Fault> {
  if (reading.depth >= DEEPEST_NESTING) return err(fault('formula-deep', { wanted: DEEPEST_NESTING }));
  reading.depth += 1;
  const inner = readExpression(reading);
  reading.depth -= 1;
  if (!inner.ok) return inner;
  return readClosing(reading, opening) ?? inner;
}

function readSum(reading: Reading): Result<Formula, Fault> {
  const [opening, name, word] = reading.tokens.slice(reading.next, reading.next + 3);
  if (opening === undefined || name === undefined) return err(fault('formula-end'));
  if (!NAME_PATTERN.test(name.text) || parseDecimal(name.text) !== null) return unexpected(name);
  reading.next += 2;
  const over = word?.text === 'over' ? readDimension(reading) : ok('candidates' as const);
  if (!over.ok) return over;
  return readClosing(reading, opening) ?? ok({ type: 'sum', subject: name.text, over: over.value });
}

function readDimension(reading: Reading): Result<'candidates' | 'days', Fault> {
  const token = reading.tokens[reading.next + 1];
  reading.next += 2;
  if (token === undefined) return err(fault('formula-end'));
  return token.text === 'candidates' || token.text === 'days' ? ok(token.text) : unexpected(token);
}

/** Steps over the closing bracket; a refusal where there is none. */
function readClosing(reading: Reading, opening: Token): Result<never, Fault> | null {
  const token = reading.tokens[reading.next];
  if (token === undefined) return err(fault('formula-bracket', { at: opening.at }));
  if (token.text !== ')') return unexpected(token);
  reading.next += 1;
  return null;
}

function unexpected(token: Token): Result<never, Fault> {
  return err(fault('formula-token', { found: token.text.slice(0, 100), at: token.at }));
}
