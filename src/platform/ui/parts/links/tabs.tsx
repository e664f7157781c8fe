import { createEffect, For, type JSX, Show } from 'solid-js';
import './links.css';

/** One of several views of the same thing, each with its own address. */
export interface Tab {
  readonly href: string;
  readonly label: JSX.Element;
  readonly isCurrent: boolean;
  /** How many entries the view holds, where that helps to choose. */
  readonly count?: string | undefined;
}

/** Views side by side, as plain links: they can be opened in a new window, sent, and gone back from. */
export function Tabs(props: { readonly label: string; readonly tabs: readonly Tab[] }) {
  let strip: HTMLUListElement | undefined;
  createEffect(() => {
    const current = props.tabs.findIndex((tab) => tab.isCurrent);
    if (strip !== undefined) showChild(strip, current);
  });
  return (
    <nav class="tabs" aria-label={props.label}>
      <ul ref={strip}>
        <For each={props.tabs}>
          {(tab) => (
            <li>
              <a href={tab.href} aria-current={tab.isCurrent ? 'page' : undefined} noScroll>
                {tab.label}
                <Show when={tab.count}>{(count) => <span class="tab-count numeral">{count()}</span>}</Show>
              </a>
            </li>
          )}
        </For>
      </ul>
    </nav>
  );
}

/**
 * On a narrow screen the strip scrolls: where one is has to be seen. `scrollIntoView` would also make Tab go on from
 * there, past the link that skips to the content.
 */
function showChild(strip: HTMLElement, index: number): void {
  const child = strip.children[index]?.getBoundingClientRect();
  if (child === undefined) return;
  const frame = strip.getBoundingClientRect();
  strip.scrollBy({ left: child.left + child.width / 2 - (frame.left + frame.width / 2) });
}
