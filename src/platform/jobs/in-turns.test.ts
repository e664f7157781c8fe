import { describe, expect, test } from 'vitest';
import { inTurns } from './in-turns.ts';

function* count(to: number, seen: string[]): Generator<void, number, void> {
  for (let at = 0; at < to; at += 1) {
    seen.push(`step ${at}`);
    yield;
  }
  return to;
}

describe('long work', () => {
  test('gives others their turn between its steps', async () => {
    const seen: string[] = [];
    const work = inTurns(count(3, seen));
    setImmediate(() => seen.push('other'));
    expect(await work).toBe(3);
    expect(seen.indexOf('other')).toBeLessThan(seen.indexOf('step 2'));
  });

  test('of many who work so, one takes a step at a time', async () => {
    const seen: string[] = [];
    const work = Promise.all(Array.from({ length: 20 }, () => inTurns(count(3, seen))));
    let most = 0;
    let before = seen.length;
    const look = () => {
      most = Math.max(most, seen.length - before);
      before = seen.length;
      if (before < 60) setImmediate(look);
    };
    setImmediate(look);
    await work;
    expect(most).toBeLessThanOrEqual(2);
  });
});
