import { once } from 'node:events';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const PARENT_CHECK_MS = 500;
const IMPATIENCE_MS = 1_000;

/**
 * Resolves when somebody wants the program to stop: by Ctrl-C, by a signal, or by ending the npm that started it, which
 * passes signals on to a shell and not to us.
 */
export async function askedToStop(environment: NodeJS.ProcessEnv): Promise<void> {
  const asked = SIGNALS.map((signal) => once(process, signal));
  await Promise.race(environment.npm_lifecycle_event === undefined ? asked : [...asked, parentGone()]);
  // One Ctrl-C can arrive twice, from the terminal and from npm; who asks again later does not want to wait any more.
  for (const signal of SIGNALS) process.on(signal, () => {});
  setTimeout(endAtNextSignal, IMPATIENCE_MS).unref();
}

function endAtNextSignal(): void {
  for (const signal of SIGNALS) process.on(signal, () => process.exit(1));
}

function parentGone(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const check = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(check);
      resolve();
    }, PARENT_CHECK_MS);
    check.unref();
  });
}
