import type { Environment } from '../scope.ts';

/** The present moment as forms write it: local, with its offset from UTC (ODK XForms, dateTime). */
export function dateTimeNow(environment: Environment): string {
  const instant = environment.now();
  const offset = environment.offsetMinutes(instant);
  const local = new Date(instant + offset * 60_000).toISOString().slice(0, -1);
  const minutes = Math.abs(offset);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** Today where the device is. */
export function dateToday(environment: Environment): string {
  return dateTimeNow(environment).slice(0, 10);
}
