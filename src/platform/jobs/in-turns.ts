import { setImmediate as nextTurn } from 'node:timers/promises';

/** Does work step by step, so that others have their turn between the steps. */
export async function inTurns<T>(steps: Generator<void, T, void>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) {
    await nextTurn();
    step = steps.next();
  }
  return step.value;
}
