import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import type { PlaceNames } from '../../people-replies.ts';
import type { PeopleDesk } from '../people-desk.ts';

/** Places by their names, each leading to it. */
export function PlaceLinks(props: {
  readonly desk: PeopleDesk;
  readonly keys: readonly string[];
  readonly names: PlaceNames;
}) {
  return (
    <For each={props.keys}>
      {(key, index) => (
        <>
          {index() > 0 ? ', ' : ''}
          <Show when={props.desk.placeHref(key)} fallback={<PlaceName of={key} names={props.names} />}>
            {(href) => (
              <a href={href()}>
                <PlaceName of={key} names={props.names} />
              </a>
            )}
          </Show>
        </>
      )}
    </For>
  );
}

/** A place by its name; by its key, where it has none. */
export function PlaceName(props: { readonly of: string; readonly names: PlaceNames }) {
  const messages = useMessages();
  const picked = () => messages.localized(props.names[props.of] ?? {});
  return (
    <Show when={picked()} fallback={<bdi>{props.of}</bdi>}>
      {(name) => (
        <bdi lang={name().isForeign ? name().language : undefined} title={props.of}>
          {name().text}
        </bdi>
      )}
    </Show>
  );
}
