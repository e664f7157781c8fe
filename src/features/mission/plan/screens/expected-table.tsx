import { type JSX, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { Button } from '../../../../platform/ui/parts/actions/button.tsx';
import type { Status } from '../../../../platform/ui/parts/marks/mark-shapes.tsx';
import { StatusMark } from '../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Column } from '../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../platform/ui/parts/table/table.tsx';
import type { PlannedVisit, ShownPlan } from '../plan-replies.ts';
import type { VisitMark } from '../visit.ts';

const SHAPES: Readonly<Record<VisitMark, Status>> = {
  unreachable: 'unknown',
  'not-open': 'gap',
  'refused-entry': 'withheld',
  'called-off': 'not-applicable',
};

/** Expected visits as they are planned, under the day and team that they are of. */
export function ExpectedTable(props: {
  readonly visits: readonly PlannedVisit[];
  readonly plan: ShownPlan;
  readonly empty: JSX.Element;
  /** Null: whoever looks may not. */
  readonly onChange: ((visit: PlannedVisit) => void) | null;
}) {
  const messages = useMessages();
  const { t } = messages;
  const phaseOf = (key: string) => {
    const phase = props.plan.phases.find((one) => one.key === key);
    return messages.localized(phase?.name ?? {})?.text ?? key;
  };
  const acts = (): Column<PlannedVisit>[] => {
    const change = props.onChange;
    if (change === null) return [];
    const cell = (visit: PlannedVisit) => (
      <Button
        look="quiet"
        aria-label={`${t('plan.change')}: ${visit.team.code}, ${visit.station}, ${phaseOf(visit.phase)}`}
        onClick={() => change(visit)}
      >
        {t('plan.change')}
      </Button>
    );
    return [{ id: 'acts', title: t('plan.acts'), width: 'fit', cell }];
  };
  const columns = (): Column<PlannedVisit>[] => [
    { id: 'stop', title: t('plan.stop'), width: 'fit', cell: ({ position }) => messages.formatNumber(position) },
    { id: 'station', title: t('plan.station'), cell: ({ station }) => <bdi>{station}</bdi> },
    { id: 'phase', title: t('plan.phase'), cell: ({ phase }) => phaseOf(phase) },
    { id: 'source', title: t('plan.source'), width: 'fit', cell: ({ source }) => t(`plan.source.${source}`) },
    { id: 'mark', title: t('plan.mark'), width: 'wide', cell: (visit) => <Mark visit={visit} /> },
    ...acts(),
  ];
  return (
    <Table
      caption={t('plan.part.expected')}
      isCaptionHidden
      columns={columns()}
      rows={props.visits}
      groupBy={({ day, team }) => `${messages.formatDate(day)} · ${team.code}`}
      empty={props.empty}
    />
  );
}

function Mark(props: { readonly visit: PlannedVisit }) {
  const { t } = useMessages();
  return (
    <>
      <Show when={props.visit.mark}>
        {(mark) => <StatusMark status={SHAPES[mark()]}>{t(`plan.mark.${mark()}`)}</StatusMark>}
      </Show>
      <Show when={props.visit.note}>{(note) => <span class="plan-small"> {note()}</span>}</Show>
    </>
  );
}
