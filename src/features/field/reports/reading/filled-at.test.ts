import { describe, expect, it } from 'vitest';
import { filledAt } from './filled-at.ts';

const receivedAt = new Date('2031-05-18T09:30:00Z');
const clocks = (deviceTime: string | null = null) => ({
  receivedAt,
  deviceTime: deviceTime === null ? null : new Date(deviceTime),
});

describe('when a report was begun', () => {
  it.each([
    ['2031-05-18T09:00:00.000+04:00', '2031-05-18T05:00:00.000Z'],
    ['2031-05-18T09:00+0400', '2031-05-18T05:00:00.000Z'],
    ['2031-05-18T05:00:00Z', '2031-05-18T05:00:00.000Z'],
    ['2031-05-18T09:39:00Z', '2031-05-18T09:39:00.000Z'],
  ])('is what stands in it: %s', (start, wanted) => {
    expect(filledAt(start, clocks())?.toISOString()).toBe(wanted);
  });

  it.each([null, '', 'yesterday', '2031-05-18', '2031-05-18T09:00:00', '2031-13-45T09:00:00Z', '1970-01-01T00:00:00Z'])(
    'is not guessed: %s',
    (start) => {
      expect(filledAt(start, clocks())).toBeNull();
    },
  );

  it('is not after it came', () => {
    expect(filledAt('2031-05-18T09:41:00Z', clocks())).toBeNull();
  });

  it('follows a clock that is known to be off, and no delay on the way', () => {
    // Sent at 06:30 by a telephone that is three hours behind.
    expect(filledAt('2031-05-18T06:00:00Z', clocks('2031-05-18T06:30:00Z'))?.toISOString()).toBe(
      '2031-05-18T09:00:00.000Z',
    );
    expect(filledAt('2031-05-18T06:00:00Z', clocks('2031-05-18T09:25:00Z'))?.toISOString()).toBe(
      '2031-05-18T06:00:00.000Z',
    );
    expect(filledAt('2032-05-18T09:00:00Z', clocks('2032-05-18T09:30:00Z'))?.toISOString()).toBe(
      '2031-05-18T09:00:00.000Z',
    );
  });
});
