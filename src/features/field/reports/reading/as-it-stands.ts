import { RECORD_LIMITS } from '../../../../xforms/xml/limits.ts';
import { parseXml } from '../../../../xforms/xml/parse.ts';
import { attributeOf, elementsOf, qualifiedName, textOf, type XmlElement } from '../../../../xforms/xml/tree.ts';
import type { Answers } from './reading.ts';

/** So many parts of a record that no form explains are shown. */
const MOST_PARTS = 2_000;

/**
 * What stands in a record that no form explains, by path, for a person to look at: parts without elements in them, in their
 * order, those of one name with their positions. Empty where it is no XML, or encrypted.
 */
export function asItStands(raw: Uint8Array): Answers {
  const answers = new Map<string, string>();
  const parsed = parseXml(raw, RECORD_LIMITS);
  if (!parsed.ok || attributeOf(parsed.value, 'encrypted') === 'yes') return answers;
  walk(parsed.value, `/${qualifiedName(parsed.value)}`, answers);
  return answers;
}

function walk(element: XmlElement, path: string, answers: Map<string, string>): void {
  const children = elementsOf(element);
  const text = children.length === 0 ? textOf(element).trim() : '';
  if (text !== '' && answers.size < MOST_PARTS) answers.set(path.normalize('NFC'), text.normalize('NFC'));
  const totals = new Map<string, number>();
  for (const child of children) totals.set(qualifiedName(child), (totals.get(qualifiedName(child)) ?? 0) + 1);
  const counts = new Map<string, number>();
  for (const child of children) {
    const name = qualifiedName(child);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    walk(child, `${path}/${name}${(totals.get(name) ?? 0) > 1 ? `[${count}]` : ''}`, answers);
  }
}
