import { type Fault, fault } from '../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { type Ast, Op } from '../ast.ts';
import { readTokens } from './lexer.ts';
import { readPath } from './paths.ts';
import { SyntaxFault, TokenReader } from './token-reader.ts';

/** Expressions nested deeper than this are refused: no author writes them, and the stack of a phone is small. */
export const DEEPEST_EXPRESSION = 200;

/**
 * Operations in one another, whether by brackets or because a chain such as `a + b + c` is computed from the left: whatever goes
 * through an expression later does so step by step into the depth, and must come back.
 */
export const DEEPEST_OPERATIONS = 500;

const LEVELS: readonly Readonly<Record<string, number>>[] = [
  { or: Op.or },
  { and: Op.and },
  { '=': Op.equal, '!=': Op.notEqual },
  { '<': Op.less, '<=': Op.lessEqual, '>': Op.greater, '>=': Op.greaterEqual },
  { '+': Op.add, '-': Op.subtract },
  { '*': Op.multiply, div: Op.divide, mod: Op.modulo },
];

/**
 * Parses an XPath 1.0 expression. Paths stay as written (`Op.path`); the compiler of packages binds them to the form.
 * Faults: `xpath-empty`, `xpath-character`, `xpath-unclosed`, `xpath-unexpected`, `xpath-axis`, `xpath-deep`, `xpath-long`, with
 * the place in characters from 1.
 */
export function parseXPath(expression: string): Result<Ast, Fault> {
  const tokens = readTokens(expression);
  if (!tokens.ok) return tokens;
  if (tokens.value.length === 1) return err(fault('xpath-empty'));
  const reader = new TokenReader(tokens.value, readExpression);
  const ast = readExpression(reader);
  if (ast instanceof SyntaxFault) return err(ast.fault);
  return reader.peek().kind === 'end' ? ok(ast) : err(reader.unexpected().fault);
}

function readExpression(reader: TokenReader): Ast | SyntaxFault {
  if (reader.depth >= DEEPEST_EXPRESSION) {
    return new SyntaxFault(fault('xpath-deep', { most: DEEPEST_EXPRESSION, at: reader.peek().at + 1 }));
  }
  reader.depth += 1;
  const ast = readLevel(reader, 0);
  reader.depth -= 1;
  return ast instanceof SyntaxFault ? ast : bounded(reader, ast);
}

/** The expression, unless its operations stand too deep in one another. */
function bounded(reader: TokenReader, ast: Ast): Ast | SyntaxFault {
  if (reader.depthOf(ast) <= DEEPEST_OPERATIONS) return ast;
  return new SyntaxFault(fault('xpath-long', { most: DEEPEST_OPERATIONS, at: reader.peek().at + 1 }));
}

function readLevel(reader: TokenReader, level: number): Ast | SyntaxFault {
  const operators = LEVELS[level];
  if (operators === undefined) return readNegation(reader);
  let left = readLevel(reader, level + 1);
  for (;;) {
    if (left instanceof SyntaxFault) return left;
    const token = reader.peek();
    const op = token.kind === 'operator' ? operators[token.text] : undefined;
    if (op === undefined) return left;
    reader.next();
    const right = readLevel(reader, level + 1);
    if (right instanceof SyntaxFault) return right;
    left = bounded(reader, [op, left, right]);
  }
}

function readNegation(reader: TokenReader): Ast | SyntaxFault {
  let isNegative = false;
  let isSigned = false;
  while (reader.takeOperator('-')) {
    isSigned = true;
    isNegative = !isNegative;
  }
  const operand = readUnion(reader);
  if (operand instanceof SyntaxFault || !isSigned) return operand;
  const negated: Ast = typeof operand === 'number' ? -operand : [Op.negate, operand];
  return isNegative ? negated : [Op.negate, negated];
}

function readUnion(reader: TokenReader): Ast | SyntaxFault {
  let left = readPath(reader);
  while (!(left instanceof SyntaxFault) && reader.takeOperator('|')) {
    const right = readPath(reader);
    if (right instanceof SyntaxFault) return right;
    left = bounded(reader, [Op.union, left, right]);
  }
  return left;
}
