import { scaleLinear } from 'd3-scale';
import { createMemo, For, Show } from 'solid-js';
import { useMessages } from '../../i18n/language-provider.tsx';
import type { RecordName } from '../parts/links/record-address.ts';
import { RecordLink } from '../parts/links/record-link.tsx';
import { StatusMark } from '../parts/marks/status-mark.tsx';
import { ChartFrame, type ChartWords } from './frame/chart-frame.tsx';
import './styles/comparison.css';

/** How a value is meant where it does not simply hold. */
export type Bound = 'more-than' | 'less-than' | 'at-least' | 'at-most' | 'about' | 'nearly';

/** What one voice says. */
export interface Statement {
  readonly id: string;
  /** Who says it. */
  readonly label: string;
  /** Where it stands on the scale; null for what is no number, which is only said in words. */
  readonly value: number | null;
  readonly valueLabel: string;
  readonly bound?: Bound | null | undefined;
  /** `official`, `derived`, …, in words. */
  readonly kind?: string | undefined;
  /** As of when, counted in what: whatever tells it apart from the others. */
  readonly note?: string | undefined;
  /** Contradicts another one of the chart. */
  readonly isConflicting?: boolean | undefined;
  readonly record?: RecordName | undefined;
}

/**
 * What several voices say about the same question, side by side on one scale. The scale shows where they differ and
 * need not begin at zero, because places are compared here, not lengths.
 */
export function ComparisonChart(
  props: ChartWords & {
    readonly rows: readonly Statement[];
    readonly formatTick: (value: number) => string;
  },
) {
  const { t } = useMessages();
  const rows = createMemo(() => props.rows);
  const scale = createMemo(() => scaleOf(rows()));
  const table = () => ({
    columns: [t('ui.chart.stated-by'), t('ui.chart.value'), t('ui.chart.note'), t('ui.chart.status')],
    rows: rows().map((row) => [
      row.label,
      row.valueLabel,
      [row.kind, row.note].filter(Boolean).join(', '),
      row.isConflicting ? t('ui.status.conflicting') : '',
    ]),
  });
  return (
    <ChartFrame title={props.title} caption={props.caption} table={table}>
      <ul class="statements">
        <For each={rows()}>{(row) => <StatementRow row={row} at={scale()} />}</For>
        <Show when={scale()}>
          {(at) => (
            <li class="statement-scale" aria-hidden="true">
              <For each={at().domain()}>{(end) => <span>{props.formatTick(end)}</span>}</For>
            </li>
          )}
        </Show>
      </ul>
    </ChartFrame>
  );
}

interface Scale {
  (value: number): number;
  domain(): number[];
}

function StatementRow(props: { readonly row: Statement; readonly at: Scale | null }) {
  return (
    <li class="statement" data-conflicting={props.row.isConflicting ? '' : undefined}>
      <span class="statement-voice">
        <Show when={props.row.record} fallback={props.row.label}>
          {(record) => (
            <RecordLink kind={record().kind} key={record().key}>
              {props.row.label}
            </RecordLink>
          )}
        </Show>
        <span class="statement-note">{[props.row.kind, props.row.note].filter(Boolean).join(' · ')}</span>
      </span>
      <span class="statement-value">
        <strong class="numeral">{props.row.valueLabel}</strong>
        <Show when={props.row.isConflicting}>
          <StatusMark status="conflicting" isBrief />
        </Show>
      </span>
      <Show when={props.at} fallback={<span />}>
        {(at) => (
          <svg class="statement-track" width="100%" height="16" aria-hidden="true">
            <line class="chart-grid" x1="0" x2="100%" y1="8" y2="8" />
            <Show when={props.row.value !== null}>
              <svg x={`${at()(props.row.value ?? 0)}%`} y="8" overflow="visible">
                <title>{props.row.valueLabel}</title>
                <BoundMark bound={props.row.bound ?? null} />
              </svg>
            </Show>
          </svg>
        )}
      </Show>
    </li>
  );
}

/** A dot where the value stands as it is, an arrow where it is a limit, a soft dot where it is rounded. */
function BoundMark(props: { readonly bound: Bound | null }) {
  const side = () => (props.bound === 'more-than' || props.bound === 'at-least' ? 1 : -1);
  const isLimit = () => props.bound !== null && props.bound !== 'about' && props.bound !== 'nearly';
  return (
    <g class="statement-mark">
      <Show when={isLimit()}>
        <path
          class="statement-arrow"
          d={`M${side() * 4} 0H${side() * 20}m${side() * -4} -3.5L${side() * 20} 0l${side() * -4} 3.5`}
        />
      </Show>
      <Show when={props.bound === 'about' || props.bound === 'nearly'}>
        <circle class="statement-halo" r="8" />
      </Show>
      <circle class="statement-dot" r="4.5" />
    </g>
  );
}

const MARGIN_PERCENT = 6;

function scaleOf(rows: readonly Statement[]): Scale | null {
  const values = rows.map(({ value }) => value).filter((value) => value !== null);
  if (values.length < 2) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high > low ? [low, high] : [low - 1, high + 1];
  return scaleLinear()
    .domain(span)
    .range([MARGIN_PERCENT, 100 - MARGIN_PERCENT]);
}
