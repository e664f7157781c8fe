import { readTokens } from '../../../../xforms/xpath/parse/lexer.ts';

/** Where the calls, paths and literals of an expression begin, in characters from 1, in the order in which they are written. */
export class TermPlaces {
  private readonly calls: number[] = [];
  private readonly names: number[] = [];
  private readonly literals: number[] = [];

  /** @param text an expression that can be parsed. */
  constructor(text: string) {
    const read = readTokens(text);
    const tokens = read.ok ? read.value : [];
    for (const [place, { kind, text: word, at }] of tokens.entries()) {
      if (kind === 'number' || kind === 'text') this.literals.push(at + 1);
      const next = tokens[place + 1];
      if (kind === 'name' && next?.kind === 'mark' && next.text === '(') this.calls.push(at + 1);
      else if (kind === 'name' || (kind === 'mark' && (word === '.' || word === '..'))) this.names.push(at + 1);
    }
  }

  /** Where the next literal begins: ask for each, in their order. */
  nextLiteral(): number {
    return this.literals.shift() ?? 1;
  }

  /** Where the next call begins: ask for each before its arguments. */
  nextCall(): number {
    return this.calls.shift() ?? 1;
  }

  /** Where the next path of so many steps begins: ask for each, in their order. */
  nextPath(steps: number): number {
    const [first = 1] = this.names.splice(0, Math.max(1, steps));
    return first;
  }
}
