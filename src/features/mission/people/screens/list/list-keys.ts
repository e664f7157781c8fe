import { createEffect, on } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { tellPageKeys } from '../../../../../platform/ui/parts/palette/page-keys.ts';
import { isInRow, listenForListKeys } from '../../../../../platform/ui/parts/table/list-keys.ts';

/** What the keys of a list do. */
export interface ListKeys {
  /** Opens what narrows the list down; null: nothing does. */
  readonly onFilter: (() => void) | null;
  /** To the next page (1), or the one before; null: there is one alone. */
  readonly onPage: ((step: -1 | 1) => void) | null;
  /** Ids of what is listed, in its order. */
  readonly ids: () => readonly string[];
  /** The one that is open beside the list; null: none. */
  readonly open: () => string | null;
  readonly onOpen: (id: string) => void;
}

/** Listens to the keys of a list for as long as it is there, and has them told under `?`. */
export function listenForPeopleKeys(keys: ListKeys): void {
  const { t } = useMessages();
  tellPageKeys(() => [
    { keys: ['j', 'k'], words: t('people.keys.panel') },
    ...(keys.onFilter === null ? [] : [{ keys: ['f'], words: t('people.keys.filter') }]),
    ...(keys.onPage === null ? [] : [{ keys: ['n', 'p'], words: t('people.keys.pages') }]),
  ]);
  const acts: Readonly<Record<string, (() => void) | undefined>> = {
    f: keys.onFilter ?? undefined,
    n: () => keys.onPage?.(1),
    p: () => keys.onPage?.(-1),
  };
  /** Nothing that is typed beside the list is lost by it. */
  const beside = (step: -1 | 1) => {
    const next = keys.ids()[keys.ids().indexOf(keys.open() ?? '') + step];
    return keys.open() === null || isTypedBeside() || next === undefined ? undefined : () => keys.onOpen(next);
  };
  listenForListKeys({ acts, beside });
  keepInSight(keys.open);
}

/** The link of what is open stays in sight; whoever closes it goes on from there. */
function keepInSight(open: () => string | null): void {
  createEffect(
    on(open, (id, before) => {
      if (id !== null) requestAnimationFrame(() => linkOf(id)?.scrollIntoView({ block: 'nearest' }));
      else if (before) queueMicrotask(() => queueMicrotask(() => isFocusLost() && linkOf(before)?.focus()));
    }),
  );
}

function linkOf(id: string): HTMLElement | null {
  return document.querySelector(`[data-listed="${CSS.escape(id)}"]`);
}

function isFocusLost(): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || isInRow(focused);
}

function isTypedBeside(): boolean {
  return document.querySelector('.side-panel form') !== null;
}
