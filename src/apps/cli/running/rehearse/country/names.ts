import { pickOne, type Seeded } from '../../../../../kernel/seed.ts';

/** A name in Latin, Cyrillic and Arabic script: the alternates of one invented name. */
export interface Name {
  readonly en: string;
  readonly ru: string;
  readonly ar: string;
}

/** Syllables of a language that nobody speaks. */
const SYLLABLES: readonly Name[] = [
  { en: 'ta', ru: 'та', ar: 'تا' },
  { en: 'li', ru: 'ли', ar: 'لي' },
  { en: 'mo', ru: 'мо', ar: 'مو' },
  { en: 'ver', ru: 'вер', ar: 'فير' },
  { en: 'ka', ru: 'ка', ar: 'كا' },
  { en: 'su', ru: 'су', ar: 'سو' },
  { en: 'ren', ru: 'рен', ar: 'رين' },
  { en: 'do', ru: 'до', ar: 'دو' },
  { en: 'mi', ru: 'ми', ar: 'مي' },
  { en: 'na', ru: 'на', ar: 'نا' },
  { en: 'zo', ru: 'зо', ar: 'زو' },
  { en: 'bel', ru: 'бел', ar: 'بيل' },
  { en: 'fa', ru: 'фа', ar: 'فا' },
  { en: 'ru', ru: 'ру', ar: 'رو' },
  { en: 'lin', ru: 'лин', ar: 'لين' },
  { en: 'gu', ru: 'гу', ar: 'غو' },
];

/** The country: it lies nowhere, and its code is one that no country will ever have. */
export const COUNTRY_NAME: Name = { en: 'Tilmara', ru: 'Тилмара', ar: 'تيلمارا' };

/** An invented word of `length` syllables, with a capital where the script has one. */
export function inventWord(random: Seeded, length: number): Name {
  const syllables = Array.from({ length }, () => pickOne(random, SYLLABLES));
  const join = (script: keyof Name) => syllables.map((syllable) => syllable[script]).join('');
  return { en: capitalized(join('en')), ru: capitalized(join('ru')), ar: join('ar') };
}

/** An invented person: a given name and a family name. */
export function inventPerson(random: Seeded): Name {
  const [given, family] = [inventWord(random, 2), inventWord(random, 3)];
  return { en: `${given.en} ${family.en}`, ru: `${given.ru} ${family.ru}`, ar: `${given.ar} ${family.ar}` };
}

/** The cells of a localized field. */
export function nameCells(field: string, name: Name): Record<string, string> {
  return { [`${field}_en`]: name.en, [`${field}_ru`]: name.ru, [`${field}_ar`]: name.ar };
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
