import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import type { MapBox } from '../../../../../../platform/ui/map/map-view.ts';

const PAUSE_MS = 200;

/** What is seen of a map once it has come to rest, and what is told of each move. Null: nothing was told yet. */
export function createSeenBox(): readonly [Accessor<MapBox | null>, (box: MapBox) => void] {
  const [told, tell] = createSignal<MapBox | null>(null);
  const [seen, setSeen] = createSignal<MapBox | null>(null);
  createEffect(() => {
    const box = told();
    if (box === null) return;
    const timer = setTimeout(() => setSeen(box), PAUSE_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return [seen, tell];
}
