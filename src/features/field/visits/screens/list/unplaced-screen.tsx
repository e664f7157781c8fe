import { createResource, createSignal, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { api } from '../../../../../platform/ui/api.ts';
import { Button } from '../../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../../platform/ui/parts/states/empty-state.tsx';
import { ErrorState } from '../../../../../platform/ui/parts/states/error-state.tsx';
import { Skeleton } from '../../../../../platform/ui/parts/states/skeleton.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { UnplacedReport } from '../../visit-replies.ts';
import '../visits.css';

const PAGE = 100;
const LACKS = ['team', 'station', 'phase'] as const;

/** Reports that have no place in the plan, by what they lack, and what would give them one. */
export function UnplacedScreen(props: {
  readonly mission: string;
  readonly lacks: string;
  readonly hrefOfReport: (reportId: string) => string;
}) {
  const { t, formatDate } = useMessages();
  const lacks = () => LACKS.find((one) => one === props.lacks) ?? 'team';
  const [after, setAfter] = createSignal<string | null>(null);
  const path = () => {
    const more = after() === null ? {} : { after: after() ?? '' };
    const query = new URLSearchParams({ lacks: lacks(), limit: String(PAGE), ...more });
    return `/api/missions/${encodeURIComponent(props.mission)}/visits/unplaced?${query}`;
  };
  const [reports, { refetch }] = createResource(path, (address) => api.get<UnplacedReport[]>(address));
  const columns = (): Column<UnplacedReport>[] => [
    { id: 'form', title: t('plan.form'), cell: (row) => <a href={props.hrefOfReport(row.id)}>{row.form}</a> },
    { id: 'day', title: t('plan.day'), width: 'fit', cell: (row) => formatDate(row.day) },
    { id: 'station', title: t('plan.station'), width: 'fit', cell: (row) => <bdi>{row.station ?? '–'}</bdi> },
    { id: 'device', title: t('plan.device'), width: 'wide', cell: (row) => <bdi>{row.deviceName ?? '–'}</bdi> },
  ];
  return (
    <section class="plan-visits" aria-labelledby="plan-lacks">
      <h2 id="plan-lacks">{t(`plan.lacks.${lacks()}`)}</h2>
      <p class="plan-note">{t(`plan.lacks-hint.${lacks()}`)}</p>
      <Show when={reports.error === undefined} fallback={<ErrorState problem={reports.error} onRetry={refetch} />}>
        <Show when={reports.latest} fallback={<Skeleton rows={6} />}>
          {(rows) => (
            <Table
              caption={t(`plan.lacks.${lacks()}`)}
              isCaptionHidden
              columns={columns()}
              rows={rows()}
              empty={<EmptyState title={t('plan.all-placed')} />}
            />
          )}
        </Show>
        <Show when={reports.latest?.length === PAGE}>
          <Button onClick={() => setAfter(reports.latest?.at(-1)?.id ?? null)}>{t('plan.next-page')}</Button>
        </Show>
      </Show>
    </section>
  );
}
