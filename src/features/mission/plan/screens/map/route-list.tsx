import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import type { Spot } from './drawing/spots.ts';
import { useStationWords } from './drawing/station-marks.tsx';
import { nameOfStation, type Sketch, type SketchStop } from './sketch.ts';

/** The stops of the route in their order, with what is not saved of it; editors reorder them and take them out. */
export function RouteList(props: {
  readonly team: string;
  readonly sketch: Sketch;
  readonly canDraw: boolean;
  readonly onGo: (spots: readonly Spot[]) => void;
}) {
  const { t, localized } = useMessages();
  const length = () => props.sketch.length();
  const count = () => props.sketch.stops().length;
  return (
    <section class="route-list" aria-label={t('planMap.route', { team: props.team })}>
      <h2>{t('planMap.route', { team: props.team })}</h2>
      <Show
        when={count() > 0}
        fallback={
          <p class="plan-words">
            {t('planMap.empty')}. {t(props.canDraw ? 'planMap.empty-hint' : 'planMap.nobody-hint')}
          </p>
        }
      >
        <p role="status">
          {t('planMap.length', { stops: count(), km: Math.round(length().metres / 100) / 10 })}
          <Show when={length().unknown > 0}>. {t('planMap.length-without', { count: length().unknown })}</Show>
        </p>
        <ol>
          <For each={props.sketch.stops().map(({ station }) => station)}>
            {(station) => (
              <Show when={props.sketch.stops().find((stop) => stop.station === station)}>
                {(stop) => <StopRow {...props} stop={stop()} name={nameOfStation(stop(), localized)} />}
              </Show>
            )}
          </For>
        </ol>
      </Show>
    </section>
  );
}

function StopRow(props: {
  readonly sketch: Sketch;
  readonly canDraw: boolean;
  readonly onGo: (spots: readonly Spot[]) => void;
  readonly stop: SketchStop;
  readonly name: string;
}) {
  const { t } = useMessages();
  const words = useStationWords(() => props.sketch);
  const label = (act: string) => `${act}: ${props.stop.station}`;
  return (
    <li class="route-row" value={props.stop.number}>
      <span class="route-row-name">
        <strong class="route-number">{props.stop.number}</strong> <bdi>{words({ ...props.stop, teams: [] })}</bdi>
        <Show when={props.stop.change}>
          {(change) => <span class="route-row-mark"> {t(`planMap.is-${change()}`)}</span>}
        </Show>
        <Show when={props.stop.point === null}>
          <span class="plan-small"> {t('planMap.without-point')}</span>
        </Show>
      </span>
      <span class="route-row-acts">
        <Show when={props.stop.point}>
          {(point) => (
            <Button
              look="quiet"
              aria-label={t('planMap.show-on', { station: props.stop.station })}
              onClick={() => props.onGo([{ ...point() }])}
            >
              {t('planMap.show')}
            </Button>
          )}
        </Show>
        <Show when={props.canDraw}>
          <Button
            look="quiet"
            aria-label={label(t('planMap.earlier'))}
            onClick={() => props.sketch.move(props.stop.station, -1)}
          >
            ↑
          </Button>
          <Button
            look="quiet"
            aria-label={label(t('planMap.later'))}
            onClick={() => props.sketch.move(props.stop.station, 1)}
          >
            ↓
          </Button>
          <Button
            look="quiet"
            aria-label={label(t('planMap.remove'))}
            onClick={() => props.sketch.remove(props.stop.station)}
          >
            {t('planMap.remove')}
          </Button>
        </Show>
      </span>
    </li>
  );
}
