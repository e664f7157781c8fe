import type { Language, LanguageChoice } from './languages.ts';
import { type Catalogue, createMessages, type Messages } from './messages.ts';

/** The catalogues of a page, each fetched only for the language that is read. */
export type Catalogues = Readonly<Record<Language, () => Promise<Catalogue>>>;

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

/** Loads the messages of a language. */
export async function loadMessages(choice: LanguageChoice, catalogues: Catalogues): Promise<Messages> {
  const onMissing = import.meta.env.PROD ? (key: string) => key : undefined;
  const options = onMissing === undefined ? {} : { onMissing };
  if (choice !== 'x-rtl') return createMessages(choice, await catalogues[choice](), options);
  return createMessages('en', reversed(await catalogues.en()), { ...options, direction: 'rtl' });
}

const OVERRIDE_TO_RIGHT_TO_LEFT = '\u202e';
const POP = '\u202c';

function reversed(catalogue: Catalogue): Catalogue {
  const areas = Object.entries(catalogue).map(([area, messages]) => {
    const turned = Object.entries(messages).map(([key, text]) => [key, OVERRIDE_TO_RIGHT_TO_LEFT + text + POP]);
    return [area, Object.fromEntries(turned)];
  });
  return Object.fromEntries(areas);
}
