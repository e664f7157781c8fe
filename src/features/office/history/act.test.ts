import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uuidV7 } from '../../../kernel/ids.ts';
import { type Act, actCells, changesOf, formatCursor, parseCursor, searchFault } from './act.ts';

describe('a cursor', () => {
  test('reads as it is written', () => {
    const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), random, (instant, bytes) => {
        const cursor = { at: new Date(instant), id: uuidV7(instant, bytes) };
        expect(parseCursor(formatCursor(cursor))).toEqual({ ok: true, value: cursor });
      }),
    );
  });

  test.each(['', '~', '2024-02-05~x', 'x~018d0000-0000-7000-8000-000000000000', `${'a~b~c'}`])(
    'is none: %j',
    (text) => {
      expect(parseCursor(text)).toEqual({ ok: false, error: 'cursor' });
    },
  );
});

test.each([
  ['', null],
  ['№ 7', null],
  ['ё'.repeat(200), null],
  ['ё'.repeat(201), 'long'],
  ['%_\\', 'signs'],
  ['"', 'signs'],
] as const)('a search for %j can be answered unless it is too long or of signs alone', (text, fault) => {
  expect(searchFault(text)).toBe(fault);
});

test('an act is one row', () => {
  const act: Act = {
    id: uuidV7(0, new Uint8Array(10)),
    at: new Date('2024-02-05T10:00:00Z'),
    actorId: null,
    actorName: 'console',
    action: 'record.corrected',
    election: null,
    subjectKind: 'claim',
    subjectKey: 'C1',
    reason: null,
    details: { version: 2 },
  };
  expect(actCells(act)).toEqual([
    '2024-02-05T10:00:00.000Z',
    'console',
    'record.corrected',
    '',
    'claim',
    'C1',
    '',
    '{"version":2}',
  ]);
  expect(actCells({ ...act, details: {} }).at(-1)).toBe('');
});

describe('what an act changed', () => {
  test.each([
    [{ before: 'reader', after: 'editor' }, [{ field: '', before: 'reader', after: 'editor' }]],
    [
      { before: { a: 1, b: 'x' }, after: { b: 'x', c: [1] } },
      [
        { field: 'c', before: null, after: '[1]' },
        { field: 'a', before: '1', after: null },
      ],
    ],
    [{ changes: [{ field: 'q1', before: '1', after: '2' }, 'no change'] }, [{ field: 'q1', before: '1', after: '2' }]],
    [{ changes: [{ path: '/data/q', before: null, after: '' }] }, [{ field: '/data/q', before: null, after: null }]],
    [{ version: 2 }, []],
    [{ before: 'same', after: 'same' }, []],
  ])('%j', (details, changes) => {
    expect(changesOf(details)).toEqual(changes);
  });
});
