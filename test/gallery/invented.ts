import { addDays, calendarDate } from '../../src/kernel/calendar-date.ts';
import { must } from '../../src/kernel/result.ts';
import { parseWhen, type When } from '../../src/kernel/when.ts';

/** All of this is invented: no such country, no such people. */
export const ELECTION_DAY = calendarDate(2031, 10, 12);
export const TODAY = calendarDate(2031, 9, 29);

/** The day of a spelling such as `by 2031-09-01`. */
export function when(text: string): When {
  return must(parseWhen(text), `No When: ${text}`);
}

/** The day that lies `days` before the election. */
export function daysBefore(days: number) {
  return addDays(ELECTION_DAY, -days);
}

export const CANDIDATES = [
  { key: 'amira-solen', name: 'Amira Solen', votes: 1_204_332, share: 48.21 },
  { key: 'tomas-ilvar', name: 'Tomas Ilvar', votes: 811_020, share: 32.47 },
  { key: 'gulnar-eyvazova', name: 'Gülnar Əyvazlı-Şıxəliyeva', votes: 301_554, share: 12.07 },
  { key: 'petr-vostrikov', name: 'Пётр Востриков', votes: 120_400, share: 4.82 },
  {
    key: 'leo-marchetti',
    name: 'Leo Marchetti of the Alliance for Fisheries and Coastal Towns',
    votes: 60_700,
    share: 2.43,
  },
];
