import { createMemo, For, lazy, Show, Suspense } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { ChartFrame } from '../../../../../platform/ui/charts/frame/chart-frame.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { ShownStations, StationSpot } from '../../situation.ts';
import { StateMark, useStateWord } from './state-mark.tsx';

const StationDrawing = lazy(async () => ({ default: (await import('./station-drawing.tsx')).StationDrawing }));

/** How the stations of a phase stand, on the map; those without coordinates are counted and named beside it. */
export function StationMap(props: {
  readonly stations: ShownStations;
  readonly height: number;
  readonly phase: string;
}) {
  const messages = useMessages();
  const { t } = messages;
  const word = useStateWord();
  const located = createMemo(() => props.stations.spots.reduce((sum, { count }) => sum + count, 0));
  const nameOf = ({ station, names }: StationSpot) =>
    `${station} ${messages.localized(names ?? {})?.text ?? ''}`.trim();
  const wordsOf = (spot: StationSpot) =>
    spot.station === null
      ? `${word(spot.status)}: ${messages.formatNumber(spot.count)}`
      : `${nameOf(spot)}: ${word(spot.status)}`;
  const table = () => ({
    columns: [t('situation.stations'), t('situation.standing')],
    rows: props.stations.spots.map((spot) => [
      spot.station === null ? messages.formatNumber(spot.count) : nameOf(spot),
      <StateMark state={spot.status} />,
    ]),
  });
  return (
    <Show when={located() > 0} fallback={<p class="room-soft">{t('situation.map-none')}</p>}>
      <ChartFrame
        title={`${t('situation.map')}: ${props.phase}`}
        caption={t('situation.map-caption', { count: located() + props.stations.withoutPlace.count })}
        table={table}
      >
        <Suspense fallback={<Skeleton rows={8} />}>
          <StationDrawing spots={props.stations.spots} height={props.height} wordsOf={wordsOf} />
        </Suspense>
      </ChartFrame>
    </Show>
  );
}

/** Stations that no map can show. */
export function UnlocatedStations(props: { readonly stations: ShownStations }) {
  const { t } = useMessages();
  const rest = () => props.stations.withoutPlace.count - props.stations.withoutPlace.codes.length;
  return (
    <Show when={props.stations.withoutPlace.count > 0}>
      <details class="room-unlocated">
        <summary>{t('situation.map-unlocated', { count: props.stations.withoutPlace.count })}</summary>
        <ul>
          <For each={props.stations.withoutPlace.codes}>{(code) => <li>{code}</li>}</For>
        </ul>
        <Show when={rest() > 0}>
          <p class="room-soft">{t('situation.map-more', { count: rest() })}</p>
        </Show>
      </details>
    </Show>
  );
}
