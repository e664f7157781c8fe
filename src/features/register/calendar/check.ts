import { type Fault, fault, type RuleFault } from '../../../kernel/issue.ts';
import { exactDay } from '../../../kernel/when.ts';
import { STEPS } from '../candidates/candidate.ts';
import type { Election } from '../election/election.ts';
import { computeCalendar } from './calendar.ts';
import { isElectionAnchor } from './compute/find-moments.ts';
import type { CalendarRecords } from './entry.ts';
import { type Anchor, anchorKind, type CalendarRule, type Holiday, holidayKind, ruleKind } from './rule.ts';

/**
 * What is wrong with the rules, anchors and holidays of a file whose cells can be read and whose references hold.
 * Codes: `calendar-anchor-unknown`, `calendar-anchor-fixed`, `calendar-anchor-step`, `calendar-anchor-dated`,
 * `calendar-time-without-day`, `calendar-weekday`, `calendar-weekday-unused`, `calendar-fulfilled-by`,
 * `calendar-done-twice`, `calendar-done-per-case`, `calendar-outcome-dated`, `calendar-validity`,
 * `calendar-times-of-hours`, `calendar-outside`, `calendar-weekend`, `calendar-holiday-contradiction`.
 */
export function checkCalendar(records: CalendarRecords): RuleFault[] {
  const anchors = new Map(records.anchor.map((anchor) => [anchor.key, anchor]));
  const faults = [
    ...records.election.flatMap(checkWeekend),
    ...records.anchor.flatMap(checkAnchor),
    ...records['calendar-rule'].flatMap((rule) => checkRule(rule, anchors)),
    ...checkHolidays(records.holiday),
  ];
  return faults.some(({ severity }) => severity === 'error') ? faults : [...faults, ...checkDates(records)];
}

function checkWeekend(election: Election): RuleFault[] {
  const isWeekend = election.weekend.every((day) => /^[1-7]$/.test(day)) && election.weekend.length < 7;
  if (isWeekend) return [];
  const parameters = { found: election.weekend.join(', ') };
  return [faultOf('election', election.key, { column: 'weekend', code: 'calendar-weekend', parameters })];
}

function checkAnchor(anchor: Anchor): RuleFault[] {
  const is = (column: string, code: string, found = '') =>
    faultOf(anchorKind.name, anchor.key, { column, code, parameters: { found } });
  const isDated = anchor.date !== null || anchor.time !== null;
  if (isElectionAnchor(anchor.key)) {
    return isDated || anchor.per !== 'election' ? [is('key', 'calendar-anchor-fixed', anchor.key)] : [];
  }
  const faults: RuleFault[] = [];
  if (anchor.step !== null && (anchor.per !== 'candidate' || !isStep(anchor.step))) {
    faults.push(is('step', 'calendar-anchor-step', anchor.step));
  }
  if (anchor.per !== 'election' && isDated) faults.push(is('date', 'calendar-anchor-dated', anchor.per));
  if (anchor.time !== null && exactDay(anchor.date) === null) faults.push(is('time', 'calendar-time-without-day'));
  return faults;
}

function checkRule(rule: CalendarRule, anchors: ReadonlyMap<string, Anchor>): RuleFault[] {
  const per = isElectionAnchor(rule.anchor) ? 'election' : anchors.get(rule.anchor)?.per;
  if (per === undefined) return [ruleFault(rule, 'anchor', fault('calendar-anchor-unknown', { found: rule.anchor }))];
  return [...checkCounting(rule), ...checkRecorded(rule, per), ...checkFulfilment(rule, per, anchors)];
}

function checkCounting(rule: CalendarRule): RuleFault[] {
  const faults: RuleFault[] = [];
  const isWeekday = rule.unit === 'weekday';
  if (isWeekday && rule.weekday === null) faults.push(ruleFault(rule, 'weekday', fault('calendar-weekday')));
  if (!isWeekday && rule.weekday !== null) faults.push(ruleFault(rule, 'weekday', fault('calendar-weekday-unused')));
  if (rule.valid_from !== null && rule.valid_to !== null && rule.valid_from > rule.valid_to) {
    faults.push(
      ruleFault(rule, 'valid_to', fault('calendar-validity', { found: rule.valid_to, wanted: rule.valid_from })),
    );
  }
  return faults;
}

function checkRecorded(rule: CalendarRule, per: Anchor['per']): RuleFault[] {
  const faults: RuleFault[] = [];
  const isDated = rule.done !== null || rule.done_time !== null;
  const isDone = isDated || rule.outcome === 'done';
  if (per !== 'election' && (isDone || rule.outcome === 'not-done')) {
    faults.push(ruleFault(rule, isDated ? 'done' : 'outcome', fault('calendar-done-per-case', { found: rule.anchor })));
  }
  if (isDated && rule.outcome !== null && rule.outcome !== 'done') {
    faults.push(ruleFault(rule, 'outcome', fault('calendar-outcome-dated', { found: rule.outcome })));
  }
  if (rule.done_time !== null && exactDay(rule.done) === null) {
    faults.push(ruleFault(rule, 'done_time', fault('calendar-time-without-day')));
  }
  return faults;
}

function checkFulfilment(rule: CalendarRule, per: Anchor['per'], anchors: ReadonlyMap<string, Anchor>): RuleFault[] {
  if (rule.fulfilled_by.length === 0) return [];
  const isFulfilment = (name: string) => {
    if (per === 'candidate') return isStep(name);
    return per === 'election' && (isElectionAnchor(name) || anchors.get(name)?.per === 'election');
  };
  const faults = rule.fulfilled_by
    .filter((name) => !isFulfilment(name))
    .map((name) => ruleFault(rule, 'fulfilled_by', fault('calendar-fulfilled-by', { found: name })));
  if (rule.done !== null) faults.push(ruleFault(rule, 'done', fault('calendar-done-twice')));
  return faults;
}

/** Two rows of one day that say the opposite. */
function checkHolidays(holidays: readonly Holiday[]): RuleFault[] {
  const working = new Map<string, Holiday['working']>();
  return holidays.flatMap((holiday) => {
    const other = working.get(holiday.date);
    working.set(holiday.date, holiday.working);
    if (other === undefined || other === holiday.working) return [];
    const parameters = { found: holiday.date };
    return [
      faultOf(holidayKind.name, holiday.key, { column: 'working', code: 'calendar-holiday-contradiction', parameters }),
    ];
  });
}

/** What shows only when the dates are computed. */
function checkDates(records: CalendarRecords): RuleFault[] {
  return computeCalendar(records, 0).flatMap(({ rule, times, explanation }) => {
    if (explanation.some(({ code }) => code === 'out-of-calendar')) {
      return [ruleFault(rule, 'offset', fault('calendar-outside', { found: rule.offset }))];
    }
    const isOther =
      rule.unit === 'hour' && rule.times.length > 0 && times.length > 0 && rule.times.join() !== times.join();
    if (!isOther) return [];
    const parameters = { found: rule.times.join(', '), wanted: times.join(', ') };
    return [
      { ...ruleFault(rule, 'times', fault('calendar-times-of-hours', parameters)), severity: 'warning' as const },
    ];
  });
}

function isStep(name: string | null): boolean {
  return (STEPS as readonly (string | null)[]).includes(name);
}

function ruleFault(rule: CalendarRule, column: string, found: Fault): RuleFault {
  return faultOf(ruleKind.name, rule.key, { column, ...found });
}

function faultOf(kind: string, key: string, found: Fault & { readonly column: string }): RuleFault {
  return { kind, key, ...found, severity: 'error' };
}
