import { createMemo, Show } from 'solid-js';
import { must } from '../../../../kernel/result.ts';
import { parseClock } from '../../../../kernel/time/clock-time.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { CurveChart } from '../../../../platform/ui/charts/curve-chart.tsx';
import { turnoutCurve } from '../overview.ts';
import type { OverviewProps } from './overview-props.ts';

/** The turnout by the hour, as it was announced. */
export function Turnout(props: OverviewProps) {
  const messages = useMessages();
  const curve = createMemo(() => turnoutCurve(props.file.claim));
  const points = () =>
    curve().map((point) => ({
      x: minutesOf(point.time),
      y: point.percent,
      xLabel: point.time,
      yLabel: messages.formatPercent(point.claim.value ?? '', 2),
      note: point.voted?.value
        ? messages.t('overview.turnout.voted', { count: messages.formatNumber(point.voted.value) })
        : undefined,
      record: { kind: 'claim', key: point.claim.key },
    }));
  return (
    <section class="overview-part">
      <Show when={curve().length > 0} fallback={<p class="overview-soft">{messages.t('overview.turnout.none')}</p>}>
        <CurveChart
          title={messages.t('overview.turnout')}
          caption={messages.t('overview.turnout.caption')}
          series={[{ id: 'turnout', label: messages.t('fields.choice.section.turnout'), points: points() }]}
          yMax={100}
          formatY={(value) => messages.formatPercent(value, 0)}
          xTicks={curve().map((point) => ({ x: minutesOf(point.time), label: point.time }))}
        />
      </Show>
    </section>
  );
}

function minutesOf(time: string): number {
  return must(parseClock(time), 'Times of claims are those of a clock');
}
