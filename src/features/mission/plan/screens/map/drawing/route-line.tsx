import { createMemo, For, Show } from 'solid-js';
import type { MapView } from '../../../../../../platform/ui/map/movable-map.tsx';
import type { Point } from '../../../routing/distance.ts';

/** A stop of a line: with a number where its line is not faint. */
export interface LineStop {
  readonly station: string;
  readonly number: number;
  readonly point: Point | null;
}

/** So many patterns there are; lines beyond have one of them again, and their label always. */
const PATTERNS = 6;

/** The way of a team from stop to stop in straight lines, told from others by pattern and label. Stops without a point are passed over. */
export function RouteLine(props: {
  readonly view: MapView;
  readonly label: string;
  readonly pattern: number;
  readonly isFaint?: boolean | undefined;
  readonly stops: readonly LineStop[];
}) {
  const placed = createMemo(() =>
    props.stops.flatMap(({ point }) => {
      const at = point === null ? null : props.view.place(point);
      return at === null ? [] : [at];
    }),
  );
  return (
    <g class="route-line" data-pattern={props.pattern % PATTERNS} data-faint={props.isFaint ? '' : undefined}>
      <title>{props.label}</title>
      <Show when={placed().length > 1}>
        <polyline class="route-line-under" points={placed().join(' ')} />
        <polyline points={placed().join(' ')} />
      </Show>
      <Show when={placed()[0]}>
        {(at) => (
          <text class="route-label" x={at()[0] + 12} y={at()[1] - 9}>
            {props.label}
          </text>
        )}
      </Show>
    </g>
  );
}

/** The numbers of the stops of a line, which nobody presses. */
export function LineNumbers(props: {
  readonly view: MapView;
  readonly stops: readonly LineStop[];
  readonly pattern: number;
}) {
  return (
    <For each={props.stops}>
      {({ number, point }) => (
        <Show when={point === null ? null : props.view.place(point)}>
          {(at) => <StopDisc at={at()} number={number} pattern={props.pattern} />}
        </Show>
      )}
    </For>
  );
}

/** A disc with the number of a stop. */
export function StopDisc(props: {
  readonly at: readonly [number, number];
  readonly number: number;
  readonly pattern?: number | undefined;
}) {
  return (
    <g class="route-stop" data-pattern={props.pattern === undefined ? undefined : props.pattern % PATTERNS}>
      <circle cx={props.at[0]} cy={props.at[1]} r={10} />
      <text x={props.at[0]} y={props.at[1] + 4} text-anchor="middle">
        {props.number}
      </text>
    </g>
  );
}
