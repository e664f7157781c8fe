import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDate } from '../../../kernel/calendar-date.ts';
import { readRecord } from '../../../kernel/record.ts';
import { formerNameOn, formerParentsOn, placeStateOn } from './as-of.ts';
import { placeEventKind } from './place.ts';

const day = (text: string) => text as CalendarDate;

function event(event: string, cells: Record<string, string>) {
  return readRecord(placeEventKind, { key: 'e', event, basis: 'sourced', ...cells });
}

describe('the state of a place', () => {
  it('is open on both days of its validity', () => {
    const place = { valid_from: day('2024-01-10'), valid_to: day('2024-02-07') };
    expect(['2024-01-09', '2024-01-10', '2024-02-07', '2024-02-08'].map((on) => placeStateOn(place, day(on)))).toEqual([
      'planned',
      'open',
      'open',
      'closed',
    ]);
    expect(placeStateOn({ valid_from: null, valid_to: null }, day('0001-01-01'))).toBe('open');
  });
});

describe('a move', () => {
  const moves = [
    event('moved', { place: 'p', from: 'a', to: 'b', date: '2024-01-10' }),
    event('moved', { place: 'p', from: 'b', to: 'c', date: '2024-03-01' }),
  ];
  const on = (text: string, events = moves) => formerParentsOn(day(text), [{ code: 'p', parent: 'c' }], events);

  it('is undone for the days before it, several one after the other, in whatever order they are told', () => {
    expect(on('2024-01-09')).toEqual([{ code: 'p', parent: 'a' }]);
    expect(on('2024-01-09', [...moves].reverse())).toEqual([{ code: 'p', parent: 'a' }]);
    expect(on('2024-01-10')).toEqual([{ code: 'p', parent: 'b' }]);
    expect(on('2024-03-01')).toEqual([]);
  });

  it('counts only where it certainly came later', () => {
    const vague = [event('moved', { place: 'p', from: 'b', to: 'c', date: 'by 2024-03-01' })];
    const monthly = [event('moved', { place: 'p', from: 'b', to: 'c', date: '2024-03' })];
    const undated = [event('moved', { place: 'p', from: 'b', to: 'c' })];
    expect(on('2024-02-01', vague)).toEqual([]);
    expect(on('2024-02-29', monthly)).toEqual([{ code: 'p', parent: 'b' }]);
    expect(on('2024-03-01', monthly)).toEqual([]);
    expect(on('2024-02-01', undated)).toEqual([]);
  });

  it('is no move of the tree where it tells of an address, or does not lead to the present parent', () => {
    expect(on('2024-01-01', [event('moved', { place: 'p', from: 'b', to: 'Harbour 7', date: '2024-03-01' })])).toEqual(
      [],
    );
    expect(on('2024-01-01', [event('moved', { place: 'q', from: 'b', to: 'c', date: '2024-03-01' })])).toEqual([]);
  });

  it('gives each place of a chain of moves the parent of that time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }), fc.nat(300), (gaps, asked) => {
        const start = day('2024-01-01');
        const days: CalendarDate[] = [];
        for (const gap of gaps) days.push(addDays(days.at(-1) ?? start, gap));
        const events = days.map((date, index) =>
          event('moved', { place: 'p', from: `x${index}`, to: `x${index + 1}`, date }),
        );
        const on = addDays(start, asked);
        const expected = `x${days.filter((date) => date <= on).length}`;
        const former = formerParentsOn(on, [{ code: 'p', parent: `x${days.length}` }], events);
        expect(former[0]?.parent ?? `x${days.length}`).toBe(expected);
      }),
    );
  });
});

describe('a former name', () => {
  it('is the one that the first later renaming took away', () => {
    const events = [
      event('renamed', { place: 'p', from: 'First', to: 'Second', date: '2024-01-10' }),
      event('renamed', { place: 'p', from: 'Second', to: 'Third', date: '2024-03-01' }),
    ];
    expect(formerNameOn(day('2024-01-01'), 'p', events)).toBe('First');
    expect(formerNameOn(day('2024-02-01'), 'p', events)).toBe('Second');
    expect(formerNameOn(day('2024-03-01'), 'p', events)).toBeNull();
    expect(formerNameOn(day('2024-01-01'), 'q', events)).toBeNull();
  });
});
