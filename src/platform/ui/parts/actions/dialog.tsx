import { createEffect, createUniqueId, type JSX, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
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
    if (props.isOpen && !dialog?.open) dialog?.showModal();
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
        <div class="dialog-body">{props.children}</div>
        <Show when={props.actions}>
          <footer class="dialog-foot buttons">{props.actions}</footer>
        </Show>
      </Show>
    </dialog>
  );
}
