import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closedPanelHref, findNewKind, findOpenRecord, newRecordHref, recordHref } from './record-address.ts';

describe('recordHref', () => {
  test('keeps the rest of the address and stays legible', () => {
    const href = recordHref('?status=late&new=claim', { kind: 'source', key: 'S01' });
    expect(href).toBe('?status=late&record=source/S01');
  });
  test('what is opened is found again, whatever its key', () => {
    const key = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(key, fc.constantFrom('', '?a=b&c=%20', '?record=x/y'), (name, search) => {
        expect(findOpenRecord(recordHref(search, { kind: 'place', key: name }))).toEqual({ kind: 'place', key: name });
      }),
    );
  });
  test('only one thing stands in the panel', () => {
    expect(newRecordHref('?record=source/S01&view=x', 'claim')).toBe('?view=x&new=claim');
    expect(findNewKind('?new=claim')).toBe('claim');
    expect(findNewKind('?record=a/b')).toBeNull();
  });
});

test('closedPanelHref leaves everything else', () => {
  expect(closedPanelHref('?record=a/b&sort=-title')).toBe('?sort=-title');
  expect(closedPanelHref('?record=a/b')).toBe('?');
});

test.each(['', '?record=', '?record=source', '?record=source/', '?record=/S01'])('%s opens nothing', (search) => {
  expect(findOpenRecord(search)).toBeNull();
});
