import { expect, test } from 'vitest';
import { watchClock } from './clock-steps.ts';

const HOUR_MS = 3_600_000;

function watched() {
  const [clock, steady] = [
    { time: Date.UTC(2024, 1, 7, 8), now: () => clock.time },
    { time: 0, now: () => steady.time },
  ];
  const steps: number[] = [];
  const watch = watchClock({ clock, steady }, (byMs) => steps.push(byMs));
  watch.close();
  /** So long passes, while the clock of the machine goes on by `shownMs`. */
  const pass = (ms: number, shownMs = ms) => {
    steady.time += ms;
    clock.time += shownMs;
    watch.look();
  };
  return { steps, pass };
}

test('TIME-07 a clock that was put forward and back is told once, by as much as it went back', () => {
  const { steps, pass } = watched();
  pass(1_000);
  pass(1_000, 1_000 + HOUR_MS);
  pass(1_000);
  expect(steps).toEqual([]);
  pass(1_000, 1_000 - HOUR_MS);
  pass(1_000);
  expect(steps).toEqual([HOUR_MS]);
});

test('a clock that is brought into step slowly, and a machine that slept, are no steps back', () => {
  const { steps, pass } = watched();
  for (let second = 0; second < 3_600; second++) pass(1_000, 999);
  pass(1_000, 8 * HOUR_MS);
  expect(steps).toEqual([]);
});
