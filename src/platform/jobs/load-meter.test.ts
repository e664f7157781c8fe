import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLoadMeter } from './load-meter.ts';

function meterAt(start: number) {
  let now = start;
  const meter = createLoadMeter({ now: () => now });
  const pass = (ms: number) => {
    now += ms;
  };
  return { meter, pass };
}

describe('the load meter', () => {
  it('lets work go on at once where nothing comes in', () => {
    const { meter, pass } = meterAt(0);
    expect(meter.restAfter(100)).toBe(0);
    for (let count = 0; count < 500; count += 1) meter.note();
    pass(2_001);
    expect([meter.perSecond(), meter.restAfter(100)]).toEqual([0, 0]);
  });

  it('rests longer the more comes in, and never forever', () => {
    const { meter, pass } = meterAt(1_000);
    for (let count = 0; count < 50; count += 1) meter.note();
    expect([meter.perSecond(), meter.restAfter(10)]).toEqual([50, 10]);
    pass(500);
    for (let count = 0; count < 5_000; count += 1) meter.note();
    expect(meter.restAfter(10)).toBe(90);
  });

  it('says what an even stream brings in a second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 2_000, max: 9_999 }), (everyMs, forMs) => {
        const { meter, pass } = meterAt(0);
        for (let passed = 0; passed < forMs; passed += everyMs) {
          meter.note();
          pass(everyMs);
        }
        expect(Math.abs(meter.perSecond() - 1_000 / everyMs)).toBeLessThanOrEqual(2);
      }),
    );
  });
});
