import { onCleanup } from 'solid-js';

/** Does `work` at once, and again after `everyMs` at the earliest: what is asked for meanwhile is done once. */
export function createPaced(work: () => void, everyMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWanted = false;
  const rest = () => {
    timer = undefined;
    if (isWanted) go();
  };
  const go = () => {
    isWanted = timer !== undefined;
    if (isWanted) return;
    work();
    timer = setTimeout(rest, everyMs);
  };
  onCleanup(() => clearTimeout(timer));
  return go;
}
