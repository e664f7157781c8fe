import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { formatMoment } from '../../../../../platform/ui/moment.ts';
import type { ShownVersion } from '../../people-replies.ts';
import { wordChange } from '../people-words.ts';

/** Changes of somebody, the newest first: who, when, why, and what from what to what. */
export function VersionList(props: { readonly versions: readonly ShownVersion[] }) {
  const messages = useMessages();
  return (
    <ol class="people-versions" reversed>
      <For each={props.versions}>
        {(version) => (
          <li>
            <p class="people-aside">
              <bdi>{version.by}</bdi> · {formatMoment(messages, version.at)}
              <Show when={version.reason}>
                {(reason) => (
                  <>
                    {' · '}
                    <q>{reason()}</q>
                  </>
                )}
              </Show>
            </p>
            <ul>
              <For each={version.changes}>{(change) => <li>{wordChange(messages, change)}</li>}</For>
            </ul>
          </li>
        )}
      </For>
    </ol>
  );
}
