import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cells, readRecord } from '../../../kernel/record.ts';
import { checkPlaces } from './check.ts';
import { type Place, type PlaceEvent, placeEventKind, placeKind } from './place.ts';

function place(code: string, parent: string, cells: Cells = {}): Place {
  return readRecord(placeKind, { code, parent, level: 'area', ...cells });
}

function event(cells: Cells): PlaceEvent {
  return readRecord(placeEventKind, { key: 'e', event: 'opened', basis: 'sourced', ...cells });
}

function codes(places: Place[], events: PlaceEvent[] = []): string[] {
  return checkPlaces({ places, events }).map(({ key, column, code }) => `${key} ${column}: ${code}`);
}

test('a tree has no circle; several roots are allowed', () => {
  expect(codes([place('a', ''), place('b', 'a'), place('c', '')])).toEqual([]);
  expect(codes([place('a', 'a')])).toEqual(['a parent: place-circle']);
  expect(codes([place('a', 'c'), place('b', 'a'), place('c', 'b'), place('d', 'c')])).toEqual([
    'a parent: place-circle',
  ]);
});

test('any tree is accepted, and one arrow back to below makes a circle', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 30 }), fc.nat(), (choices, pick) => {
      const parents = choices.map((choice, index) => (index === 0 ? '' : `p${choice % index}`));
      const tree = parents.map((parent, index) => place(`p${index}`, parent));
      expect(codes(tree)).toEqual([]);
      const below = `p${pick % tree.length}`;
      const bent = tree.map((each) => (each.code === 'p0' ? place('p0', below) : each));
      expect(codes(bent).map((line) => line.split(': ')[1])).toEqual(['place-circle']);
    }),
  );
});

test('a hundred thousand places in one chain and in one row are checked', () => {
  const chain = Array.from({ length: 100_000 }, (_, index) => place(`p${index}`, index === 0 ? '' : `p${index - 1}`));
  expect(codes(chain)).toEqual([]);
  const row = chain.map(({ code }) => place(code, code === 'p0' ? '' : 'p0', { number: code }));
  expect(codes(row)).toEqual([]);
});

test('a station belongs to a precinct, and nothing lies in a precinct', () => {
  expect(codes([place('a', '', { station: 'abroad' })])).toEqual(['a station: place-station']);
  const precinct = place('a', '', { level: 'precinct', station: 'special' });
  expect(codes([precinct, place('b', 'a')])).toEqual(['b parent: place-in-precinct']);
});

test('a position has two coordinates', () => {
  expect(codes([place('a', '', { latitude: '40.4' })])).toEqual(['a longitude: place-position']);
  expect(codes([place('a', '', { latitude: '40.4', longitude: '49.9' })])).toEqual([]);
});

test('a place exists while the one above it does', () => {
  expect(codes([place('a', '', { valid_from: '2024-01-02', valid_to: '2024-01-01' })])).toEqual([
    'a valid_to: place-validity',
  ]);
  const parent = place('a', '', { valid_from: '2020-01-01', valid_to: '2024-12-31' });
  expect(codes([parent, place('b', 'a')])).toEqual([]);
  expect(codes([parent, place('b', 'a', { valid_from: '2019-12-31' })])).toEqual([
    'b valid_from: place-outlives-parent',
  ]);
  expect(codes([parent, place('b', 'a', { valid_to: '2025-01-01' })])).toEqual(['b valid_to: place-outlives-parent']);
});

test('one number, one place at a time', () => {
  const numbered = (code: string, cells: Cells = {}) => place(code, 'a', { number: '7', ...cells });
  const root = place('a', '');
  expect(codes([root, numbered('b'), numbered('c')])).toEqual(['c number: place-number']);
  expect(codes([root, numbered('b', { valid_to: '2023-12-31' }), numbered('c', { valid_from: '2024-01-01' })])).toEqual(
    [],
  );
  expect(codes([root, numbered('b'), place('c', '', { number: '7' })])).toEqual([]);
});

test('an event happens somewhere, and the dates of the place bear it out', () => {
  const open = place('a', '', { valid_from: '2024-01-01' });
  expect(codes([], [event({})])).toEqual(['e place: place-event-nowhere']);
  expect(codes([], [event({ place_as_stated: 'precinct 31' })])).toEqual([]);
  expect(codes([open], [event({ place: 'a', date: '2024-01-01' })])).toEqual([]);
  expect(codes([open], [event({ place: 'a', date: '2024-01-05' })])).toEqual(['e date: place-event-opened']);
  expect(codes([open], [event({ place: 'a', event: 'closed' })])).toEqual(['e event: place-event-closed']);
});
