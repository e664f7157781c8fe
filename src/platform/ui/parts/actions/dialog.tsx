import { createEffect, createUniqueId, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { SignedOutNotice } from '../states/signed-out.tsx';
import './overlays.css';

/**
 * A question that has to be answered before anything else: the browser's own dialog, which holds the focus and closes
 * on Esc. What is inside is made anew each time it opens.
 */
export function Dialog(props: {
  readonly isOpen: boolean;
  readonly title: JSX.Element;
  readonly onClose: () => void;
  readonly children: JSX.Element;
  /** Buttons at the end. */
  readonly actions?: JSX.Element | undefined;
  readonly width?: 'narrow' | 'wide' | undefined;
}) {
  const { t } = useMessages();
  const id = `dialog-${createUniqueId()}`;
  let dialog: HTMLDialogElement | undefined;
  createEffect(() => {
    if (props.isOpen && !dialog?.open) openAt(dialog);
    else if (!props.isOpen && dialog?.open) dialog.close();
  });
  return (
    <dialog
      class="dialog"
      data-width={props.width ?? 'narrow'}
      ref={dialog}
      aria-labelledby={id}
      onClose={() => props.onClose()}
    >
      <Show when={props.isOpen}>
        <header class="dialog-head">
          <h2 id={id}>{props.title}</h2>
          <button type="button" class="side-panel-close" aria-label={t('ui.close')} onClick={() => dialog?.close()}>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
              <path d="M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5" />
            </svg>
          </button>
        </header>
        <SignedOutNotice />
        <div class="dialog-body">{props.children}</div>
        <Show when={props.actions}>
          <footer class="dialog-foot buttons">{props.actions}</footer>
        </Show>
      </Show>
    </dialog>
  );
}

const FIELD = ':is(input:not([type="hidden"], [type="file"]), select, textarea):not(:disabled)';

/** The browser alone would give the focus to the cross, which stands first: whoever opens a dialog wants to type. */
function openAt(dialog: HTMLDialogElement | undefined): void {
  dialog?.showModal();
  if (dialog?.querySelector('.dialog-body')?.contains(document.activeElement)) return;
  focusFirstField(dialog?.querySelector('.dialog-body'));
}

/** Puts the focus on the first field within, if there is one: that which says so itself before others. */
export function focusFirstField(within: Element | null | undefined): void {
  const field = within?.querySelector<HTMLElement>('[autofocus]') ?? within?.querySelector<HTMLElement>(FIELD);
  field?.focus();
}
