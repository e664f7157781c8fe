import { type BeforeLeaveEventArgs, useBeforeLeave } from '@solidjs/router';
import { createSignal, onCleanup } from 'solid-js';

/** Parameters of addresses that say what is opened on a page: where one of them changes, what was open is left. */
const OPENED_BY = ['act', 'new', 'part', 'person', 'report', 'settings', 'team', 'visit'];

/** What somebody wants to do who would lose something by it, until they have said whether they mean it. */
export interface LeaveHold {
  /** Null: nothing is asked. */
  readonly wanted: () => (() => void) | null;
  /** Does it, after asking where something is held. */
  readonly ask: (go: () => void) => void;
  readonly stay: () => void;
  readonly go: () => void;
}

/**
 * Holds whoever leaves while `isHeld`: by a link, by *Back*, by what opens something else on the same page; the browser asks
 * before it closes the window. `onGo` is told when they leave all the same.
 */
export function createLeaveHold(isHeld: () => boolean, onGo?: () => void): LeaveHold {
  const [wanted, setWanted] = createSignal<(() => void) | null>(null);
  const hold = (event: BeforeUnloadEvent) => {
    if (isHeld()) event.preventDefault();
  };
  window.addEventListener('beforeunload', hold);
  onCleanup(() => window.removeEventListener('beforeunload', hold));
  useBeforeLeave((event: BeforeLeaveEventArgs) => {
    if (event.defaultPrevented || staysOpen(event) || !isHeld()) return;
    event.preventDefault();
    setWanted(() => () => event.retry(true));
  });
  return {
    wanted,
    ask: (go) => (isHeld() ? setWanted(() => go) : go()),
    stay: () => setWanted(null),
    go: () => {
      const leave = wanted();
      setWanted(null);
      onGo?.();
      leave?.();
    },
  };
}

/** Whether what is open stays so; of a step in the history of the browser it is not known where it leads. */
function staysOpen({ from, to }: BeforeLeaveEventArgs): boolean {
  if (typeof to !== 'string') return false;
  const next = new URL(to, location.href);
  const now = new URLSearchParams(from.search);
  return next.pathname === from.pathname && OPENED_BY.every((name) => now.get(name) === next.searchParams.get(name));
}
