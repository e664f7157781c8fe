import { For } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { ShownVersion } from '../../people-replies.ts';
import { wordChange } from '../people-words.ts';
import { Told } from './told.tsx';

/** Changes of somebody, the newest first: who, when, why, and what from what to what. */
export function VersionList(props: { readonly versions: readonly ShownVersion[] }) {
  const messages = useMessages();
  return (
    <ol class="people-versions" reversed>
      <For each={props.versions}>
        {(version) => (
          <li>
            <Told by={version.by} at={version.at} reason={version.reason} />
            <ul>
              <For each={version.changes}>{(change) => <li>{wordChange(messages, change)}</li>}</For>
            </ul>
          </li>
        )}
      </For>
    </ol>
  );
}
