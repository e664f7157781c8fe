import { describe, expect, it } from 'vitest';
import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import { createMemory } from './remember.ts';

const tree = { electionId: 'e', revision: 1, day: '2024-02-07' as CalendarDate, moves: [] };

function counting() {
  let asked = 0;
  return async () => {
    asked += 1;
    return asked;
  };
}

describe('a memory of answers', () => {
  it('asks once for each state of an election, day and question', async () => {
    const remember = createMemory<number>(10);
    const find = counting();
    expect(await Promise.all([remember(tree, 'a', find), remember(tree, 'a', find)])).toEqual([1, 1]);
    expect(await remember(tree, 'b', find)).toBe(2);
    expect(await remember({ ...tree, revision: 2 }, 'a', find)).toBe(3);
    expect(await remember({ ...tree, day: '2024-02-08' as CalendarDate }, 'a', find)).toBe(4);
    expect(await remember({ ...tree, electionId: 'f' }, 'a', find)).toBe(5);
    expect(await remember(tree, 'a', find)).toBe(1);
  });

  it('forgets the oldest, and what failed', async () => {
    const remember = createMemory<number>(2);
    const find = counting();
    await remember(tree, 'a', find);
    await remember(tree, 'b', find);
    await remember(tree, 'c', find);
    expect(await remember(tree, 'a', find)).toBe(4);
    await expect(remember(tree, 'd', async () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await remember(tree, 'd', find)).toBe(5);
  });
});
