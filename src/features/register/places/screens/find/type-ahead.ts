import { foldText } from '../../../../../kernel/text.ts';

const PAUSE_MS = 700;

/** Something that can be reached by typing the beginning of its words. */
interface Typeable {
  readonly words: string;
}

interface TreeItem extends Typeable {
  readonly element: HTMLElement;
}

/**
 * Lets one type the beginning of what stands in a tree to move there: a key handler for the capture phase of an element
 * around it. Letters that follow each other within 0.7 s are one word; the same letter again goes on to the next item.
 */
export function createTypeAhead(): (event: KeyboardEvent) => void {
  let typed = '';
  let lastAt = Number.NEGATIVE_INFINITY;
  return (event) => {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="treeitem"]') : null;
    const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (item === null || !isLetter) return;
    const isGoingOn = event.timeStamp - lastAt < PAUSE_MS;
    // At the beginning, these two keys move up and down, as everywhere.
    if (!isGoingOn && (event.key === 'j' || event.key === 'k')) return;
    typed = isGoingOn ? typed + event.key : event.key;
    lastAt = event.timeStamp;
    event.preventDefault();
    event.stopPropagation();
    const items = itemsAround(item);
    const from = items.findIndex(({ element }) => element === item);
    const next = findTyped(items, from, typed);
    if (next !== null) focusItem(item, next.element);
  };
}

/**
 * The item that `typed` leads to from the one at `from`, going round: the present one while the word still fits it, the
 * next one for a first letter or for the same letter again. Case and marks do not matter; a number before the name may
 * be left out.
 */
export function findTyped<T extends Typeable>(items: readonly T[], from: number, typed: string): T | null {
  const isOneLetter = [...typed].every((letter) => letter === typed[0]);
  const wanted = foldText(isOneLetter ? (typed[0] ?? '') : typed);
  const start = from + (isOneLetter ? 1 : 0);
  const around = [...items.slice(start), ...items.slice(0, start)];
  return around.find(({ words }) => beginnings(words).some((text) => text.startsWith(wanted))) ?? null;
}

function beginnings(words: string): string[] {
  const folded = foldText(words);
  return [folded, folded.replace(/^\S*\d\S*\s+/, '')];
}

function itemsAround(item: HTMLElement): TreeItem[] {
  const elements = item.closest('[role="tree"]')?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [];
  return [...elements].map((element) => ({
    element,
    words: element.querySelector(':scope > .tree-row a')?.textContent ?? '',
  }));
}

function focusItem(from: HTMLElement, next: HTMLElement): void {
  from.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
