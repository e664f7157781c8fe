import { For, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { directionOf } from '../../../../platform/i18n/languages.ts';
import { StatusShape } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import { placeStateOn } from '../as-of.ts';
import type { Place } from '../place.ts';
import { findAnnulment, formerName, numberedName, type PlacesView } from './places-view.ts';

/**
 * The name of a place, isolated from what stands around it: whatever direction its letters have, and whatever marks of
 * direction hide in it, the words beside it stay where they are.
 */
export function PlaceName(props: { readonly place: Place; readonly view?: PlacesView | undefined }) {
  const messages = useMessages();
  const picked = () => messages.localized(props.place.name);
  const former = () => (props.view === undefined ? null : formerName(props.view, props.place.code));
  return (
    <Show
      when={former()}
      fallback={
        <Show when={picked()} fallback={<bdi>{numberedName(messages, props.place)}</bdi>}>
          {(name) => <bdi lang={name().isForeign ? name().language : undefined}>{name().text}</bdi>}
        </Show>
      }
    >
      {(name) => <bdi>{name()}</bdi>}
    </Show>
  );
}

/** Number and name, as a place is called in a list. */
export function PlaceTitle(props: { readonly place: Place; readonly view?: PlacesView | undefined }) {
  const messages = useMessages();
  const hasName = () => messages.localized(props.place.name) !== null;
  return (
    <>
      <Show when={hasName() && props.place.number}>
        {(number) => (
          <>
            <bdi class="places-number numeral">{number()}</bdi>{' '}
          </>
        )}
      </Show>
      <PlaceName place={props.place} view={props.view} />
    </>
  );
}

/** The name in every language and script that the record has, each in its own direction. */
export function PlaceNames(props: { readonly place: Place }) {
  const { language } = useMessages();
  const names = () => Object.entries(props.place.name);
  const wordFor = (tag: string) => new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
  return (
    <Show when={names().length > 1}>
      <ul class="places-names">
        <For each={names()}>
          {([tag, name]) => (
            <li>
              <bdi lang={tag} dir={directionOf(tag)}>
                {name}
              </bdi>{' '}
              <span class="places-faint">{wordFor(tag)}</span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}

/** What a reader has to know of a place at once, by shape and word: that it is no longer or not yet, or annulled. */
export function PlaceMarks(props: { readonly place: Place; readonly view: PlacesView }) {
  const { t, formatDate } = useMessages();
  const state = () => placeStateOn(props.place, props.view.day);
  return (
    <>
      <Show when={state() === 'closed' && props.place.valid_to}>
        {(day) => (
          <span class="places-mark">
            <StatusShape status="not-applicable" /> {t('places.closed-after', { date: formatDate(day(), 'short') })}
          </span>
        )}
      </Show>
      <Show when={state() === 'planned' && props.place.valid_from}>
        {(day) => (
          <span class="places-mark">
            <StatusShape status="pending" /> {t('places.opens-on', { date: formatDate(day(), 'short') })}
          </span>
        )}
      </Show>
      <Show when={findAnnulment(props.view, props.place.code)}>
        <span class="places-mark" data-annulled="">
          <StatusShape status="missed" /> {t('fields.choice.event.results-annulled')}
        </span>
      </Show>
    </>
  );
}
