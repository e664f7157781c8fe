import { type Fault, fault } from '../../../kernel/issue.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';

/** A word of an expression; `at` counts characters from 0. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'mark' | 'operator' | 'end';
  readonly text: string;
  readonly at: number;
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}\p{M}_.·-]*`;
const QUALIFIED = String.raw`${NAME}(?::(?!:)(?:${NAME}|\*))?`;
const WORD = new RegExp(
  String.raw`\s*(?:(\d+(?:\.\d*)?|\.\d+)|("[^"]*"|'[^']*')|(${QUALIFIED})|(::|\.\.|\/\/|!=|<=|>=|[()[\].@,/|+\-=<>*$]))`,
  'uy',
);
const WORD_OPERATORS = new Set(['and', 'or', 'div', 'mod']);
/** After these, `*` and the words `and`, `or`, `div`, `mod` are names (XPath 1.0, 3.7). */
const BEFORE_OPERAND = new Set(['@', '::', '(', '[', ',', '/', '//', '|', '+', '-', '=', '!=', '<', '<=', '>', '>=']);
const SIGN_OPERATORS = new Set(['|', '+', '-', '=', '!=', '<', '<=', '>', '>=']);

/** Cuts an expression into words (XPath 1.0, section 3.7). */
export function readTokens(expression: string): Result<readonly Token[], Fault> {
  const tokens: Token[] = [];
  const pattern = new RegExp(WORD);
  let from = 0;
  while (!isBlank(expression, from)) {
    pattern.lastIndex = from;
    const match = pattern.exec(expression);
    if (match === null) return err(unreadable(expression, from));
    tokens.push(tokenOf(match, { previous: tokens.at(-1), end: pattern.lastIndex }));
    from = pattern.lastIndex;
  }
  tokens.push({ kind: 'end', text: '', at: expression.length });
  return ok(tokens);
}

function tokenOf(match: RegExpExecArray, place: { readonly previous: Token | undefined; readonly end: number }): Token {
  const [, number, text, name, mark] = match;
  const word = number ?? text ?? name ?? mark ?? '';
  const at = place.end - word.length;
  if (number !== undefined) return { kind: 'number', text: number, at };
  if (text !== undefined) return { kind: 'text', text: text.slice(1, -1), at };
  const isOperand = isOperandNext(place.previous);
  if (name !== undefined) return { kind: !isOperand && WORD_OPERATORS.has(name) ? 'operator' : 'name', text: name, at };
  if (word === '*') return { kind: isOperand ? 'name' : 'operator', text: word, at };
  return { kind: SIGN_OPERATORS.has(word) ? 'operator' : 'mark', text: word, at };
}

function isOperandNext(previous: Token | undefined): boolean {
  if (previous === undefined || previous.kind === 'operator') return true;
  return previous.kind === 'mark' && BEFORE_OPERAND.has(previous.text);
}

function isBlank(expression: string, from: number): boolean {
  for (let at = from; at < expression.length; at += 1) {
    if (!/\s/u.test(expression[at] ?? '')) return false;
  }
  return true;
}

function unreadable(expression: string, from: number): Fault {
  const at = from + (/^\s*/u.exec(expression.slice(from))?.[0].length ?? 0);
  const found = expression[at] ?? '';
  if (found === '"' || found === "'") return fault('xpath-unclosed', { at: at + 1 });
  return fault('xpath-character', { found, at: at + 1 });
}
