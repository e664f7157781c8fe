import { expect, it } from 'vitest';
import { createGate } from './gate.ts';

/** Work that ends when it is told to. */
function open(): { work: () => Promise<string>; end: (how?: Error) => void; isBegun: () => boolean } {
  let isBegun = false;
  let end: (how?: Error) => void = () => {};
  const done = new Promise<string>((resolve, reject) => {
    end = (how) => (how === undefined ? resolve('done') : reject(how));
  });
  const work = () => {
    isBegun = true;
    return done;
  };
  return { work, end, isBegun: () => isBegun };
}

it('lets so much work through at a time, in the order in which it came, and refuses what would wait too long', async () => {
  const gate = createGate(2, 2);
  const works = [open(), open(), open(), open()];
  const passed = works.map(({ work }) => gate.pass(work));
  await expect(gate.pass(async () => 'never')).rejects.toMatchObject({ kind: 'too-slow' });
  expect(works.map(({ isBegun }) => isBegun())).toEqual([true, true, false, false]);
  works[0]?.end();
  await passed[0];
  await Promise.resolve();
  expect(works.map(({ isBegun }) => isBegun())).toEqual([true, true, true, false]);
  for (const { end } of works.slice(1)) end();
  expect(await Promise.all(passed)).toEqual(['done', 'done', 'done', 'done']);
});

it('goes on after work that fails', async () => {
  const gate = createGate(1, 1);
  const failing = open();
  const failed = gate.pass(failing.work);
  const after = gate.pass(async () => 'after');
  failing.end(new Error('no'));
  await expect(failed).rejects.toThrow('no');
  expect(await after).toBe('after');
});
