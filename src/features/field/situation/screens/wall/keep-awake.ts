import { onCleanup } from 'solid-js';

/** Keeps the screen from going dark, where the browser can and may; again whenever the page comes into sight. */
export function keepAwake(): void {
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  const ask = () => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    void navigator.wakeLock.request('screen').then(
      (given) => {
        lock = given;
        if (isOver) void given.release();
      },
      // A machine that saves its battery says no: the wall goes on as long as it is lit.
      () => {},
    );
  };
  ask();
  document.addEventListener('visibilitychange', ask);
  onCleanup(() => {
    isOver = true;
    document.removeEventListener('visibilitychange', ask);
    void lock?.release();
  });
}
