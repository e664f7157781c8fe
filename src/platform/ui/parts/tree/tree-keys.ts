declare module 'solid-js' {
  namespace JSX {
    interface CustomCaptureEvents {
      'tree-toggle': CustomEvent<boolean>;
    }
    interface CustomEvents {
      'tree-toggle': CustomEvent<boolean>;
    }
  }
}

/**
 * The keys of a tree: up and down along what is visible, right to open and go in, left to close and go out, Home and
 * End, Enter to follow the item's link.
 */
export function moveInTree(event: KeyboardEvent): void {
  const tree = event.currentTarget as HTMLElement;
  const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="treeitem"]') : null;
  if (item === null || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actions(tree, item)[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function actions(tree: HTMLElement, item: HTMLElement): Readonly<Record<string, () => void>> {
  const items = [...tree.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const at = items.indexOf(item);
  const isOpen = item.getAttribute('aria-expanded') === 'true';
  const isClosed = item.getAttribute('aria-expanded') === 'false';
  const down = () => focusItem(items, items[at + 1]);
  const up = () => focusItem(items, items[at - 1]);
  const parent = item.closest('[role="group"]')?.previousElementSibling;
  const isRightToLeft = getComputedStyle(tree).direction === 'rtl';
  const inwards = () => (isClosed ? toggle(item, true) : isOpen && down());
  const outwards = () =>
    isOpen
      ? toggle(item, false)
      : focusItem(
          items,
          items.find((other) => other === parent),
        );
  return {
    ArrowDown: down,
    j: down,
    ArrowUp: up,
    k: up,
    ArrowRight: isRightToLeft ? outwards : inwards,
    ArrowLeft: isRightToLeft ? inwards : outwards,
    Home: () => focusItem(items, items[0]),
    End: () => focusItem(items, items.at(-1)),
    Enter: () => item.querySelector<HTMLElement>('a')?.click(),
  };
}

function toggle(item: HTMLElement, isOpen: boolean): void {
  item.dispatchEvent(new CustomEvent('tree-toggle', { detail: isOpen }));
}

function focusItem(items: readonly HTMLElement[], next: HTMLElement | undefined): void {
  if (next === undefined) return;
  for (const item of items) item.tabIndex = item === next ? 0 : -1;
  next.focus();
}
