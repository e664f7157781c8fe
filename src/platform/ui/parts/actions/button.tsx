import { type JSX, Show, splitProps } from 'solid-js';
import './actions.css';

/** How much an action asks to be taken: `primary` at most once in a view, `quiet` among data, `danger` for what cannot be taken back. */
export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: ButtonLook | undefined;
  /** While true, the button cannot be pressed again and says that work is under way. */
  readonly isBusy?: boolean | undefined;
  /** A key that does the same, shown beside the words. */
  readonly hotkey?: string | undefined;
}

/** A button; of type `button` unless `type` says otherwise. */
export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['look', 'isBusy', 'hotkey', 'children', 'disabled']);
  return (
    <button
      type="button"
      {...rest}
      class="button"
      data-look={own.look ?? 'plain'}
      disabled={own.disabled || own.isBusy}
      aria-busy={own.isBusy ? 'true' : undefined}
    >
      {own.children}
      <Show when={own.hotkey}>{(key) => <kbd>{key()}</kbd>}</Show>
    </button>
  );
}

interface LinkButtonProps {
  readonly href: string;
  readonly look?: ButtonLook | undefined;
  readonly children: JSX.Element;
  /** The address is not a page of this app: a download, the API, the other app. */
  readonly isExternal?: boolean | undefined;
  /** Saves instead of showing; the name of the file. */
  readonly download?: string | undefined;
  /** Keeps the page where it is scrolled: for links that only open the side panel. */
  readonly keepScroll?: boolean | undefined;
}

/** A link that looks like a button, for what has an address. */
export function LinkButton(props: LinkButtonProps) {
  return (
    <a
      class="button"
      data-look={props.look ?? 'plain'}
      href={props.href}
      rel={props.isExternal ? 'external' : undefined}
      download={props.download}
      {...(props.keepScroll ? { noScroll: true } : {})}
    >
      {props.children}
    </a>
  );
}

/** Buttons in a row, which breaks where it must. */
export function Buttons(props: { readonly children: JSX.Element }) {
  return <div class="buttons">{props.children}</div>;
}
