import { entry, type FunctionTable } from '../call.ts';
import { dateTimeNow, dateToday } from '../values/local-time.ts';

/** Functions of the present: ODK XForms "Date and Time Functions". */
export const TIME_CALLS: FunctionTable = {
  today: entry(0, 0, (call) => dateToday(call.scope.world.environment)),
  now: entry(0, 0, (call) => dateTimeNow(call.scope.world.environment)),
};
