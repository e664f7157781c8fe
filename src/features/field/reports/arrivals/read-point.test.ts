import { expect, it } from 'vitest';
import { readPoint } from './read-point.ts';

it.each([
  ['40.5 49.25 -28.0 4.9', { latitude: 40.5, longitude: 49.25, accuracyMetres: 4.9 }],
  ['-40 -49.25 0 0', { latitude: -40, longitude: -49.25, accuracyMetres: null }],
  ['1 2 3', null],
  ['91 2 3 4', null],
  ['12 13 14 x', null],
  ['', null],
])('%s', (value, expected) => {
  expect(readPoint(value)).toEqual(expected);
});
