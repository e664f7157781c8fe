import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestType, QUESTION_TYPES } from './question-types.ts';

test.each([
  ['intger', 'integer'],
  ['Integer', 'integer'],
  ['tiem', 'time'],
  ['txet', 'text'],
  ['number', 'integer'],
  ['datetme', 'dateTime'],
  ['begin-group', 'begin_group'],
  ['selectone yes_no', 'select_one yes_no'],
  ['select_multipel yes_no or_other', 'select_multiple yes_no or_other'],
  ['calculation', null],
  ['question', null],
  ['x', null],
  ['', null],
])('%s may be meant as %s', (found, wanted) => {
  expect(nearestType(found)).toBe(wanted);
});

test('a type with one letter too many is near to one that is known', () => {
  fc.assert(
    fc.property(fc.constantFrom(...QUESTION_TYPES.keys()), fc.nat(60), (type, at) => {
      const place = at % (type.length + 1);
      expect(nearestType(`${type.slice(0, place)}x${type.slice(place)}`)).not.toBeNull();
    }),
  );
});
