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
  let strip: HTMLElement | undefined;
  // On a narrow screen the strip scrolls: where one is has to be seen.
  createEffect(() => {
    const current = props.tabs.findIndex((tab) => tab.isCurrent);
    strip?.querySelectorAll('a')[current]?.scrollIntoView({ block: 'nearest', inline: 'center' });
  });
  return (
    <nav class="tabs" aria-label={props.label} ref={strip}>
      <ul>
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
