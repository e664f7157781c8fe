import { type Accessor, createSignal, onCleanup } from 'solid-js';

/** Below this width a table of many columns shows the first few, and the rest under each row. */
const NARROW = '(max-width: 48rem)';

/** Whether the page is as narrow as on a phone. */
export function createIsNarrow(): Accessor<boolean> {
  const query = matchMedia(NARROW);
  const [isNarrow, setIsNarrow] = createSignal(query.matches);
  const follow = () => setIsNarrow(query.matches);
  query.addEventListener('change', follow);
  onCleanup(() => query.removeEventListener('change', follow));
  return isNarrow;
}
