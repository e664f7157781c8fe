import { scaleLinear } from 'd3-scale';
import { createMemo, createUniqueId, For, Show } from 'solid-js';
import { useMessages } from '../../i18n/language-provider.tsx';
import type { RecordName } from '../parts/links/record-address.ts';
import { RecordLink } from '../parts/links/record-link.tsx';
import { ChartFrame, type ChartWords } from './frame/chart-frame.tsx';
import './styles/bars.css';

/** One bar, in the order in which it is drawn: candidates as on the ballot, unless the reader sorts. */
export interface Bar {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  /** The value in words of the language: `92.12%`. */
  readonly valueLabel: string;
  /** What the value rests on, in words: `n = 4 957 967`. */
  readonly note?: string | undefined;
  /** Where the value certainly or probably lies; drawn as a band. */
  readonly interval?: readonly [number, number] | undefined;
  readonly record?: RecordName | undefined;
}

/** Bars from zero, one below the other, each with its label before it and its value after it. */
export function BarChart(
  props: ChartWords & {
    readonly bars: readonly Bar[];
    /** Where the axis ends; the largest value unless given. */
    readonly max?: number | undefined;
    readonly formatTick: (value: number) => string;
  },
) {
  const { t } = useMessages();
  const largest = () => Math.max(...props.bars.map(({ value, interval }) => interval?.[1] ?? value), Number.MIN_VALUE);
  const scale = createMemo(() =>
    scaleLinear()
      .domain([0, props.max ?? largest()])
      .range([0, 100]),
  );
  const table = () => ({
    columns: [t('ui.chart.item'), t('ui.chart.value'), t('ui.chart.note')],
    rows: props.bars.map((bar) => [
      bar.label,
      bar.valueLabel,
      [bar.note, intervalWords(bar)].filter(Boolean).join('; '),
    ]),
  });
  const intervalWords = ({ interval }: Bar) =>
    interval && t('ui.chart.interval', { from: props.formatTick(interval[0]), to: props.formatTick(interval[1]) });
  return (
    <ChartFrame title={props.title} caption={props.caption} table={table}>
      <ul class="bars">
        <For each={props.bars}>{(bar) => <BarRow bar={bar} at={scale()} />}</For>
      </ul>
    </ChartFrame>
  );
}

function BarRow(props: { readonly bar: Bar; readonly at: (value: number) => number }) {
  const id = `bar-${createUniqueId()}`;
  return (
    <li class="bar-row">
      <span class="bar-label" id={id}>
        <Show when={props.bar.record} fallback={props.bar.label}>
          {(record) => (
            <RecordLink kind={record().kind} key={record().key}>
              {props.bar.label}
            </RecordLink>
          )}
        </Show>
      </span>
      <svg class="bar-track" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <rect class="bar-whole" x="0" y="0" width="100" height="12" />
        <rect class="bar-fill" x="0" y="0" width={props.at(props.bar.value)} height="12" />
        <Show when={props.bar.interval}>
          {(interval) => (
            <rect
              class="bar-interval"
              x={props.at(interval()[0])}
              y="3"
              width={props.at(interval()[1]) - props.at(interval()[0])}
              height="6"
            />
          )}
        </Show>
      </svg>
      <span class="bar-value numeral">
        {props.bar.valueLabel}
        <Show when={props.bar.note}>
          <span class="bar-note">{props.bar.note}</span>
        </Show>
      </span>
    </li>
  );
}
