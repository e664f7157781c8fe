import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEventReader } from './event-lines.ts';
import { reconnectWait } from './reconnect-wait.ts';

const STREAM = [
  ':   \n\n',
  'event: beat\ndata:\n\n',
  'id: run-0-7\nevent: changed\ndata: {"topics":["reports"]}\n\n',
  'retry: 5\n\n',
  'data: one\ndata: two\r\n\r\n',
].join('');

describe('createEventReader', () => {
  test('reads the same events whichever way they come in pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(STREAM.length)), (cuts) => {
        const read = createEventReader();
        const at = [0, ...cuts.sort((one, other) => one - other), STREAM.length];
        const events = at.slice(1).flatMap((end, index) => read(STREAM.slice(at[index], end)));
        expect(events).toEqual([
          { name: 'beat', data: '' },
          { name: 'changed', data: '{"topics":["reports"]}', id: 'run-0-7' },
          { name: 'message', data: 'one\ntwo' },
        ]);
      }),
    );
  });
  test('tells nothing of what is not whole', () => {
    const read = createEventReader();
    expect(read('event: changed\ndata: {"topics"')).toEqual([]);
    expect(read(':[]}\n')).toEqual([]);
    expect(read('\n')).toEqual([{ name: 'changed', data: '{"topics":[]}' }]);
  });
});

test('reconnectWait grows, is spread, and has an end', () => {
  expect([1, 2, 3].map((failures) => reconnectWait(failures, 0))).toEqual([500, 1_000, 2_000]);
  expect(reconnectWait(1, 0.5)).toBe(750);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (failures, chance) => {
        const wait = reconnectWait(failures, chance);
        expect(wait).toBeGreaterThanOrEqual(500);
        expect(wait).toBeLessThanOrEqual(30_000);
      },
    ),
  );
});
