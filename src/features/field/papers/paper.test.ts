import { expect, test } from 'vitest';
import { type ListedPaper, otherLabel } from './paper.ts';

test.each([
  ['C1', 'C4', 'C1'],
  ['C1', 'c1', null],
  [null, 'C4', null],
  ['C1', null, null],
])('a sheet labelled for %s whose report is of %s is shown as labelled for %s', (station, reportStation, shown) => {
  expect(otherLabel({ station, reportStation } as ListedPaper)).toBe(shown);
});
