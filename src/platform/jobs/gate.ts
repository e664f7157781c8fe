import { Problem } from '../http/problem.ts';

/** Lets work through, so much of it at a time. */
export interface Gate {
  /** Does `work` when it is its turn. @throws Problem `too-slow` where too many wait. */
  pass<T>(work: () => Promise<T>): Promise<T>;
}

/** Makes a gate. @param most how many pass at a time. @param mostWaiting how many may wait for them. */
export function createGate(most: number, mostWaiting: number): Gate {
  const waiting: (() => void)[] = [];
  let passing = 0;
  const enter = async () => {
    if (passing < most) passing += 1;
    else if (waiting.length >= mostWaiting) throw new Problem('too-slow');
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  // Whoever leaves hands the place on, so that nobody slips in before those who wait.
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) passing -= 1;
    else next();
  };
  return {
    pass: async (work) => {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
