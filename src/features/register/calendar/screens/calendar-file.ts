import { useSearchParams } from '@solidjs/router';
import { type Accessor, createMemo } from 'solid-js';
import { type CalendarDate, parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Actor } from '../../election/election.ts';
import type { Provision } from '../../provisions/provision.ts';
import { moveElectionDay } from '../compute/what-if.ts';
import type { CalendarRecords } from '../entry.ts';

/** The records that the screens of the calendar show; a whole election file is one. */
export interface CalendarFile extends CalendarRecords {
  readonly actor: readonly Actor[];
  readonly provision: readonly Provision[];
}

/** What the screens of the calendar are given. */
export interface CalendarProps {
  readonly file: CalendarFile;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Name of the election in addresses. */
  readonly slug: string;
  readonly canEdit: boolean;
}

/** The part of the address that belongs to the calendar. */
export interface CalendarQuery extends Record<string, string | string[] | undefined> {
  readonly phase?: string;
  readonly actor?: string;
  readonly status?: string;
  readonly q?: string;
  /** Supposed election day. */
  readonly election_day?: string;
  /** `moves`: only what changes under the supposition. */
  readonly only?: string;
}

/** Around which years a supposed election day makes sense: `±` this many years of the real one. */
export const SUPPOSED_YEARS = 100;

/** The election day that the address supposes, or null where it supposes none, the real one, or no day of its age. */
export function findSupposedDay(text: string | undefined, recorded: CalendarDate): CalendarDate | null {
  const day = parseCalendarDate(text ?? '');
  if (day === null || day === recorded) return null;
  const years = Number(day.slice(0, 4)) - Number(recorded.slice(0, 4));
  return Math.abs(years) <= SUPPOSED_YEARS ? day : null;
}

/** The file as the address supposes it, and the day that it supposes. */
export function createSupposition<F extends CalendarRecords>(file: Accessor<F>) {
  const [query] = useSearchParams<CalendarQuery>();
  const day = createMemo(() => {
    const recorded = file().election[0]?.election_day;
    return recorded === undefined ? null : findSupposedDay(query.election_day, recorded);
  });
  const supposed = createMemo(() => {
    const moved = day();
    return moved === null ? file() : moveElectionDay(file(), moved);
  });
  return { day, file: supposed };
}
