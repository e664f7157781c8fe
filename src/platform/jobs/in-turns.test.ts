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
});
