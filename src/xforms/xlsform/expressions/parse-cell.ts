import type { Fault } from '../../../kernel/issue.ts';
import { parseXPath } from '../../xpath/parse/parser.ts';
import { findReferences, type Reference, replaceReferences } from '../tree/names.ts';

/**
 * What is wrong with the expression of a cell, places being counted in the text of the cell; null where it can be parsed, or where
 * its references are not well formed, which is a fault of its own. A reference may become an absolute or a relative path: what can be
 * parsed as either is let pass.
 */
export function faultOfExpression(text: string): Fault | null {
  const references = findReferences(text);
  if (references === null) return null;
  const relative = parseXPath(replaceReferences(text, (reference) => standIn(reference, '')));
  if (relative.ok) return null;
  const absolute = parseXPath(replaceReferences(text, (reference) => standIn(reference, '/')));
  return absolute.ok ? null : atReference(text, absolute.error, references);
}

/** A path as long as the reference, so that all that follows keeps its place. */
function standIn({ start, end }: Reference, root: string): string {
  return ` ${root}${'x'.repeat(end - start - 2 - root.length)} `;
}

/** A fault at a path that stands in for a reference is one at the reference. */
function atReference(text: string, fault: Fault, references: readonly Reference[]): Fault {
  const place = Number(fault.parameters.at) - 1;
  const reference = references.find(({ start, end }) => start <= place && place < end);
  if (reference === undefined || fault.parameters.found === undefined) return fault;
  const { start, end } = reference;
  return { ...fault, parameters: { ...fault.parameters, at: start + 1, found: text.slice(start, end) } };
}
