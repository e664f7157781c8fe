import { createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { UnsentQuestion } from '../actions/dialog.tsx';
import { watchUnsent } from '../actions/unsent.ts';
import { createLeaveHold } from './leave-hold.ts';
import './panel.css';

interface SidePanelProps {
  /** What is shown: the heading of the panel and the name of the region. */
  readonly title: JSX.Element;
  /** What sort of thing it is, above the title: `Source S01`. */
  readonly kicker?: JSX.Element | undefined;
  /** Buttons beside the title. */
  readonly actions?: JSX.Element | undefined;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

/**
 * A region beside the work for the thing that is selected: the list stays visible and usable. Esc closes it and gives
 * the focus back to where it came from. Where something was typed in it that is not kept, it asks before it goes. It covers the page on a phone. Show it with a `keyed` Show, so that it takes
 * the focus again for another thing.
 */
export function SidePanel(props: SidePanelProps) {
  const { t } = useMessages();
  const id = `panel-${createUniqueId()}`;
  const opener = document.activeElement;
  let heading: HTMLHeadingElement | undefined;
  let panel: HTMLElement | undefined;
  const unsent = watchUnsent(() => panel);
  const leaving = createLeaveHold(unsent.isThere, unsent.forget);
  const close = () => leaving.ask(props.onClose);
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || isInsideOverlay(event.target)) return;
    event.preventDefault();
    close();
  };
  onMount(() => {
    heading?.focus({ preventScroll: true });
    document.addEventListener('keydown', closeOnEscape);
  });
  onCleanup(() => {
    document.removeEventListener('keydown', closeOnEscape);
    queueMicrotask(() => returnFocus(opener));
  });
  return (
    <aside class="side-panel" aria-labelledby={id} ref={panel}>
      <header class="side-panel-head">
        <div class="side-panel-title">
          <Show when={props.kicker}>
            <p class="side-panel-kicker">{props.kicker}</p>
          </Show>
          <h2 id={id} ref={heading} tabindex="-1">
            {props.title}
          </h2>
        </div>
        <div class="side-panel-actions">{props.actions}</div>
        <button type="button" class="side-panel-close" onClick={close} aria-label={t('ui.close')}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5" />
          </svg>
        </button>
      </header>
      <div class="side-panel-body">{props.children}</div>
      <Show when={leaving.wanted()}>
        <UnsentQuestion onStay={leaving.stay} onLeave={leaving.go} />
      </Show>
    </aside>
  );
}

/** A definition list for the fields of a thing, in the panel or elsewhere. */
export function Facts(props: { readonly children: JSX.Element }) {
  return <dl class="facts">{props.children}</dl>;
}

/** One field of a thing: its name and what it holds. */
export function Fact(props: { readonly term: JSX.Element; readonly children: JSX.Element }) {
  return (
    <div class="fact">
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** Esc belongs to a dialog or a menu first, which the browser closes itself. */
function isInsideOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('dialog[open], [popover]:popover-open') !== null;
}

function returnFocus(opener: Element | null): void {
  const isLost = document.activeElement === null || document.activeElement === document.body;
  if (isLost && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
}
