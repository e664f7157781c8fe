import { For, Show } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { RecordLink } from './record-link.tsx';

/** The sources of a statement as small links, each of which opens its source beside the page. */
export function SourceMarks(props: { readonly sources: readonly string[] }) {
  const { t } = useMessages();
  return (
    <Show when={props.sources.length > 0}>
      <span class="source-marks">
        <span class="only-heard">{t('ui.sources', { count: props.sources.length })} </span>
        <For each={props.sources}>
          {(key) => (
            <RecordLink kind="source" key={key} class="source-mark">
              {key}
            </RecordLink>
          )}
        </For>
      </span>
    </Show>
  );
}
