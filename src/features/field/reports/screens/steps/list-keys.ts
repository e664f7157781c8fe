import { onCleanup } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { tellPageKeys } from '../../../../../platform/ui/parts/palette/page-keys.ts';
import { isTyping, plainKey, stepOf } from '../../../../../platform/ui/parts/table/row-keys.ts';

/** What the keys of the list do. */
export interface ListKeys {
  readonly onFilter: () => void;
  readonly onColumns: () => void;
  /** To the next page (1), or the one before. */
  readonly onPage: (step: -1 | 1) => void;
  /** To the next report (1), or the one before, while one is open beside the list. */
  readonly onReport: (step: -1 | 1) => void;
}

/** Listens to the keys of the list for as long as it is there, and has them told under `?`. */
export function listenForListKeys(keys: ListKeys, isOpen: () => boolean): void {
  const { t } = useMessages();
  tellPageKeys(() => [
    { keys: ['j', 'k'], words: t('reportList.keys.panel') },
    { keys: ['f'], words: t('reportList.keys.filter') },
    { keys: ['c'], words: t('reportList.keys.columns') },
    { keys: ['n', 'p'], words: t('reportList.keys.pages') },
  ]);
  const acts: Readonly<Record<string, () => void>> = {
    f: keys.onFilter,
    c: keys.onColumns,
    n: () => keys.onPage(1),
    p: () => keys.onPage(-1),
  };
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target) || isUnderOverlay()) return;
    const step = stepOf(event);
    const act = step === 0 ? acts[plainKey(event) ?? ''] : stepper(event, step);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  /** Beside the list, the letters go on to the next report; the arrows go on scrolling what is read. */
  const stepper = (event: KeyboardEvent, step: -1 | 1) =>
    isOpen() && !event.key.startsWith('Arrow') && !isInRow(event.target) ? () => keys.onReport(step) : undefined;
  document.addEventListener('keydown', listen);
  onCleanup(() => document.removeEventListener('keydown', listen));
}

function isInRow(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-row]') !== null;
}

function isUnderOverlay(): boolean {
  return document.querySelector('dialog[open], [popover]:popover-open') !== null;
}
