import type { Language } from './languages.ts';

/**
 * The words of a date. They are ours, because not every browser ships Azerbaijani and because the same date has to
 * read the same on screen, on the server and in a terminal.
 */
export interface DateWords {
  /** January to December, as they stand after a day: `7 февраля`. */
  readonly months: readonly string[];
  /** January to December, as they stand alone: `февраль`. */
  readonly monthsAlone: readonly string[];
  readonly monthsShort: readonly string[];
  /** Monday to Sunday. */
  readonly weekdays: readonly string[];
  readonly weekdaysShort: readonly string[];
  /** Patterns over `{weekday} {day} {month} {year} {date} {from} {to}`. */
  readonly long: string;
  readonly short: string;
  readonly full: string;
  readonly monthAndYear: string;
  readonly year: string;
  readonly by: string;
  readonly since: string;
  readonly unknown: string;
}

const ENGLISH_MONTHS = words('January February March April May June July August September October November December');
const AZERBAIJANI_MONTHS = words('yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr');

export const DATE_WORDS: Readonly<Record<Language, DateWords>> = {
  en: {
    months: ENGLISH_MONTHS,
    monthsAlone: ENGLISH_MONTHS,
    monthsShort: words('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'),
    weekdays: words('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'),
    weekdaysShort: words('Mon Tue Wed Thu Fri Sat Sun'),
    long: '{day} {month} {year}',
    short: '{day} {month} {year}',
    full: '{weekday} {day} {month} {year}',
    monthAndYear: '{month} {year}',
    year: '{year}',
    by: 'by {date}',
    since: 'from {date}',
    unknown: 'date not known',
  },
  ru: {
    months: words('января февраля марта апреля мая июня июля августа сентября октября ноября декабря'),
    monthsAlone: words('январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'),
    monthsShort: words('янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.'),
    weekdays: words('понедельник вторник среда четверг пятница суббота воскресенье'),
    weekdaysShort: words('пн вт ср чт пт сб вс'),
    long: '{day} {month} {year} г.',
    short: '{day} {month} {year}',
    full: '{weekday}, {day} {month} {year} г.',
    monthAndYear: '{month} {year} г.',
    year: '{year} год',
    by: 'не позднее {date}',
    since: 'не ранее {date}',
    unknown: 'дата неизвестна',
  },
  az: {
    months: AZERBAIJANI_MONTHS,
    monthsAlone: AZERBAIJANI_MONTHS,
    monthsShort: words('yan fev mar apr may iyn iyl avq sen okt noy dek'),
    weekdays: ['bazar ertəsi', 'çərşənbə axşamı', 'çərşənbə', 'cümə axşamı', 'cümə', 'şənbə', 'bazar'],
    weekdaysShort: words('B.e. Ç.a. Ç. C.a. C. Ş. B.'),
    long: '{day} {month} {year}',
    short: '{day} {month} {year}',
    full: '{day} {month} {year}, {weekday}',
    monthAndYear: '{month} {year}',
    year: '{year}',
    by: 'ən geci {date}',
    since: 'ən tezi {date}',
    unknown: 'tarix məlum deyil',
  },
};

function words(text: string): readonly string[] {
  return text.split(' ');
}
