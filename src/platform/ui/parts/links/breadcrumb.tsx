import { For, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import './links.css';

/** One step of the way to the present page; the last one, where the reader is, has no address. */
export interface Crumb {
  readonly label: JSX.Element;
  readonly href?: string | undefined;
}

/** The place of the page in the tree of pages. */
export function Breadcrumb(props: { readonly crumbs: readonly Crumb[] }) {
  const { t } = useMessages();
  return (
    <nav class="breadcrumb" aria-label={t('ui.breadcrumb')}>
      <ol>
        <For each={props.crumbs}>
          {(crumb) => (
            <li>
              <Show when={crumb.href} fallback={<span aria-current="page">{crumb.label}</span>}>
                {(href) => <a href={href()}>{crumb.label}</a>}
              </Show>
            </li>
          )}
        </For>
      </ol>
    </nav>
  );
}
