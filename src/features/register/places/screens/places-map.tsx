import { useLocation } from '@solidjs/router';
import { createEffect, createMemo, createSignal, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import type { Messages } from '../../../../platform/i18n/messages.ts';
import type { MapPoint } from '../../../../platform/ui/map/map-point.ts';
import type { MapBox } from '../../../../platform/ui/map/map-view.ts';
import { PlacesMap } from '../../../../platform/ui/map/places-map.tsx';
import { Tabs } from '../../../../platform/ui/parts/links/tabs.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/parts/states/skeleton.tsx';
import { placeStateOn } from '../as-of.ts';
import type { PlacePoints } from '../contract.ts';
import { createLoaded, loadPoints } from './load-places.ts';
import { type PlacesAddress, placesHref } from './places-address.ts';
import { findAnnulment, isolated, levelKey, type PlacesView, placeName, readPlace } from './places-view.ts';

const PAUSE_MS = 250;

interface MapProps {
  readonly view: PlacesView;
  readonly where: PlacesAddress['where'];
}

/** The places whose coordinates are recorded, within the country or abroad; many are gathered until one comes near. */
export function MapOfPlaces(props: MapProps) {
  const { t } = useMessages();
  const location = useLocation();
  const tabs = () =>
    (['home', 'abroad'] as const).map((where) => ({
      href: placesHref(location.search, { where }),
      label: t(`places.map.${where}`),
      isCurrent: props.where === where,
    }));
  return (
    <div class="places-map">
      <Tabs label={t('places.map.where')} tabs={tabs()} />
      <Show when={`${props.where} ${props.view.day}`} keyed>
        <LoadedMap view={props.view} where={props.where} />
      </Show>
    </div>
  );
}

function LoadedMap(props: MapProps) {
  const messages = useMessages();
  const { t } = messages;
  const [box, setBox] = createSignal<MapBox | null>(null);
  const asked = createMemo(() => ({ view: props.view, where: props.where, box: box() }));
  const found = createLoaded(asked, loadPoints);
  const points = createMemo<readonly MapPoint[]>((before) => {
    const answer = found.latest();
    const next = answer === undefined ? [] : pointsOf(messages, props.view, answer);
    // Where nothing lies in the part that is seen, the map stays as it is.
    return next.length > 0 ? next : before;
  }, []);
  const follow = createFollower((seen) => {
    if (found.latest()?.as === 'clusters' || box() !== null) setBox(seen);
  });
  return (
    <Show
      when={found.problem() === undefined}
      fallback={<ErrorState problem={found.problem() ?? { code: 'other', parameters: {} }} onRetry={found.retry} />}
    >
      <Show when={found.latest()} fallback={<Skeleton rows={8} />}>
        <Show
          when={points().length > 0}
          fallback={<EmptyState title={t(`places.map.none.${props.where}`)}>{t('places.map.none')}</EmptyState>}
        >
          <PlacesMap
            title={t(`places.map.title.${props.where}`)}
            caption={t('places.map.caption', { count: countOf(points()), date: messages.formatDate(props.view.day) })}
            points={points()}
            onMove={follow}
          />
        </Show>
      </Show>
    </Show>
  );
}

/** Tells `follow` what is seen once the map has come to rest. */
function createFollower(follow: (seen: MapBox) => void): (seen: MapBox) => void {
  const [seen, setSeen] = createSignal<MapBox | null>(null);
  createEffect(() => {
    const box = seen();
    if (box === null) return;
    const timer = setTimeout(() => follow(box), PAUSE_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return setSeen;
}

function countOf(points: readonly MapPoint[]): number {
  return points.reduce((sum, point) => sum + (point.count ?? 1), 0);
}

function pointsOf(messages: Messages, view: PlacesView, found: PlacePoints): MapPoint[] {
  if (found.as === 'points') return found.places.map((held) => pointOf(messages, view, held));
  return found.clusters.map(({ latitude, longitude, places, open }, index) => ({
    id: `cluster-${index}`,
    label: messages.t('places.map.cluster', { count: places }),
    latitude,
    longitude,
    count: places,
    note: open === places ? undefined : messages.t('places.map.not-open', { count: places - open }),
  }));
}

function pointOf(messages: Messages, view: PlacesView, held: Parameters<typeof readPlace>[0]): MapPoint {
  const place = readPlace(held);
  const state = placeStateOn(place, view.day);
  const notes = [
    messages.t(levelKey(place.level)),
    state === 'open' ? null : messages.t(`places.state.${state}`),
    findAnnulment(view, place.code) === null ? null : messages.t('fields.choice.event.results-annulled'),
  ];
  return {
    id: place.code,
    label: isolated(placeName(messages, place)),
    latitude: Number(place.latitude),
    longitude: Number(place.longitude),
    note: notes.filter((note) => note !== null).join(', '),
    record: { kind: 'place', key: place.code },
  };
}
