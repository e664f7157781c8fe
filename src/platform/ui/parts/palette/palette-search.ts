import { foldText } from '../../../../kernel/text.ts';

/** Words by which an item is found, and the group that it stands in. */
export interface Searchable {
  readonly title: string;
  readonly group: string;
  readonly keywords?: string | undefined;
  readonly hint?: string | undefined;
}

/** Something that the palette can find: a page, a record or an action. */
export interface PaletteItem {
  readonly id: string;
  readonly title: string;
  /** Items of one group stand together under it, in the order in which groups first come up. */
  readonly group: string;
  /** Further words by which it is found. */
  readonly keywords?: string | undefined;
  /** Shown small at its end. */
  readonly hint?: string | undefined;
  /** Where it leads, … */
  readonly href?: string | undefined;
  /** … or what it does. */
  readonly run?: (() => void) | undefined;
}

/** An item with its words folded, ready to be searched many times. */
export interface IndexedItem<Item extends Searchable> {
  readonly item: Item;
  readonly title: string;
  readonly words: string;
}

/** Items under their group. */
export interface SearchGroup<Item extends Searchable> {
  readonly title: string;
  readonly items: readonly Item[];
}

/** Makes items searchable. */
export function indexItems<Item extends Searchable>(items: readonly Item[]): readonly IndexedItem<Item>[] {
  return items.map((item) => {
    const title = foldTitle(item.title);
    return { item, title, words: ` ${title} ${foldText(item.keywords ?? '')} ${foldText(item.hint ?? '')}` };
  });
}

/**
 * The items that hold every word of the query, best first within their group: those whose title begins with it, then
 * those with a word that begins so, then the rest. Case, accents and ı/i, ə/e make no difference.
 *
 * @param most how many are given at most.
 */
export function searchItems<Item extends Searchable>(
  index: readonly IndexedItem<Item>[],
  query: string,
  most: number,
): readonly SearchGroup<Item>[] {
  const folded = foldTitle(query);
  const parts = folded.split(' ').filter(Boolean);
  const found = index
    .map((entry) => ({ entry, rank: rankOf(entry, folded, parts) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, most)
    .map(({ entry }) => entry.item);
  return groupItems(found);
}

/** What stands between the words of a title is not typed: `New: Claim` is found as `new claim`. */
function foldTitle(text: string): string {
  return foldText(text.replace(/[:;,]/g, ' ').replace(/\s+/g, ' '));
}

function rankOf(entry: IndexedItem<Searchable>, query: string, parts: readonly string[]): number {
  if (!parts.every((part) => entry.words.includes(part))) return 0;
  if (parts.length > 0 && entry.title.startsWith(query)) return 3;
  return parts.every((part) => entry.words.includes(` ${part}`)) ? 2 : 1;
}

function groupItems<Item extends Searchable>(items: readonly Item[]): readonly SearchGroup<Item>[] {
  const titles = [...new Set(items.map(({ group }) => group))];
  return titles.map((title) => ({ title, items: items.filter(({ group }) => group === title) }));
}
