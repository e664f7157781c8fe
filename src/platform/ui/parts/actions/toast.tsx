import { createSignal, For, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import './overlays.css';

/** A sentence about what has just happened, with at most one thing to do about it, such as undoing it. */
export interface Toast {
  readonly message: string;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

const SHOWN_MS = 6_000;
const SHOWN_WITH_ACTION_MS = 15_000;
const [toasts, setToasts] = createSignal<readonly Toast[]>([]);

/** Says at the edge of the page what has just happened; goes by itself, later where there is something to do. */
export function showToast(toast: Toast): void {
  setToasts((shown) => [...shown.slice(-2), toast]);
  setTimeout(() => dismiss(toast), toast.action === undefined ? SHOWN_MS : SHOWN_WITH_ACTION_MS);
}

/** Where toasts appear; stands once on a page, in its shell. */
export function Toasts() {
  const { t } = useMessages();
  return (
    <div class="toasts" role="status" aria-live="polite">
      <For each={toasts()}>
        {(toast) => (
          <div class="toast">
            <span>{toast.message}</span>
            <Show when={toast.action}>
              {(action) => (
                <button type="button" class="toast-action" onClick={() => [action().run(), dismiss(toast)]}>
                  {action().label}
                </button>
              )}
            </Show>
            <button type="button" class="side-panel-close" aria-label={t('ui.dismiss')} onClick={() => dismiss(toast)}>
              <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                <path d="M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5" />
              </svg>
            </button>
          </div>
        )}
      </For>
    </div>
  );
}

function dismiss(toast: Toast): void {
  setToasts((shown) => shown.filter((other) => other !== toast));
}
