import type { ChoiceList, Form } from '../../form/form.ts';
import type { Ast } from '../../xpath/ast.ts';
import { parseXPath } from '../../xpath/parse/parser.ts';
import { Binder } from '../binding/binder.ts';
import type { Place } from '../binding/places.ts';
import { type PackedChoices, Rule } from '../form-package.ts';
import type { ModelNode } from '../model-nodes.ts';
import type { RuleBook } from '../rules.ts';

interface Itemset {
  readonly list: Extract<ChoiceList, { kind: 'itemset' }>;
  readonly node: ModelNode;
  readonly book: RuleBook;
  readonly form: Form;
}

/** Packs choices that are nodes of an expression; null where it cannot be read. */
export function packItemset({ list, node, book }: Itemset): PackedChoices | null {
  const source = { path: node.path, property: 'itemset' };
  const parsed = parseXPath(list.nodeset);
  if (!parsed.ok) {
    book.note([parsed.error], source, list.nodeset);
    return null;
  }
  const binder = new Binder(book.form, node);
  const nodes = binder.bind(parsed.value);
  const place = binder.placeOf(parsed.value, { place: { kind: 'record', nodes: [node] }, isInside: false });
  const value = bindInside(binder, list.value, place);
  const label = bindInside(binder, list.label, place);
  book.note(binder.faults, source, list.nodeset);
  book.rules.push({ kind: Rule.choices, node, expression: 0, references: binder.references, readsTexts: false });
  return { nodes, value, label };
}

function bindInside(binder: Binder, written: string, place: Place): Ast {
  const parsed = parseXPath(written);
  if (parsed.ok) return binder.bindAt(parsed.value, { place, isInside: true });
  binder.faults.push(parsed.error);
  return '';
}
