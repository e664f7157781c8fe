import { expect, test } from 'vitest';
import { wantedBytes } from './byte-range.ts';

const asked = (header: string | null, condition: string | null = null) =>
  wantedBytes(header, 100, { condition, tag: '"t"' });

test.each([
  [null, { kind: 'all' }],
  ['bytes=0-', { kind: 'some', first: 0, last: 99 }],
  ['bytes=40-', { kind: 'some', first: 40, last: 99 }],
  ['bytes=40-49', { kind: 'some', first: 40, last: 49 }],
  ['bytes=40-1000', { kind: 'some', first: 40, last: 99 }],
  ['bytes=-10', { kind: 'some', first: 90, last: 99 }],
  ['bytes=-1000', { kind: 'some', first: 0, last: 99 }],
  ['bytes=-0', { kind: 'none' }],
  ['bytes=100-', { kind: 'none' }],
  ['bytes=50-40', { kind: 'all' }],
  ['bytes=0-1,5-6', { kind: 'all' }],
  ['lines=1-2', { kind: 'all' }],
  ['bytes=-', { kind: 'all' }],
])('what %s wants of a hundred bytes', (header, wanted) => {
  expect(asked(header)).toEqual(wanted);
});

test('a part of another file is not wanted', () => {
  expect(asked('bytes=40-', '"t"')).toMatchObject({ kind: 'some' });
  expect(asked('bytes=40-', '"other"')).toEqual({ kind: 'all' });
});
