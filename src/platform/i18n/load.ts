import type { Language, LanguageChoice } from './languages.ts';
import { type Area, type Catalogue, createMessages, type Messages } from './messages.ts';

/** The catalogues of a page, each fetched only for the language that is read. */
export type Catalogues = Readonly<Record<Language, () => Promise<Catalogue>>> & {
  /** Fetches an area that the page does not start with; missing where a page starts with all of its words. */
  readonly area?: (language: Language, area: Area) => Promise<Catalogue[string]>;
};

/** What pages that everybody may read say. */
export const PUBLIC_CATALOGUES: Catalogues = {
  en: async () => (await import('./messages/public-en.ts')).publicEn,
  ru: async () => (await import('./messages/public-ru.ts')).publicRu,
  az: async () => (await import('./messages/public-az.ts')).publicAz,
};

/** Everything. */
export const CATALOGUES: Catalogues = {
  en: async () => (await import('./catalogue-en.ts')).en,
  ru: async () => (await import('./catalogue-ru.ts')).ru,
  az: async () => (await import('./catalogue-az.ts')).az,
};

/** The words of the language that the page speaks; areas are added to them as pieces of the page need them. */
interface SpokenWords {
  readonly choice: LanguageChoice;
  readonly catalogues: Catalogues;
  readonly words: Record<string, Catalogue[string]>;
}

/** What was asked for so far: another language comes with the same areas. */
const asked = new Set<Area>();
let spoken: SpokenWords | null = null;

/** Loads the messages of a language, with every area that was asked for before, and makes it the one that is spoken. */
export async function loadMessages(choice: LanguageChoice, catalogues: Catalogues): Promise<Messages> {
  const language = languageOf(choice);
  const words = { ...turned(choice, await catalogues[language]()) };
  const loaded = { choice, catalogues, words };
  await addAsked(loaded);
  spoken = loaded;
  const options = import.meta.env.PROD ? { onMissing: tellMissing } : {};
  return createMessages(language, words, choice === 'x-rtl' ? { ...options, direction: 'rtl' } : options);
}

/** Asks for areas of words, and waits until the language that the page speaks has them. */
export async function needAreas(areas: readonly Area[]): Promise<void> {
  for (const area of areas) asked.add(area);
  let filled: SpokenWords | null;
  do {
    filled = spoken;
    if (filled !== null) await addAsked(filled);
    // The reader may have chosen another language meanwhile.
  } while (filled !== spoken);
}

async function addAsked({ choice, catalogues, words }: SpokenWords): Promise<void> {
  const fetchArea = catalogues.area;
  if (fetchArea === undefined) return;
  const missing = () => [...asked].filter((area) => !Object.hasOwn(words, area));
  // More may be asked for while these are on their way.
  for (let next = missing(); next.length > 0; next = missing()) {
    const found = await Promise.all(
      next.map(async (area) => [area, await fetchArea(languageOf(choice), area)] as const),
    );
    Object.assign(words, turned(choice, Object.fromEntries(found)));
  }
}

/** A page goes on with the key in place of its words, and the browser is told of the fault. */
function tellMissing(key: string): string {
  reportError(new Error(`Say ${key}: its words are not on this page`));
  return key;
}

function languageOf(choice: LanguageChoice): Language {
  return choice === 'x-rtl' ? 'en' : choice;
}

const OVERRIDE_TO_RIGHT_TO_LEFT = '\u202e';
const POP = '\u202c';

function turned(choice: LanguageChoice, catalogue: Catalogue): Catalogue {
  if (choice !== 'x-rtl') return catalogue;
  const areas = Object.entries(catalogue).map(([area, messages]) => {
    const texts = Object.entries(messages).map(([key, text]) => [key, OVERRIDE_TO_RIGHT_TO_LEFT + text + POP]);
    return [area, Object.fromEntries(texts)];
  });
  return Object.fromEntries(areas);
}
