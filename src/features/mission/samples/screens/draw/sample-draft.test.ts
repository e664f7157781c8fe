import { expect, test } from 'vitest';
import type { CalendarDate } from '../../../../../kernel/calendar-date.ts';
import type { SampleOptions } from '../../sample-replies.ts';
import { findDraftFaults, newDraft, readDraft, WAYS, wayOf } from './sample-draft.ts';

const OPTIONS: SampleOptions = {
  election: { slug: 'tilmara', day: '2031-05-18' as CalendarDate },
  stations: 300,
  levels: [
    { level: 'region', places: 5 },
    { level: 'constituency', places: 20 },
  ],
  sorts: [
    { sort: 'permanent', stations: 290 },
    { sort: 'abroad', stations: 10 },
  ],
  sizes: [{ subject: 'place.voters', asOf: '2031-03-22', kind: 'official', stations: 300 }],
};
const draft = { ...newDraft(OPTIONS, 'seed'), name: 'Day of the vote', n: '40' };

test('a draft asks for what its way of drawing goes by, and for nothing else', () => {
  expect(findDraftFaults(draft, OPTIONS)).toEqual(new Set());
  const nothing = { ...OPTIONS, levels: [], sizes: [] };
  const faultsOf = (way: (typeof WAYS)[number]) => [
    ...findDraftFaults({ ...newDraft(nothing, 's'), name: 'A', n: '9', ofEach: '0', way }, nothing),
  ];
  expect(Object.fromEntries(WAYS.map((way) => [way, faultsOf(way)]))).toEqual({
    simple: [],
    stratified: ['strata'],
    clusters: ['clusters'],
    'two-stages': ['clusters', 'ofEach'],
    pps: ['sizes'],
  });
  expect([...findDraftFaults({ ...draft, name: ' ', n: '4,5', reserves: '-1', seed: '' }, OPTIONS)]).toEqual([
    ...['name', 'n', 'reserves', 'seed'],
  ]);
  expect([...findDraftFaults({ ...draft, without: ['permanent', 'abroad'] }, OPTIONS)]).toEqual(['without']);
});

test('each way of drawing is sent as the design that it is, and known again by it', () => {
  for (const way of WAYS) {
    const { design, register } = readDraft({ ...draft, way }, OPTIONS);
    expect([way, wayOf(design, register.strata)]).toEqual([way, way]);
  }
  expect(readDraft({ ...draft, without: ['abroad'], isSystematic: true }, OPTIONS)).toEqual({
    register: { strata: 'region', clusters: null, sizes: null, stations: ['permanent'] },
    design: { kind: 'units', method: 'systematic', allocation: { kind: 'proportional', n: 40 } },
    reserves: 0,
  });
  expect(readDraft({ ...draft, way: 'pps', strata: '' }, OPTIONS)).toMatchObject({
    register: { strata: null, sizes: { subject: 'place.voters', asOf: '2031-03-22', kind: 'official' } },
    design: { method: 'pps systematic', allocation: { kind: 'none', n: 40 } },
  });
});
