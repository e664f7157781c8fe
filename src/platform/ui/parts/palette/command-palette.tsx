import { useNavigate } from '@solidjs/router';
import { createEffect, createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { indexItems, type PaletteItem, searchItems } from './palette-search.ts';
import { announcePalette, closePalette, isPaletteOpen, openPalette } from './palette-state.ts';
import './palette.css';

const MOST_SHOWN = 60;
const LIST = 'palette-list';

/**
 * Ctrl K: finds any page, record or action of the items that the app supplies. It listens for its key by itself; stand
 * it once on a page.
 */
export function CommandPalette(props: { readonly items: () => readonly PaletteItem[] }) {
  let dialog: HTMLDialogElement | undefined;
  const listen = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (isPaletteOpen()) closePalette();
    else openPalette();
  };
  document.addEventListener('keydown', listen);
  onCleanup(announcePalette());
  onCleanup(() => document.removeEventListener('keydown', listen));
  createEffect(() => {
    if (isPaletteOpen() && !dialog?.open) dialog?.showModal();
    else if (!isPaletteOpen() && dialog?.open) dialog.close();
  });
  const { t } = useMessages();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the browser closes a dialog on Esc by itself
    <dialog
      class="palette"
      ref={dialog}
      aria-label={t('ui.palette.label')}
      onClose={closePalette}
      onClick={closeOnBackdrop}
    >
      <Show when={isPaletteOpen()}>
        <PaletteSearch items={props.items()} />
      </Show>
    </dialog>
  );
}

function closeOnBackdrop(event: MouseEvent): void {
  if (event.target === event.currentTarget) closePalette();
}

function PaletteSearch(props: { readonly items: readonly PaletteItem[] }) {
  const { t } = useMessages();
  const navigate = useNavigate();
  const [query, setQuery] = createSignal('');
  const [position, setPosition] = createSignal(0);
  const index = createMemo(() => indexItems(props.items));
  const groups = createMemo(() => searchItems(index(), query(), MOST_SHOWN));
  const flat = createMemo(() => groups().flatMap(({ items }) => items));
  const active = () => flat()[Math.min(position(), flat().length - 1)];
  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined) return;
    closePalette();
    item.run?.();
    if (item.href !== undefined) navigate(item.href, { resolve: false, scroll: !item.href.startsWith('?') });
  };
  const type = (text: string) => {
    setQuery(text);
    setPosition(0);
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === 'Enter') choose(active());
    else setPosition((at) => Math.max(0, Math.min(flat().length - 1, at + step)));
  };
  createEffect(() => document.getElementById(`palette-${active()?.id}`)?.scrollIntoView({ block: 'nearest' }));
  return (
    <>
      <input
        class="palette-input"
        type="text"
        role="combobox"
        autofocus
        aria-label={t('ui.palette.label')}
        placeholder={t('ui.palette.label')}
        aria-expanded="true"
        aria-controls={LIST}
        aria-autocomplete="list"
        aria-activedescendant={active() && `palette-${active()?.id}`}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={press}
      />
      <div id={LIST} class="palette-list" role="listbox" aria-label={t('ui.palette.label')}>
        <For each={groups()}>
          {(group) => <Group title={group.title} items={group.items} active={active()} onChoose={choose} />}
        </For>
      </div>
      <p class="palette-empty" role="status">
        {flat().length === 0 ? t('ui.palette.empty', { query: query() }) : ''}
      </p>
    </>
  );
}

function Group(props: {
  readonly title: string;
  readonly items: readonly PaletteItem[];
  readonly active: PaletteItem | undefined;
  readonly onChoose: (item: PaletteItem) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a listbox, a group of options may
    <div role="group" aria-label={props.title}>
      <p class="palette-group" aria-hidden="true">
        {props.title}
      </p>
      <For each={props.items}>
        {(item) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the focus stays in the combobox
          <div
            id={`palette-${item.id}`}
            class="palette-item"
            role="option"
            aria-selected={props.active?.id === item.id}
            onClick={() => props.onChoose(item)}
          >
            <span class="palette-title">{item.title}</span>
            <Show when={item.hint}>
              <span class="palette-hint">{item.hint}</span>
            </Show>
          </div>
        )}
      </For>
    </div>
  );
}
