import { type Fault, fault } from '../../../kernel/issue.ts';
import { type Ast, type AstList, isList } from '../ast.ts';
import type { Token } from './lexer.ts';

/** What the parser gives instead of an expression where it cannot go on. */
export class SyntaxFault {
  readonly fault: Fault;

  constructor(reason: Fault) {
    this.fault = reason;
  }
}

/** Reads the words of an expression one after the other. */
export class TokenReader {
  depth = 0;
  readonly readExpression: (reader: TokenReader) => Ast | SyntaxFault;
  readonly #tokens: readonly Token[];
  readonly #depths = new WeakMap<AstList, number>();
  #at = 0;

  constructor(tokens: readonly Token[], readExpression: (reader: TokenReader) => Ast | SyntaxFault) {
    this.#tokens = tokens;
    this.readExpression = readExpression;
  }

  /** How deep lists stand in one another. Asked for each operation as it is read: what is in it is known by then. */
  depthOf(ast: Ast): number {
    if (!isList(ast)) return 0;
    let depth = this.#depths.get(ast);
    if (depth === undefined) {
      depth = 1;
      for (const part of ast) depth = Math.max(depth, 1 + this.depthOf(part));
      this.#depths.set(ast, depth);
    }
    return depth;
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? { kind: 'end', text: '', at: this.#tokens.at(-1)?.at ?? 0 };
  }

  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  isMark(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'mark' && token.text === text;
  }

  takeMark(text: string): boolean {
    if (!this.isMark(text)) return false;
    this.#at += 1;
    return true;
  }

  takeOperator(text: string): boolean {
    const token = this.peek();
    if (token.kind !== 'operator' || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  unexpected(): SyntaxFault {
    const token = this.peek();
    if (token.kind === 'end') return new SyntaxFault(fault('xpath-incomplete', { at: token.at + 1 }));
    return new SyntaxFault(fault('xpath-unexpected', { found: token.text, at: token.at + 1 }));
  }
}
