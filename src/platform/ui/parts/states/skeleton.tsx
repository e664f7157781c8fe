import { createSignal, For, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import './states.css';

const PATIENCE_MS = 300;

/** Stands for what is being loaded, and only once waiting is felt: after 300 ms. */
export function Skeleton(props: { readonly rows?: number | undefined }) {
  const { t } = useMessages();
  const [isShown, setIsShown] = createSignal(false);
  const timer = setTimeout(() => setIsShown(true), PATIENCE_MS);
  onCleanup(() => clearTimeout(timer));
  return (
    <Show when={isShown()}>
      <div class="skeleton">
        <p class="only-heard" role="status">
          {t('ui.loading')}
        </p>
        <For each={Array.from({ length: props.rows ?? 6 })}>{() => <span class="skeleton-row" />}</For>
      </div>
    </Show>
  );
}
