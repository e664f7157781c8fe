import { useLocation, useNavigate } from '@solidjs/router';
import { createSignal, For, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { SearchField } from '../../../../../platform/ui/parts/fields/search-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { moveInRows } from '../../../../../platform/ui/parts/table/row-keys.ts';
import type { PlaceMatch, PlaceMatches } from '../../contract.ts';
import { createLoaded, searchPlaces } from '../load-places.ts';
import { PlaceMarks, PlaceTitle } from '../place-name.tsx';
import { placesHref } from '../places-address.ts';
import { levelKey, type PlacesView, placeName, readPlace } from '../places-view.ts';

const PAUSE_MS = 150;

/** The field that searches all places; the address keeps what was searched. */
export function PlaceSearch(props: { readonly view: PlacesView; readonly query: string }) {
  const { t } = useMessages();
  const location = useLocation();
  const navigate = useNavigate();
  const [typed, setTyped] = createSignal<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const search = (words: string) => {
    setTyped(words);
    clearTimeout(timer);
    timer = setTimeout(() => {
      navigate(location.pathname + placesHref(location.search, { query: words }), { replace: true, scroll: false });
      setTyped(null);
    }, PAUSE_MS);
  };
  return (
    <div on:keydown={goToResults}>
      <SearchField label={t('places.search')} value={typed() ?? props.query} onInput={search} />
    </div>
  );
}

/** From the field, the arrow leads into what was found. */
function goToResults(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.key !== 'ArrowDown') return;
  const first = event.currentTarget.parentElement?.querySelector<HTMLElement>('.places-found a');
  if (!first) return;
  event.preventDefault();
  first.focus();
}

/** What was found, best first, each with the way to it. */
export function FoundPlaces(props: { readonly view: PlacesView; readonly query: string }) {
  const { t } = useMessages();
  const asked = () => JSON.stringify([props.view.slug, props.view.day, props.query]);
  const found = createLoaded(asked, () => searchPlaces(props.view, props.query));
  return (
    <Show
      when={found.problem() === undefined}
      fallback={<ErrorState problem={found.problem() ?? { code: 'other', parameters: {} }} onRetry={found.retry} />}
    >
      <Show when={found.latest()}>
        {(matches) => (
          <div class="places-found">
            <p class="places-faint" role="status">
              <Show
                when={matches().places.length > 0}
                fallback={<bdi>{t('places.search.none', { query: props.query })}</bdi>}
              >
                {t(matches().isCut ? 'places.search.cut' : 'places.search.found', { count: matches().places.length })}
              </Show>
            </p>
            <ul onKeyDown={moveInRows}>
              <For each={matches().places}>
                {(match) => <FoundPlace match={match} matches={matches()} view={props.view} />}
              </For>
            </ul>
          </div>
        )}
      </Show>
    </Show>
  );
}

function FoundPlace(props: { readonly match: PlaceMatch; readonly matches: PlaceMatches; readonly view: PlacesView }) {
  const messages = useMessages();
  const location = useLocation();
  const place = () => readPlace(props.match);
  const way = () =>
    props.match.path.flatMap((code) => {
      const above = props.matches.above.find(({ key }) => key === code);
      return above === undefined ? [] : [readPlace(above)];
    });
  return (
    <li data-row="">
      <a class="places-node" href={placesHref(location.search, { place: props.match.key, show: 'list' })} noScroll>
        <PlaceTitle place={place()} view={props.view} />
      </a>{' '}
      <span class="places-faint">
        {messages.t(levelKey(place().level))} <bdi>{place().code}</bdi>
        <For each={way().slice(1)}>
          {(above) => (
            <>
              {' · '}
              <bdi>{placeName(messages, above)}</bdi>
            </>
          )}
        </For>
      </span>{' '}
      <PlaceMarks place={place()} view={props.view} />
    </li>
  );
}
