import type { Language, LanguageChoice } from './languages.ts';
import { type Catalogue, createMessages, type Messages } from './messages.ts';

const CATALOGUES: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => (await import('./catalogue-en.ts')).en,
  ru: async () => (await import('./catalogue-ru.ts')).ru,
  az: async () => (await import('./catalogue-az.ts')).az,
};

/** Loads the messages of a language: one file, fetched only for the language that is read. */
export async function loadMessages(choice: LanguageChoice): Promise<Messages> {
  const onMissing = import.meta.env.PROD ? (key: string) => key : undefined;
  const options = onMissing === undefined ? {} : { onMissing };
  if (choice !== 'x-rtl') return createMessages(choice, await CATALOGUES[choice](), options);
  return createMessages('en', reversed(await CATALOGUES.en()), { ...options, direction: 'rtl' });
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
