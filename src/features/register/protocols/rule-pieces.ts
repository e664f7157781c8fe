/** A piece of the words of a check: plain, or the key of a line of the protocol. */
export interface RulePiece {
  readonly text: string;
  readonly isLine: boolean;
}

/**
 * The words of a check, cut where they name a line of the protocol.
 *
 * @example cutRule('box <= issued', ['box']) // [{ text: 'box', isLine: true }, { text: ' <= issued', isLine: false }]
 */
export function cutRule(rule: string, lines: readonly string[]): RulePiece[] {
  const known = new Set(lines);
  const pieces: RulePiece[] = [];
  for (const text of rule.split(/([\p{L}\p{N}][\p{L}\p{N}._/-]*)/u)) {
    const isLine = known.has(text);
    const last = pieces.at(-1);
    if (text === '') continue;
    if (isLine || last === undefined || last.isLine) pieces.push({ text, isLine });
    else pieces[pieces.length - 1] = { text: last.text + text, isLine };
  }
  return pieces;
}
