import type { TextPiece } from '../../form/form.ts';
import type { Element } from '../tree/element.ts';
import { findReferences } from '../tree/names.ts';
import type { ReferenceResolver } from '../tree/resolve-references.ts';

/** Cuts a text at its references and at what it asks of instances: those become values of the record. */
export function cutText(text: string, context: Element | null, resolver: ReferenceResolver): TextPiece[] {
  if (text === '-') return [text];
  const pieces: TextPiece[] = [];
  let last = 0;
  const put = (start: number, end: number, output: string) => {
    if (start > last) pieces.push(text.slice(last, start));
    pieces.push({ output });
    last = end;
  };
  const asked = findInstancePaths(text);
  const references = findReferences(text) ?? [];
  for (const { start, end } of asked) {
    for (const reference of references.filter((one) => one.start >= last && one.end <= start)) {
      put(reference.start, reference.end, resolver.pathFor(text, reference, { context }));
    }
    put(start, end, resolver.resolve(text.slice(start, end), context));
  }
  for (const reference of references.filter((one) => one.start >= last)) {
    put(reference.start, reference.end, resolver.pathFor(text, reference, { context }));
  }
  if (last < text.length) pieces.push(text.slice(last));
  return pieces;
}

/** Where a text has `instance('…')/root/item[…]/…`: up to the first white space outside of brackets. */
function findInstancePaths(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const match of text.matchAll(/instance\(\s*("[^"]*"|'[^']*')\s*\)\//g)) {
    if (found.some(({ end }) => match.index < end)) continue;
    found.push({ start: match.index, end: endOfPath(text, match.index + match[0].length) });
  }
  return found;
}

function endOfPath(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '[') depth += 1;
    else if (character === ']') depth = Math.max(0, depth - 1);
    else if (depth === 0 && /\s/.test(character)) return at;
  }
  return text.length;
}
