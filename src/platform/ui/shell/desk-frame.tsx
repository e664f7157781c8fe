import { createEffect, For, type JSX, on, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../i18n/language-provider.tsx';
import { Toasts } from '../parts/actions/toast.tsx';
import { Breadcrumb, type Crumb } from '../parts/links/breadcrumb.tsx';
import { KeysHelp } from '../parts/palette/keys-help.tsx';
import { isPaletteThere, openPalette } from '../parts/palette/palette-state.ts';
import { listenForRowKeys } from '../parts/table/row-keys.ts';
import { focusOnArrival } from './arrival.ts';
import { Icon, type IconName } from './icons.tsx';
import { LanguageSwitch, ThemeSwitch } from './switches.tsx';
import './shell.css';
import './desk-frame.css';

/** A section of the desk. */
export interface RailItem {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly isCurrent: boolean;
  /** A line parts it from what stands before it. */
  readonly beginsGroup?: boolean;
}

/** Sections that belong together, with a line before them. */
export function railGroup([first, ...rest]: readonly RailItem[]): RailItem[] {
  return first === undefined ? [] : [{ ...first, beginsGroup: true }, ...rest];
}

export interface DeskFrameProps {
  readonly rail: readonly RailItem[];
  /** The way to this view; the last crumb is the view itself. */
  readonly crumbs: readonly Crumb[];
  /** The heading of the view, and the title of the window. */
  readonly title: string;
  /** What must not be overlooked on the whole page, above its heading: that nothing of it has happened. */
  readonly notice?: JSX.Element | undefined;
  /** What the view can do as a whole, beside its heading. */
  readonly actions?: JSX.Element | undefined;
  /** What is live: the connection, what others are doing. */
  readonly live?: JSX.Element | undefined;
  /** The account menu. */
  readonly account?: JSX.Element | undefined;
  /** The side panel, while something is selected. */
  readonly panel?: JSX.Element | undefined;
  readonly children: JSX.Element;
}

/** The frame of the desk: sections at the edge, the way here and what is live above, the work, and what is selected beside it. */
export function DeskFrame(props: DeskFrameProps) {
  const { t } = useMessages();
  let heading: HTMLHeadingElement | undefined;
  focusOnArrival(() => heading);
  onCleanup(listenForRowKeys());
  createEffect(() => {
    document.title = `${props.title} – Scrutineer`;
  });
  return (
    <div class="desk">
      <a class="skip" href="#main" rel="external">
        {t('ui.skip')}
      </a>
      <Rail items={props.rail} />
      <DeskHeader {...props} />
      <div class="desk-body">
        <main id="main" class="desk-main" tabindex="-1">
          <Show when={props.notice}>
            <p class="desk-notice">{props.notice}</p>
          </Show>
          <div class="desk-title">
            <h1 tabindex="-1" ref={heading}>
              {props.title}
            </h1>
            <div class="buttons">{props.actions}</div>
          </div>
          {props.children}
        </main>
        <div class="desk-panel">{props.panel}</div>
      </div>
      <KeysHelp />
      <Toasts />
    </div>
  );
}

/** The sections. Where there is no room for all of them, the one that is open is in sight. */
function Rail(props: { readonly items: readonly RailItem[] }) {
  const { t } = useMessages();
  let rail: HTMLElement | undefined;
  createEffect(
    on(
      () => props.items,
      () => {
        showCurrent(rail);
        // Words are wider or narrower once their font is there.
        void document.fonts.ready.then(() => showCurrent(rail));
      },
    ),
  );
  return (
    <nav class="desk-rail" aria-label={t('ui.main-menu')} ref={rail}>
      <ul>
        <For each={props.items}>
          {(item) => (
            <li data-begins-group={item.beginsGroup ? '' : undefined}>
              <a href={item.href} aria-current={item.isCurrent ? 'page' : undefined}>
                <Icon name={item.icon} />
                <span>{item.label}</span>
              </a>
            </li>
          )}
        </For>
      </ul>
    </nav>
  );
}

/** Moves the rail alone: the page stays where it is. */
function showCurrent(rail: HTMLElement | undefined): void {
  const current = rail?.querySelector('[aria-current]');
  if (rail === undefined || current == null) return;
  const [frame, box] = [rail.getBoundingClientRect(), current.getBoundingClientRect()];
  rail.scrollBy({
    left: Math.max(0, box.right - frame.right) + Math.min(0, box.left - frame.left),
    top: Math.max(0, box.bottom - frame.bottom) + Math.min(0, box.top - frame.top),
    behavior: 'instant',
  });
}

function DeskHeader(props: DeskFrameProps) {
  const { t } = useMessages();
  return (
    <header class="desk-header">
      <Breadcrumb crumbs={props.crumbs} />
      <div class="desk-live">{props.live}</div>
      <div class="desk-tools">
        <Show when={isPaletteThere()}>
          <button type="button" class="desk-find" onClick={openPalette} aria-keyshortcuts="Control+K">
            <Icon name="search" />
            <span>{t('ui.palette.open')}</span>
            <kbd>Ctrl K</kbd>
          </button>
        </Show>
        <LanguageSwitch />
        <ThemeSwitch />
        {props.account}
      </div>
    </header>
  );
}
