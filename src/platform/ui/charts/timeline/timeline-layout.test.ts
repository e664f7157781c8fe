import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../../../../kernel/calendar-date.ts';
import { must } from '../../../../kernel/result.ts';
import { onDay, parseWhen, type When } from '../../../../kernel/when.ts';
import { dateScale } from '../frame/date-axis.ts';
import { textWidthEm } from '../frame/text-width.ts';
import { compareWhen, layOutLane } from './timeline-layout.ts';

const FIRST = calendarDate(2031, 8, 1);
const EM = 12;
const [START, END] = [112, 1_000];
const scale = dateScale({ from: FIRST, to: addDays(FIRST, 90) }, { start: START, end: END });
const page = { scale, start: START, end: END, em: EM };
const when = (text: string) => must(parseWhen(text), text);

const someWhen: fc.Arbitrary<When> = fc
  .record({ at: fc.integer({ min: 0, max: 90 }), days: fc.integer({ min: 0, max: 12 }), open: fc.nat(3) })
  .map(({ at, days, open }) => {
    const [from, to] = [addDays(FIRST, at), addDays(FIRST, Math.min(90, at + days))];
    if (open === 0) return { text: '', earliest: null, latest: to };
    if (open === 1) return { text: '', earliest: from, latest: null };
    return { text: '', earliest: from, latest: to };
  });
const someItems = fc.array(
  fc.record({ id: fc.uuid(), lane: fc.constant('x'), when: someWhen, label: fc.lorem({ maxCount: 14 }) }),
  { maxLength: 40 },
);

describe('layOutLane', () => {
  test('no label touches another one on its line, and none leaves the picture', () => {
    fc.assert(
      fc.property(someItems, (items) => {
        const lane = layOutLane('x', items, page);
        expect(lane.items).toHaveLength(items.length);
        const ends = new Map<number, number>();
        for (const placed of lane.items) {
          const width = textWidthEm(placed.label) * EM;
          const left = placed.anchor === 'start' ? placed.labelAt : placed.labelAt - width;
          const [from, to] = [Math.min(left, placed.from), Math.max(left + width, placed.to)];
          expect(from).toBeGreaterThan(ends.get(placed.line) ?? 0);
          expect(left + width).toBeLessThanOrEqual(END + EM);
          expect(placed.line).toBeLessThan(lane.lines);
          ends.set(placed.line, to);
        }
      }),
    );
  });
  test('a day that is known is told from one that is bounded', () => {
    const item = (id: string, text: string) => ({ id, lane: 'x', when: when(text), label: id });
    const items = [item('exact', '2031-08-20'), item('by', 'by 2031-08-20'), item('between', '2031-08-20/2031-08-29')];
    const placed = Object.fromEntries(layOutLane('x', items, page).items.map((one) => [one.item.id, one]));
    expect(placed.exact).toMatchObject({ isExact: true, open: null });
    expect(placed.by).toMatchObject({ isExact: false, open: 'start' });
    expect(placed.between).toMatchObject({ isExact: false, open: null });
    expect(placed.between?.to).toBeGreaterThan(placed.between?.from ?? 0);
  });
});

test('compareWhen puts what may have been earlier first', () => {
  const texts = ['2031-09', '2031-08-20', 'from 2031-08-21', 'by 2031-08-19', '2031-08-20/2031-08-25'];
  const ordered = [...texts].sort((a, b) => compareWhen(when(a), when(b)));
  expect(ordered).toEqual(['by 2031-08-19', '2031-08-20', '2031-08-20/2031-08-25', 'from 2031-08-21', '2031-09']);
  expect(compareWhen(onDay(FIRST), onDay(FIRST))).toBe(0);
});
