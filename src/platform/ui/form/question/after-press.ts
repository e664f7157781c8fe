let isPressed = false;
let waiting: (() => void)[] = [];

function press(): void {
  isPressed = true;
}

function release(): void {
  isPressed = false;
  const works = waiting;
  waiting = [];
  // Once the click that the press becomes has been given to what is under it.
  setTimeout(() => {
    for (const work of works) work();
  });
}

if (typeof document !== 'undefined') {
  document.addEventListener('pointerdown', press, true);
  document.addEventListener('pointerup', release, true);
  document.addEventListener('pointercancel', release, true);
}

/** Does it now, or, while something is pressed with mouse or finger, once that is let go. */
export function afterPress(work: () => void): void {
  if (isPressed) waiting.push(work);
  else work();
}
