import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { useMessages } from '../../../../../../platform/i18n/language-provider.tsx';
import { placeAgain } from '../place-again.ts';
import type { NameSuggest } from './name-suggest.ts';

/** The names that are offered, below the line in which one writes. */
export function NameList(props: { readonly suggest: NameSuggest }) {
  const { t } = useMessages();
  const { suggest } = props;
  const [list, setList] = createSignal<HTMLElement>();
  const place = () => {
    const element = list();
    const line = suggest.line();
    if (element?.isConnected && line !== undefined) placeBelow(element, line);
  };
  createEffect(
    on([suggest.names, list], () => {
      const element = list();
      if (element?.isConnected && !element.matches(':popover-open')) element.showPopover();
      place();
    }),
  );
  placeAgain(place);
  return (
    <>
      <Show when={suggest.names().length > 0}>
        <div
          class="grid-names"
          id={suggest.id}
          role="listbox"
          popover="manual"
          aria-label={t('formGrid.names')}
          ref={setList}
        >
          <For each={suggest.names()}>
            {(name, at) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the focus stays in the line
              <div
                class="grid-name"
                id={`${suggest.id}-${at()}`}
                role="option"
                aria-selected={at() === suggest.position()}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => suggest.take(name)}
              >
                {name}
              </div>
            )}
          </For>
        </div>
      </Show>
      <span class="only-heard" role="status">
        {suggest.names().length > 0 ? t('ui.field.matches', { count: suggest.names().length }) : ''}
      </span>
    </>
  );
}

/** What a line says of its list to those who hear it. */
export function listAttributes(suggest: NameSuggest) {
  const isOpen = suggest.names().length > 0;
  return {
    'aria-autocomplete': 'list' as const,
    'aria-controls': isOpen ? suggest.id : undefined,
    'aria-activedescendant': isOpen ? `${suggest.id}-${suggest.position()}` : undefined,
  };
}

const GAP_PX = 2;
const EDGE_PX = 8;

/** Above where there is no room below. */
function placeBelow(list: HTMLElement, line: HTMLElement): void {
  const box = line.getBoundingClientRect();
  const widest = document.documentElement.clientWidth - list.offsetWidth - EDGE_PX;
  const isBelow = box.bottom + GAP_PX + list.offsetHeight < innerHeight || box.top < list.offsetHeight;
  list.style.left = `${Math.max(EDGE_PX, Math.min(box.left, widest))}px`;
  list.style.top = `${isBelow ? box.bottom + GAP_PX : box.top - list.offsetHeight - GAP_PX}px`;
}
