import { createEffect, createMemo, createResource, createSignal, For, on, onCleanup, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { Checkbox } from '../../../../../platform/ui/parts/fields/choice-field.tsx';
import { SearchField } from '../../../../../platform/ui/parts/fields/search-field.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import { MOST_LISTED } from '../../plan.ts';
import type { ListedStations, MapArea, MapStation } from '../../plan-replies.ts';
import type { Spot } from './drawing/spots.ts';
import { useStationWords } from './drawing/station-marks.tsx';
import type { Sketch } from './sketch.ts';

const A_PAGE = 50;
const PAUSE_MS = 200;

interface ListProps {
  /** Of the mission's plan, as an address. */
  readonly base: string;
  readonly when: { readonly day: string; readonly phase: string };
  readonly area: string;
  readonly all: MapArea;
  readonly sketch: Sketch;
  readonly canDraw: boolean;
  /** Stations at one spot of the map, listed in place of all; null: all. */
  readonly atSpot: readonly MapStation[] | null;
  readonly onAll: () => void;
  readonly onGo: (spots: readonly Spot[]) => void;
}

/** All stations, those without coordinates among them: whatever is done on the map can be done here. */
export function StationList(props: ListProps) {
  const { t } = useMessages();
  const [typed, setTyped] = createSignal('');
  const [search, setSearch] = createSignal('');
  const [isUnlocated, setIsUnlocated] = createSignal(false);
  const [limit, setLimit] = createSignal(A_PAGE);
  createEffect(on(typed, (text) => afterPause(() => setSearch(text.trim())), { defer: true }));
  createEffect(on([search, isUnlocated, () => props.area], () => setLimit(A_PAGE), { defer: true }));
  const path = createMemo(() => {
    const asked = { ...props.when, search: search(), area: props.area, located: isUnlocated() ? 'no' : '' };
    const given = Object.entries({ ...asked, limit: String(limit()) }).filter(([, value]) => value !== '');
    return `${props.base}/map/list?${new URLSearchParams(given)}`;
  });
  const [found, { refetch }] = createResource(path, (address) => api.get<ListedStations>(address));
  const go = () => {
    const point = found.latest?.stations.find((station) => station.point !== null)?.point ?? null;
    if (point !== null) props.onGo([point]);
    return point !== null;
  };
  const without = () => props.all.stations - props.all.located;
  return (
    <section class="route-list" aria-label={t('planMap.list')}>
      <h2>{t('planMap.list')}</h2>
      <Show
        when={props.atSpot}
        fallback={
          <>
            <SearchField label={t('planMap.find')} value={typed()} onInput={setTyped} onTake={go} />
            <Show when={without() > 0}>
              <Checkbox
                label={t('planMap.only-unlocated')}
                hint={t('planMap.unlocated', { count: without() })}
                checked={isUnlocated()}
                onInput={setIsUnlocated}
              />
            </Show>
            <Show when={found.error === undefined} fallback={<ErrorState problem={found.error} onRetry={refetch} />}>
              <Show when={found.latest} fallback={<Skeleton rows={6} />}>
                {(shown) => (
                  <>
                    <p role="status">{t('planMap.found', { count: shown().count })}</p>
                    <StationRows {...props} stations={shown().stations} />
                    <More found={shown()} onMore={() => setLimit(Math.min(MOST_LISTED, limit() + 2 * A_PAGE))} />
                  </>
                )}
              </Show>
            </Show>
          </>
        }
      >
        {(stations) => (
          <>
            <p role="status">{t('planMap.at-spot', { count: stations().length })}</p>
            <Button onClick={() => props.onAll()}>{t('planMap.at-spot-off')}</Button>
            <StationRows {...props} stations={stations()} />
          </>
        )}
      </Show>
    </section>
  );
}

function More(props: { readonly found: ListedStations; readonly onMore: () => void }) {
  const { t } = useMessages();
  return (
    <Show when={props.found.count > props.found.stations.length}>
      <Show
        when={props.found.stations.length < MOST_LISTED}
        fallback={<p class="plan-words">{t('planMap.too-many')}</p>}
      >
        <Button onClick={() => props.onMore()}>{t('planMap.more')}</Button>
      </Show>
    </Show>
  );
}

function StationRows(
  props: Pick<ListProps, 'sketch' | 'canDraw' | 'onGo'> & { readonly stations: readonly MapStation[] },
) {
  const { t } = useMessages();
  const words = useStationWords(() => props.sketch);
  return (
    <ul>
      <For each={props.stations}>
        {(station) => (
          <li class="route-row" data-in={props.sketch.has(station.station) ? '' : undefined}>
            <span class="route-row-name">
              <bdi>{words(station)}</bdi>
              <Show when={station.point === null}>
                <span class="plan-small"> {t('planMap.without-point')}</span>
              </Show>
            </span>
            <span class="route-row-acts">
              <Show when={station.point}>
                {(point) => (
                  <Button
                    look="quiet"
                    aria-label={t('planMap.show-on', { station: station.station })}
                    onClick={() => props.onGo([{ ...point() }])}
                  >
                    {t('planMap.show')}
                  </Button>
                )}
              </Show>
              <Show when={props.canDraw}>
                <AddOrRemove sketch={props.sketch} station={station} />
              </Show>
            </span>
          </li>
        )}
      </For>
    </ul>
  );
}

/** One button that stays where it is, so that the focus does. */
function AddOrRemove(props: { readonly sketch: Sketch; readonly station: MapStation }) {
  const { t } = useMessages();
  const isIn = () => props.sketch.has(props.station.station);
  const act = () => (isIn() ? props.sketch.remove(props.station.station) : props.sketch.add(props.station));
  const words = () => t(isIn() ? 'planMap.remove' : 'planMap.add');
  return (
    <Button look="quiet" aria-label={`${words()}: ${props.station.station}`} onClick={act}>
      {words()}
    </Button>
  );
}

function afterPause(act: () => void): void {
  const timer = setTimeout(act, PAUSE_MS);
  onCleanup(() => clearTimeout(timer));
}
