import { createMemo, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { ComparisonChart, type Statement } from '../../../../platform/ui/charts/comparison-chart.tsx';
import type { Claim } from '../../claims/claim.ts';
import { wordValue } from '../../claims/value-words.ts';
import type { Answers, ComparedMission } from '../answers.ts';
import { detailsOf, type Marked } from './answer-list.tsx';

/** Sizes and stations as pictures: every claim is a mark of its own, also the contrary ones of one mission. */
export function SizeCharts(props: Marked) {
  const { t } = useMessages();
  return (
    <div class="missions-charts">
      <ClaimsChart
        {...props}
        title={t('missions.chart.sizes')}
        caption={t('missions.chart.sizes.caption')}
        main="mission.size"
        answersOf={({ sizes }) => sizes}
      />
      <ClaimsChart
        {...props}
        title={t('missions.chart.stations')}
        caption={t('missions.chart.stations.caption')}
        main="mission.stations"
        answersOf={({ stations }) => stations}
      />
    </div>
  );
}

function ClaimsChart(
  props: Marked & {
    readonly title: string;
    readonly caption: string;
    /** The subject whose claims are drawn; those below it count other things. */
    readonly main: string;
    readonly answersOf: (row: ComparedMission) => readonly Answers[];
  },
) {
  const messages = useMessages();
  const statementOf = (row: ComparedMission, claim: Claim): Statement => ({
    id: claim.key,
    label: messages.localized(row.mission.name)?.text ?? row.mission.key,
    value: Number(claim.value),
    valueLabel: wordValue(messages, claim),
    bound: claim.bound,
    note: detailsOf(messages, claim).join(' · '),
    isConflicting: props.conflicting.has(claim.key),
    record: { kind: 'claim', key: claim.key },
  });
  const rows = createMemo(() =>
    // Who was not invited has no size: a nought in the picture would say otherwise.
    props.rows
      .filter(({ mission }) => mission.kind !== 'not-invited')
      .flatMap((row) =>
        props
          .answersOf(row)
          .filter(({ subject }) => subject.key === props.main)
          .flatMap(({ claims }) => claims)
          .filter(({ value, unit }) => value !== null && unit === 'count')
          .map((claim) => statementOf(row, claim)),
      ),
  );
  return (
    <Show when={rows().length > 1}>
      <ComparisonChart
        title={props.title}
        caption={props.caption}
        rows={rows()}
        formatTick={(value) => messages.formatNumber(value)}
      />
    </Show>
  );
}
