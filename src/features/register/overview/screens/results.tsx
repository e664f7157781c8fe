import { createMemo, Show } from 'solid-js';
import { parseWhen } from '../../../../kernel/when.ts';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { BarChart } from '../../../../platform/ui/charts/bar-chart.tsx';
import { latestResult } from '../overview.ts';
import type { OverviewProps } from './overview-props.ts';

/** Everybody's share of the votes as last stated, computed, with its n. */
export function Results(props: OverviewProps) {
  const messages = useMessages();
  const result = createMemo(() => latestResult(props.file.candidate, props.file.claim));
  const bars = () =>
    result().rows.flatMap((row) =>
      row.share === null || row.votes === null
        ? []
        : [
            {
              id: row.candidate.key,
              label: messages.localized(row.candidate.name)?.text ?? row.candidate.key,
              value: row.share * 100,
              valueLabel: messages.formatShare(row.share, 2),
              note: messages.t('overview.result.votes', { votes: messages.formatNumber(row.votes.value ?? '') }),
              record: { kind: 'candidate', key: row.candidate.key },
            },
          ],
    );
  const caption = () =>
    messages.t('overview.result.caption', {
      date: messages.formatWhen(parseWhen(result().asOf ?? '')),
      total: messages.formatNumber(result().total ?? 0),
    });
  return (
    <section class="overview-part">
      <Show when={bars().length > 0} fallback={<p class="overview-soft">{messages.t('overview.result.none')}</p>}>
        <BarChart
          title={messages.t('overview.result')}
          caption={caption()}
          bars={bars()}
          max={100}
          formatTick={(value) => messages.formatPercent(value, 0)}
        />
        <a href={`${props.base}/candidates`}>{messages.t('overview.candidates.all')}</a>
      </Show>
    </section>
  );
}
