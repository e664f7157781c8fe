import type { ChoiceList } from '../../form/form.ts';
import { type ChoiceTables, needsItext } from '../choices.ts';
import { DATA_EXTENSIONS, splitExtension } from '../survey/context.ts';
import type { Element } from '../tree/element.ts';
import { hasReference } from '../tree/names.ts';
import type { ReferenceResolver } from '../tree/resolve-references.ts';
import { cutText } from './output-texts.ts';

/** Where choices come from, and how. */
interface ListContext {
  readonly choices: ChoiceTables;
  readonly resolver: ReferenceResolver;
}

/** The choices of a question; `query` for those that are looked up in `itemsets.csv`. */
export function makeChoiceList(
  element: Element,
  context: ListContext,
): { readonly choices: ChoiceList | null; readonly query: string | null } {
  if (element.query !== null) return { choices: null, query: makeQuery(element, context) };
  if (element.itemset === null) return { choices: null, query: null };
  if (isSearch(element)) return { choices: writtenChoices(element, context), query: null };
  return { choices: makeItemset(element, context), query: null };
}

/** Whether a question looks its choices up by `search()` in its appearance. */
export function isSearch({ control, itemset }: Element): boolean {
  return itemset !== null && /search\(.*?\)/.test(control.get('appearance') ?? '');
}

function makeQuery(element: Element, { resolver }: ListContext): string {
  const all = `instance('${element.query ?? ''}')/root/item`;
  if (element.choiceFilter === null) return all;
  return `${all}[${resolver.resolve(element.choiceFilter, element, { usesCurrent: true })}]`;
}

function writtenChoices(element: Element, { choices, resolver }: ListContext): ChoiceList | null {
  const table = choices.get(element.itemset ?? '');
  if (table === undefined) return null;
  const isItext = needsItext(table);
  const items = table.choices.map(({ name, label }, index) => {
    if (isItext) return { value: name, label: { kind: 'itext', id: `${table.name}-${index}` } as const };
    const pieces = typeof label === 'string' ? cutText(label, null, resolver) : [];
    return { value: name, label: { kind: 'inline', pieces } as const };
  });
  return { kind: 'items', items };
}

interface Itemset {
  readonly nodeset: string;
  readonly value: string;
  readonly label: string;
  /** A filter of its own, which a filter of the author replaces. */
  readonly filter: string | null;
}

function makeItemset(element: Element, context: ListContext): ChoiceList {
  const { resolver } = context;
  const set = fromFile(element) ?? fromAnswers(element, resolver) ?? fromChoices(element, context);
  const isAnswers = hasReference(element.itemset ?? '');
  let filter = set.filter;
  if (element.choiceFilter !== null && element.type !== 'range') {
    const written = resolver.resolve(element.choiceFilter, element, { usesCurrent: true, fromParent: isAnswers });
    filter = isAnswers ? written.replaceAll(`current()/${set.nodeset}`, '.').replaceAll(set.nodeset, '.') : written;
  }
  const filtered = filter === null ? set.nodeset : `${set.nodeset}[${filter}]`;
  return { kind: 'itemset', nodeset: randomized(element, filtered, resolver), value: set.value, label: set.label };
}

function randomized(element: Element, nodeset: string, resolver: ReferenceResolver): string {
  if (element.parameters.get('randomize') !== 'true') return nodeset;
  const seed = element.parameters.get('seed');
  return seed === undefined
    ? `randomize(${nodeset})`
    : `randomize(${nodeset}, ${resolver.resolve(seed, element).trim()})`;
}

function fromFile({ itemset, parameters }: Element): Itemset | null {
  const [stem, extension] = splitExtension(itemset ?? '');
  if (!DATA_EXTENSIONS.includes(extension)) return null;
  const isGeo = extension === '.geojson';
  return {
    nodeset: `instance('${stem}')/root/item`,
    value: parameters.get('value') ?? (isGeo ? 'id' : 'name'),
    label: parameters.get('label') ?? (isGeo ? 'title' : 'label'),
    filter: null,
  };
}

/** Earlier answers as choices: those of a question in a repeat, or for maps those copies that have a geometry. */
function fromAnswers(element: Element, resolver: ReferenceResolver): Itemset | null {
  const itemset = element.itemset ?? '';
  if (!hasReference(itemset)) return null;
  const path = resolver.resolve(itemset, element, { fromParent: true }).trim();
  if (element.type.startsWith('geo')) {
    return { nodeset: path, value: 'geometry', label: 'geometry', filter: "./geometry != ''" };
  }
  const last = path.slice(path.lastIndexOf('/') + 1);
  return { nodeset: path.slice(0, path.lastIndexOf('/')), value: last, label: last, filter: `./${last} != ''` };
}

function fromChoices({ itemset }: Element, { choices }: ListContext): Itemset {
  const table = choices.get(itemset ?? '');
  const isItext = table !== undefined && needsItext(table);
  const label = isItext ? 'jr:itext(itextId)' : 'label';
  return { nodeset: `instance('${itemset ?? ''}')/root/item`, value: 'name', label, filter: null };
}
