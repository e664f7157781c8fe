import { type Call, entry, type FunctionTable } from '../call.ts';
import { dateOf, decimalDateTimeOf, decimalTimeOf, formatDate } from '../functions/date-functions.ts';
import { dateTimeNow, dateToday } from '../values/local-time.ts';

/** Functions of time: ODK XForms "Date and Time Functions". */
export const TIME_CALLS: FunctionTable = {
  today: entry(0, 0, (call) => dateToday(call.scope.world.environment)),
  now: entry(0, 0, (call) => dateTimeNow(call.scope.world.environment)),
  date: entry(1, 1, (call) => date(call)),
  'decimal-date-time': entry(1, 1, (call) => decimalDateTimeOf(call.text(0).trim(), offset(call))),
  'decimal-time': entry(1, 1, (call) => decimalTimeOf(call.text(0), offset(call))),
  'format-date': entry(2, 2, (call) => format(call)),
  'format-date-time': entry(2, 2, (call) => format(call)),
};

function offset(call: Call): number {
  const { environment } = call.scope.world;
  return environment.offsetMinutes(environment.now());
}

function date(call: Call): string {
  const value = call.value(0);
  const text = call.text(0).trim();
  return dateOf(typeof value === 'number' || /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text);
}

function format(call: Call): string {
  const value = call.value(0);
  const text = typeof value === 'number' ? dateOf(value) : call.text(0);
  return formatDate(text, call.text(1), tagOf(call.scope.world.language()));
}

/** The tag in the name of a language: `ru` of `Русский (ru)`. */
function tagOf(language: string): string {
  return /\(([A-Za-z0-9-]+)\)\s*$/.exec(language)?.[1] ?? language;
}
