import type { Language } from '../languages.ts';
import { type Catalogue, createMessages, type Messages } from '../messages.ts';
import azOpenRosa from './az/openrosa.json';
import enOpenRosa from './en/openrosa.json';
import ruOpenRosa from './ru/openrosa.json';

/** What telephones that speak OpenRosa are answered, by language, apart from all others: no browser loads it. */
export const OPENROSA_CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: { openrosa: enOpenRosa },
  ru: { openrosa: ruOpenRosa },
  az: { openrosa: azOpenRosa },
};

/** The same, ready to be said. */
export const OPENROSA_MESSAGES: Readonly<Record<Language, Messages>> = {
  en: createMessages('en', OPENROSA_CATALOGUES.en),
  ru: createMessages('ru', OPENROSA_CATALOGUES.ru),
  az: createMessages('az', OPENROSA_CATALOGUES.az),
};
