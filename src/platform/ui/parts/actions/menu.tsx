import { createSignal, createUniqueId, type JSX } from 'solid-js';
import './overlays.css';

/**
 * A button that opens a short list of links and buttons below it. It closes on Esc, on a press elsewhere and when one
 * of its entries was chosen.
 */
export function Menu(props: {
  /** What the button shows. */
  readonly button: JSX.Element;
  /** What the button is called where it shows only a sign. */
  readonly label?: string | undefined;
  /** Entries: `MenuItem`s, or a short form. */
  readonly children: JSX.Element;
}) {
  const id = `menu-${createUniqueId()}`;
  const [isOpen, setIsOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  let list: HTMLDivElement | undefined;
  const place = (event: ToggleEvent) => {
    setIsOpen(event.newState === 'open');
    if (event.newState === 'open' && button !== undefined && list !== undefined) placeBelow(button, list);
  };
  return (
    <span class="menu">
      <button
        type="button"
        class="button"
        data-look="quiet"
        ref={button}
        popovertarget={id}
        aria-expanded={isOpen()}
        aria-label={props.label}
      >
        {props.button}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a press that reaches the list was one on an entry */}
      <div
        id={id}
        class="menu-list"
        popover="auto"
        ref={list}
        onToggle={place}
        onClick={(event) =>
          event.target instanceof Element && event.target.closest('a, .menu-item') && list?.hidePopover()
        }
        onKeyDown={moveInMenu}
      >
        {props.children}
      </div>
    </span>
  );
}

/** An entry of a menu: a link where it has an address, a button else. */
export function MenuItem(props: {
  readonly children: JSX.Element;
  readonly href?: string | undefined;
  readonly isExternal?: boolean | undefined;
  readonly isChosen?: boolean | undefined;
  readonly onChoose?: (() => void) | undefined;
}) {
  return (
    <>
      {props.href === undefined ? (
        <button type="button" class="menu-item" aria-pressed={props.isChosen} onClick={() => props.onChoose?.()}>
          {props.children}
        </button>
      ) : (
        <a class="menu-item" href={props.href} rel={props.isExternal ? 'external' : undefined}>
          {props.children}
        </a>
      )}
    </>
  );
}

const EDGE_PX = 8;

function placeBelow(button: HTMLElement, list: HTMLElement): void {
  const from = button.getBoundingClientRect();
  const widest = document.documentElement.clientWidth - list.offsetWidth - EDGE_PX;
  const isRightToLeft = getComputedStyle(button).direction === 'rtl';
  const start = isRightToLeft || from.left > widest ? from.right - list.offsetWidth : from.left;
  list.style.left = `${Math.max(EDGE_PX, Math.min(start, widest))}px`;
  const isBelow = from.bottom + list.offsetHeight + EDGE_PX < innerHeight || from.top < list.offsetHeight;
  list.style.top = isBelow ? `${from.bottom + 4}px` : `${from.top - list.offsetHeight - 4}px`;
}

function moveInMenu(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('.menu-item')];
  const next = items[items.indexOf(document.activeElement as HTMLElement) + step];
  event.preventDefault();
  next?.focus();
}
