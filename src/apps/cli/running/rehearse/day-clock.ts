import { type CalendarDate, parseCalendarDate } from '../../../../kernel/calendar-date.ts';
import { must } from '../../../../kernel/result.ts';
import { PHASES, type Phase } from './story/story.ts';

/** How the day of a story lies in real time. */
export interface DayClock {
  readonly day: CalendarDate;
  /** A zone in which it is about six in the morning when the story begins, so that no midnight falls into it. */
  readonly zone: string;
  readonly dueAt: Readonly<Record<Phase, string | null>>;
}

const DUE: Readonly<Record<Phase, number>> = { opening: 9 * 60, voting: 19 * 60, closing: 22 * 60 + 20 };
const MORNING = 6;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * The day of the real calendar on which a story is played that begins at `now`. Telephones write the time at which they
 * really act; what is due in the story is due when that time of the story has come.
 *
 * @param speed minutes of the story in one; null: as fast as it goes, when nothing is due before the end of the day.
 */
export function layDay(
  now: number,
  { begins, speed }: { readonly begins: number; readonly speed: number | null },
): DayClock {
  const ahead = ((MORNING - new Date(now).getUTCHours() + 36) % 24) - 12;
  // The names of these zones count the other way round: Etc/GMT-5 is five hours ahead of UTC.
  const zone = ahead === 0 ? 'Etc/UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
  const local = (instant: number) => new Date(instant + ahead * HOUR_MS).toISOString();
  const due = PHASES.map((phase) => {
    if (speed === null) return [phase, null] as const;
    const instant = now + ((DUE[phase] - begins) / speed) * MINUTE_MS;
    return [phase, local(Math.ceil(instant / MINUTE_MS) * MINUTE_MS).slice(11, 16)] as const;
  });
  const day = must(parseCalendarDate(local(now).slice(0, 10)), 'Lay the day');
  return { day, zone, dueAt: Object.fromEntries(due) as DayClock['dueAt'] };
}
