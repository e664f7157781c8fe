import { expect, test } from 'vitest';
import { anchorOf, recordsOf, ruleOf } from '../../../../test/support/calendar-records.ts';
import { computeCalendar } from '../../register/calendar/calendar.ts';
import { deadlineOf } from './deadline.ts';

const anchor = anchorOf({ key: 'call' });
const rule = ruleOf({ key: 'observers.apply', anchor: 'call' });

test('the deadline of accreditation is the day that its rule comes to', () => {
  const entries = computeCalendar(recordsOf({ anchor: [anchor], 'calendar-rule': [rule] }), 0);
  const [entry] = entries;
  expect(entry?.dueBounds.latest ?? entry?.dueBounds.earliest).not.toBeNull();
  expect(deadlineOf(entries, 'observers.apply')).toEqual({ due: entry?.due, ...entry?.dueBounds });
  expect(deadlineOf(entries, 'nothing')).toBeNull();
});
