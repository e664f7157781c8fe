import { type Fault, fault } from '../../../kernel/issue.ts';
import type { LocalizedText } from '../../../kernel/text.ts';

/** A category of incidents, as a mission has them. */
export interface Category {
  /** What reports say and filters ask for. */
  readonly key: string;
  /** Key of the category above; null: none is. */
  readonly parent: string | null;
  readonly name: LocalizedText;
  /** Offered no more; what has it keeps it. */
  readonly isRetired: boolean;
}

/** So many categories a mission may have, and so deep. */
export const MOST_CATEGORIES = 300;
export const DEEPEST_CATEGORY = 4;
/** What a key is made of: a value of a choice in a form. */
export const CATEGORY_KEY = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/;

/** What is wrong with a tree, by the place in its list. */
export function checkCategories(categories: readonly Category[]): { readonly at: number; readonly fault: Fault }[] {
  const first = new Map<string, number>();
  for (const [at, { key }] of categories.entries()) if (!first.has(key)) first.set(key, at);
  const parents = new Map(categories.map(({ key, parent }) => [key, parent]));
  return categories.flatMap(({ key, parent }, at) => {
    if (first.get(key) !== at) return [{ at, fault: fault('incident-category-twice', { found: key }) }];
    if (parent === null) return [];
    if (!first.has(parent)) return [{ at, fault: fault('incident-category-parent', { found: parent }) }];
    const depth = depthOf(key, parents);
    if (depth === null) return [{ at, fault: fault('incident-category-circle', { found: key }) }];
    return depth > DEEPEST_CATEGORY ? [{ at, fault: fault('incident-category-deep', { found: key }) }] : [];
  });
}

/** How deep a category lies, from 1 on; null: it lies within itself. */
function depthOf(key: string, parents: ReadonlyMap<string, string | null>): number | null {
  const seen = new Set<string>();
  for (let at: string | null | undefined = key; at !== null && at !== undefined; at = parents.get(at)) {
    if (seen.has(at)) return null;
    seen.add(at);
  }
  return seen.size;
}

/** A category and all that lie within it. */
export function withinCategory(categories: readonly Category[], key: string): string[] {
  const found = new Set([key]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const one of categories) if (one.parent !== null && found.has(one.parent)) found.add(one.key);
  }
  return [...found];
}

/** The categories in the order of the tree, each with its depth from 0 on. */
export function treeOrder<C extends Pick<Category, 'key' | 'parent'>>(
  categories: readonly C[],
): readonly { readonly category: C; readonly depth: number }[] {
  const below = (parent: string | null, depth: number): { category: C; depth: number }[] =>
    categories
      .filter((one) => one.parent === parent)
      .flatMap((category) => [
        { category, depth },
        ...(depth < DEEPEST_CATEGORY ? below(category.key, depth + 1) : []),
      ]);
  return below(null, 0);
}

const plain = (key: string, en: string, [ru, az]: readonly [string, string]): Category => {
  return { key, parent: null, name: { en, ru, az }, isRetired: false };
};

/** Kinds of incidents that the form of the bank asks for: what a mission begins with. */
export const FIRST_CATEGORIES: readonly Category[] = [
  plain('violence', 'Violence', ['Насилие', 'Zorakılıq']),
  plain('intimidation', 'Intimidation', ['Запугивание', 'Qorxutma']),
  plain('arrest', 'Arrest', ['Задержание', 'Saxlanılma']),
  plain('stuffing', 'Ballot stuffing', ['Вброс бюллетеней', 'Bülletenlərin toplu atılması']),
  plain('carousel', 'Carousel or organised transport', [
    '«Карусель» или организованный подвоз',
    '“Karusel” və ya mütəşəkkil daşınma',
  ]),
  plain('denial', 'Denial of access', ['Отказ в доступе', 'Girişə icazə verilməməsi']),
  plain('media', 'Media', ['СМИ', 'KİV']),
  plain('finance', 'Finance', ['Финансирование', 'Maliyyələşdirmə']),
  plain('hate_speech', 'Hate speech', ['Язык вражды', 'Nifrət nitqi']),
  plain('cyber', 'Cyber attack', ['Кибератака', 'Kiberhücum']),
  plain('other', 'Other', ['Другое', 'Digər']),
];
