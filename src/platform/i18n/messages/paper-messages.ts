import { isLanguage, type Language } from '../languages.ts';
import { type Catalogue, createMessages, type Messages } from '../messages.ts';
import azPaper from './az/paper.json';
import enPaper from './en/paper.json';
import ruPaper from './ru/paper.json';

/** The words of forms on paper by language, apart from all others: no browser loads them. */
export const PAPER_CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: { paper: enPaper },
  ru: { paper: ruPaper },
  az: { paper: azPaper },
};

const MESSAGES: Readonly<Record<Language, Messages>> = {
  en: createMessages('en', PAPER_CATALOGUES.en),
  ru: createMessages('ru', PAPER_CATALOGUES.ru),
  az: createMessages('az', PAPER_CATALOGUES.az),
};

/** The words of paper in the language `tag` (BCP 47); in English where that is none of ours or null. */
export function paperMessages(tag: string | null): Messages {
  const language = (tag ?? '').toLowerCase().split('-')[0] ?? '';
  return MESSAGES[isLanguage(language) ? language : 'en'];
}
