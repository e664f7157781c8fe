import { createEffect, createSignal, createUniqueId, type JSX, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { SignedOutNotice } from '../states/signed-out.tsx';
import { Button } from './button.tsx';
import { watchUnsent } from './unsent.ts';
import './overlays.css';

/**
 * A question that has to be answered before anything else: the browser's own dialog, which holds the focus and closes
 * on Esc, after asking where something was typed that is not kept. What is inside is made anew each time it opens.
 */
export function Dialog(props: {
  readonly isOpen: boolean;
  readonly title: JSX.Element;
  readonly onClose: () => void;
  readonly children: JSX.Element;
  /** Buttons at the end. */
  readonly actions?: JSX.Element | undefined;
  readonly width?: 'narrow' | 'wide' | undefined;
  /** What is typed in it is quickly typed again, or kept: it closes without asking. */
  readonly isLossless?: boolean | undefined;
}) {
  const { t } = useMessages();
  const id = `dialog-${createUniqueId()}`;
  let dialog: HTMLDialogElement | undefined;
  const unsent = watchUnsent(() => dialog);
  const [isAsked, setIsAsked] = createSignal(false);
  const close = () => (unsent.isThere() ? setIsAsked(true) : dialog?.close());
  const closeOnEscape = (event: KeyboardEvent) => {
    const isOwn = event.target instanceof Element && event.target.closest('dialog') === dialog;
    if (event.key !== 'Escape' || event.defaultPrevented || !isOwn || !unsent.isThere()) return;
    event.preventDefault();
    setIsAsked(true);
  };
  createEffect(() => {
    if (props.isOpen && !dialog?.open) openAt(dialog);
    else if (!props.isOpen && dialog?.open) dialog.close();
  });
  return (
    <dialog
      class="dialog"
      data-width={props.width ?? 'narrow'}
      data-loss={props.isLossless ? 'none' : undefined}
      ref={dialog}
      aria-labelledby={id}
      onClose={() => props.onClose()}
      onKeyDown={closeOnEscape}
    >
      <Show when={isAsked()}>
        <UnsentQuestion
          onStay={() => setIsAsked(false)}
          onLeave={() => {
            setIsAsked(false);
            dialog?.close();
          }}
        />
      </Show>
      <Show when={props.isOpen}>
        <header class="dialog-head">
          <h2 id={id}>{props.title}</h2>
          <button type="button" class="side-panel-close" aria-label={t('ui.close')} onClick={close}>
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

/** Asks whoever closes what holds something typed. Show it as long as it is asked: it gives the focus back when it goes. */
export function UnsentQuestion(props: { readonly onStay: () => void; readonly onLeave: () => void }) {
  const { t } = useMessages();
  const before = document.activeElement;
  onCleanup(() => queueMicrotask(() => before instanceof HTMLElement && before.isConnected && before.focus()));
  return (
    <Dialog
      isOpen
      title={t('ui.unsent')}
      onClose={props.onStay}
      actions={
        <>
          <Button look="primary" autofocus onClick={props.onStay}>
            {t('ui.stay')}
          </Button>
          <Button onClick={props.onLeave}>{t('ui.leave')}</Button>
        </>
      }
    >
      <p>{t('ui.unsent-lost')}</p>
    </Dialog>
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
