import { type Accessor, createMemo, createSignal, untrack } from 'solid-js';
import type { NodeKey } from '../../../../xforms/form/session.ts';
import type { FormModel } from '../model/form-model.ts';
import { ancestorsOf, findStops, isShown, type Stop } from './stops.ts';

/** Where one is in a form, and how one goes on. */
export interface Walk {
  /** What is shown; null: the end. */
  readonly stop: Accessor<Stop | null>;
  /** The question that was asked for, where one went to a certain one. */
  readonly target: Accessor<NodeKey | null>;
  readonly isFirst: Accessor<boolean>;
  /** How far one has come, in [0, 1]. */
  readonly progress: Accessor<number>;
  /** Whether one came from the end to mend something. */
  readonly isMending: Accessor<boolean>;
  readonly next: () => void;
  readonly back: () => void;
  readonly goTo: (node: NodeKey, isMending?: boolean) => void;
  readonly goToEnd: () => void;
}

interface Place {
  readonly stop: Stop | null;
  readonly target: NodeKey | null;
  readonly isMending: boolean;
}

/** Begins at `start`, else at the first thing that is shown. */
export function createWalk(model: FormModel, start: NodeKey | undefined): Walk {
  const stops = createMemo(() => findStops(model));
  const seek = (from: number, step: 1 | -1): Stop | null =>
    untrack(() => {
      const all = stops();
      for (let at = from; at >= 0 && at < all.length; at += step) {
        const stop = all[at];
        if (stop !== undefined && isShown(model, stop)) return stop;
      }
      return null;
    });
  const find = (node: NodeKey) => untrack(() => stopOf(model, stops(), node)) ?? null;
  const first = start === undefined ? seek(0, 1) : (find(start) ?? seek(0, 1));
  const [place, setPlace] = createSignal<Place>({ stop: first, target: null, isMending: false });
  const index = createMemo(() => stops().findIndex(({ node }) => node === place().stop?.node));
  const go = (stop: Stop | null) => setPlace({ stop, target: null, isMending: false });
  return {
    stop: () => place().stop,
    target: () => place().target,
    isMending: () => place().isMending,
    isFirst: createMemo(() => place().stop !== null && seek(index() - 1, -1) === null),
    progress: () => (place().stop === null ? 1 : Math.max(0, index()) / Math.max(1, stops().length)),
    next: () => go(place().isMending ? null : seek(index() + 1, 1)),
    back: () => go(seek((place().stop === null ? stops().length : index()) - 1, -1) ?? place().stop),
    goTo: (node, isMending = false) => {
      const stop = find(node);
      if (stop !== null) setPlace({ stop, target: node, isMending });
    },
    goToEnd: () => go(null),
  };
}

/** The stop that shows `node`: its own, one of a page around it, or the first one below it. */
function stopOf(model: FormModel, stops: readonly Stop[], node: NodeKey): Stop | undefined {
  const around = new Set([node, ...ancestorsOf(model, node)]);
  const holds = (stop: Stop) => stop.kind !== 'repeat' && around.has(stop.node);
  const isBelow = (stop: Stop) => ancestorsOf(model, stop.node).includes(node) && isShown(model, stop);
  return stops.find((stop) => stop.node === node) ?? stops.find(holds) ?? stops.find(isBelow);
}
