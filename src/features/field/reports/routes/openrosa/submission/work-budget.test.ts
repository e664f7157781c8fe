import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorkBudget, type WorkTicket } from './work-budget.ts';

const LIMITS = { bytes: 100, deviceBytes: 60, deviceRequests: 2 };

test('one device has its share, and another its own', () => {
  const budget = createWorkBudget(LIMITS);
  const [first, second] = [budget.enter('a'), budget.enter('a')];
  expect(budget.enter('a')).toBeNull();
  expect([first?.grow(50), second?.grow(20), second?.grow(10)]).toEqual([true, false, true]);
  const neighbour = budget.enter('b');
  expect([neighbour?.grow(50), neighbour?.grow(40)]).toEqual([false, true]);
  first?.leave();
  expect(neighbour?.grow(20)).toBe(true);
  expect(budget.enter('a')).not.toBeNull();
});

test('what is held is never more than the limits, and all of it is given back', () => {
  const step = fc.record({
    device: fc.constantFrom('a', 'b', 'c'),
    act: fc.constantFrom('enter', 'grow', 'leave'),
    bytes: fc.nat(40),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const budget = createWorkBudget(LIMITS);
      const open: { device: string; ticket: WorkTicket; bytes: number }[] = [];
      const held = (device?: string) =>
        open.reduce((sum, one) => sum + (device === undefined || one.device === device ? one.bytes : 0), 0);
      for (const { device, act, bytes } of steps) {
        const mine = open.find((one) => one.device === device);
        if (act === 'enter') {
          const ticket = budget.enter(device);
          expect(ticket === null).toBe(open.filter((one) => one.device === device).length >= LIMITS.deviceRequests);
          if (ticket !== null) open.push({ device, ticket, bytes: 0 });
        } else if (mine !== undefined && act === 'grow') {
          const fits = held() + bytes <= LIMITS.bytes && held(device) + bytes <= LIMITS.deviceBytes;
          expect(mine.ticket.grow(bytes)).toBe(fits);
          if (fits) mine.bytes += bytes;
        } else if (mine !== undefined) {
          mine.ticket.leave();
          open.splice(open.indexOf(mine), 1);
        }
      }
      for (const { ticket } of open) ticket.leave();
      expect(budget.enter('d')?.grow(LIMITS.deviceBytes)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
