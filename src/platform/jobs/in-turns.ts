import { setImmediate as nextTurn } from 'node:timers/promises';

let lastTurn: Promise<unknown> = Promise.resolve();

/** Waits for a turn of one's own: of many who wait, one has its turn before everybody else is looked after again. */
async function ownTurn(): Promise<void> {
  lastTurn = lastTurn.then(() => nextTurn());
  await lastTurn;
}

/** Does work step by step, so that others have their turn between the steps, however many work so. */
export async function inTurns<T>(steps: Generator<void, T, void>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) {
    await ownTurn();
    step = steps.next();
  }
  return step.value;
}
