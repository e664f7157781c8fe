import { createEffect, type JSX, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../i18n/language-provider.tsx';
import { Toasts } from '../parts/actions/toast.tsx';
import { type Tab, Tabs } from '../parts/links/tabs.tsx';
import { listenForRowKeys } from '../parts/table/row-keys.ts';
import { focusOnArrival } from './arrival.ts';
import { LanguageSwitch, ThemeSwitch } from './switches.tsx';
import '../theme/fonts-serif.css';
import './shell.css';
import './public-frame.css';

export interface PublicFrameProps {
  readonly title: string;
  /** Above the title: what sort of thing it is, or where it belongs. */
  readonly kicker?: JSX.Element | undefined;
  /** One or two sentences under the title that say what is here. */
  readonly standfirst?: JSX.Element | undefined;
  readonly tabs?: readonly Tab[] | undefined;
  /** Where the product's name leads; `/` unless given. */
  readonly home?: string | undefined;
  /** Links at the right of the top line, such as the one to the desk. */
  readonly tools?: JSX.Element | undefined;
  readonly footer?: JSX.Element | undefined;
  readonly panel?: JSX.Element | undefined;
  readonly children: JSX.Element;
}

/** The frame of the public pages: set like a report, with its views as tabs under the title. */
export function PublicFrame(props: PublicFrameProps) {
  const { t } = useMessages();
  let heading: HTMLHeadingElement | undefined;
  focusOnArrival(() => heading);
  onCleanup(listenForRowKeys());
  createEffect(() => {
    document.title = props.title;
  });
  return (
    <div class="public">
      <a class="skip" href="#main" rel="external">
        {t('ui.skip')}
      </a>
      <header class="public-header">
        <div class="public-top">
          <a class="wordmark" href={props.home ?? '/'}>
            Scrutineer
          </a>
          <div class="public-tools">
            {props.tools}
            <LanguageSwitch />
            <ThemeSwitch />
          </div>
        </div>
        <div class="public-title">
          <Show when={props.kicker}>
            <p class="public-kicker">{props.kicker}</p>
          </Show>
          <h1 tabindex="-1" ref={heading}>
            {props.title}
          </h1>
          <Show when={props.standfirst}>
            <p class="public-standfirst">{props.standfirst}</p>
          </Show>
        </div>
      </header>
      <Show when={props.tabs}>
        {(tabs) => (
          <div class="public-tabs">
            <Tabs label={t('ui.views')} tabs={tabs()} />
          </div>
        )}
      </Show>
      <main id="main" class="public-main" tabindex="-1">
        {props.children}
      </main>
      <footer class="public-footer">{props.footer}</footer>
      <div class="public-panel">{props.panel}</div>
      <Toasts />
    </div>
  );
}
