import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import { readFrame } from './frame-file.ts';
import { type FramePlace, frameOfRegister, type SizeClaim } from './register-frame.ts';

const DAY = '2031-05-18' as CalendarDate;

function place(code: string, parent: string | null, more: Partial<FramePlace> = {}): FramePlace {
  const level = parent === null ? 'country' : code.length < 3 ? 'region' : 'precinct';
  return { code, parent, level, station: 'permanent', validFrom: null, validTo: null, ...more };
}

const PLACES = [
  place('land', null),
  place('n', 'land'),
  place('s', 'land'),
  place('n01', 'n'),
  place('n02', 'n', { station: 'abroad' }),
  place('s01', 's', { validTo: '2031-05-17' as CalendarDate }),
  place('s02', 's', { validFrom: DAY }),
  place('x01', 'land'),
];

function claim(of: string, value: string | null, isExact = true): SizeClaim {
  return { place: of, value, isExact };
}

const frame = (more: Partial<Parameters<typeof frameOfRegister>[0]> = {}) =>
  frameOfRegister({ places: PLACES, sizes: null, strata: null, clusters: null, stations: null, day: DAY, ...more });

describe('the frame of a register', () => {
  test('has the precincts that are open on the day, of the sorts that are wanted', () => {
    expect(frame().units.map(({ id }) => id)).toEqual(['n01', 'n02', 's02', 'x01']);
    expect(frame({ stations: ['abroad'] }).units).toEqual([{ id: 'n02', stratum: null, cluster: null, size: null }]);
  });

  test('takes strata and clusters by the code of the place, and tells who lies in none', () => {
    const { units, gaps } = frame({ strata: 'region', clusters: 'country' });
    expect(units.map(({ stratum, cluster }) => [stratum, cluster])).toEqual([
      ['n', 'land'],
      ['n', 'land'],
      ['s', 'land'],
      [null, 'land'],
    ]);
    expect(gaps).toEqual([{ code: 'x01', why: 'no-stratum' }]);
  });

  test('takes sizes that are said once and exactly; all others are told', () => {
    const places = ['a01', 'a02', 'a03', 'a04', 'a05', 'a06'].map((code) => place(code, 'land'));
    const sizes = [
      claim('a01', '812'),
      claim('a01', '812'),
      claim('a02', '812'),
      claim('a02', '813'),
      claim('a03', '900', false),
      claim('a04', '0'),
      claim('a05', null),
    ];
    const { units, gaps } = frame({ places, sizes });
    expect(units.map(({ size }) => size)).toEqual([812, null, null, null, null, null]);
    expect(gaps.map(({ code, why }) => `${code} ${why}`)).toEqual([
      'a02 several-sizes',
      'a03 size-bound',
      'a04 size-not-whole',
      'a05 no-size',
      'a06 no-size',
    ]);
  });

  test('ends where places lie in a circle', () => {
    const circle = [place('a', 'b', { level: 'district' }), place('b', 'a', { level: 'district' }), place('a01', 'a')];
    expect(frame({ places: circle, strata: 'region' }).gaps).toEqual([{ code: 'a01', why: 'no-stratum' }]);
  });
});

describe('a frame in a file', () => {
  test('has the columns it names, in any order', () => {
    const read = readFrame(['size', 'id'], [{ row: 2, cells: ['812', ' 007 '] }]);
    expect(read).toEqual({ units: [{ id: '007', stratum: null, cluster: null, size: 812 }], faults: [] });
  });

  test('is refused with everything that is wrong, and where', () => {
    expect(readFrame(['code', 'size', 'size'], []).faults).toEqual([
      { row: 1, column: 'code', why: 'column-unknown', found: 'code' },
      { row: 1, column: 'size', why: 'column-twice', found: 'size' },
      { row: 1, column: 'id', why: 'column-missing', found: 'code, size, size' },
    ]);
    const rows = [
      { row: 2, cells: ['1', '8,5'] },
      { row: 3, cells: ['2', '-1'] },
    ];
    expect(readFrame(['id', 'size'], rows).faults.map(({ row, why }) => [row, why])).toEqual([
      [2, 'not-a-number'],
      [3, 'not-a-number'],
    ]);
  });
});
