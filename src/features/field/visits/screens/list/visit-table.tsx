import { For, Show } from 'solid-js';
import { useMessages } from '../../../../../platform/i18n/language-provider.tsx';
import { StatusMark } from '../../../../../platform/ui/parts/marks/status-mark.tsx';
import type { Column } from '../../../../../platform/ui/parts/table/column.ts';
import { Table } from '../../../../../platform/ui/parts/table/table.tsx';
import type { ListedVisit } from '../../visit-replies.ts';
import { VisitMarkWord } from '../status-mark.tsx';

/** What the plan calls its phases and forms. */
export interface PlanWords {
  readonly phases: () => { readonly value: string; readonly label: string }[];
  readonly phase: (key: string) => string;
  readonly form: (id: string) => string;
  /** A moment in the time zone of the plan. */
  readonly moment: (instant: string) => string;
}

interface TableProps {
  readonly visits: readonly ListedVisit[];
  readonly words: PlanWords;
  readonly hrefOf: (visit: ListedVisit) => string | null;
  readonly hrefOfReport: (reportId: string) => string;
}

/** Visits with how they stand, what came and what is missing. */
export function VisitTable(props: TableProps) {
  const { t, formatDate } = useMessages();
  const columns = (): Column<ListedVisit>[] => [
    { id: 'station', title: t('plan.station'), cell: (visit) => <Station visit={visit} href={props.hrefOf(visit)} /> },
    { id: 'status', title: t('plan.status'), cell: (visit) => <Standing visit={visit} words={props.words} /> },
    { id: 'team', title: t('plan.team'), width: 'fit', cell: (visit) => <bdi>{visit.team.code}</bdi> },
    { id: 'phase', title: t('plan.phase'), cell: (visit) => props.words.phase(visit.phase) },
    { id: 'forms', title: t('plan.forms'), width: 'wide', cell: (visit) => <Forms {...props} visit={visit} /> },
    { id: 'reports', title: t('plan.reports'), cell: (visit) => <Reports {...props} visit={visit} /> },
    { id: 'day', title: t('plan.day'), width: 'fit', cell: (visit) => formatDate(visit.day) },
  ];
  return <Table caption={t('plan.part.visits')} isCaptionHidden columns={columns()} rows={props.visits} />;
}

function Station(props: { readonly visit: ListedVisit; readonly href: string | null }) {
  return (
    <Show when={props.href} fallback={<StationName visit={props.visit} />}>
      {(href) => (
        <a href={href()} noScroll>
          <StationName visit={props.visit} />
        </a>
      )}
    </Show>
  );
}

/** Code of a station, and its name where it has one. */
export function StationName(props: { readonly visit: Pick<ListedVisit, 'station' | 'stationNames'> }) {
  const messages = useMessages();
  const name = () => messages.localized(props.visit.stationNames ?? {})?.text;
  return (
    <>
      <bdi>{props.visit.station}</bdi>
      <Show when={name()}>{(words) => <bdi> {words()}</bdi>}</Show>
    </>
  );
}

/** How an expected visit stands, or how an unexpected one stands to the plan. */
function Standing(props: { readonly visit: ListedVisit; readonly words: PlanWords }) {
  const { t } = useMessages();
  const due = () => {
    const { expected, dueAt } = props.visit;
    return expected?.status === 'pending' || expected?.status === 'missing'
      ? t(expected.status === 'missing' ? 'plan.was-due' : 'plan.due', { time: props.words.moment(dueAt) })
      : '';
  };
  return (
    <Show
      when={props.visit.expected}
      fallback={<StatusMark status="memory">{t(`plan.standing.${props.visit.standing}`)}</StatusMark>}
    >
      {(expected) => (
        <span class="plan-standing">
          <VisitMarkWord status={expected().status} />
          <span class="plan-aside">{due()}</span>
          <Show when={expected().note}>{(note) => <span class="plan-aside">{note()}</span>}</Show>
        </span>
      )}
    </Show>
  );
}

/** Forms that came, and those that are missing. */
function Forms(props: TableProps & { readonly visit: ListedVisit }) {
  const { t } = useMessages();
  const missing = () => props.visit.formsWanted.filter((form) => !props.visit.formsDone.includes(form));
  const named = (forms: readonly string[]) => forms.map((form) => props.words.form(form)).join(', ');
  return (
    <span class="plan-standing">
      <Show when={props.visit.formsDone.length > 0}>
        <span>{t('plan.forms-came', { forms: named(props.visit.formsDone) })}</span>
      </Show>
      <Show when={missing().length > 0}>
        <span class="plan-aside">{t('plan.forms-missing', { forms: named(missing()) })}</span>
      </Show>
    </span>
  );
}

/** A link to each report of the visit. */
export function Reports(props: Pick<TableProps, 'hrefOfReport'> & { readonly visit: ListedVisit }) {
  const { t } = useMessages();
  const rest = () => props.visit.reportCount - props.visit.reports.length;
  return (
    <span class="plan-reports">
      <For each={props.visit.reports}>
        {(report, at) => (
          <a
            href={props.hrefOfReport(report)}
            aria-label={t('plan.report-of', { number: at() + 1, station: props.visit.station })}
          >
            {t('plan.report', { number: at() + 1 })}
          </a>
        )}
      </For>
      <Show when={rest() > 0}>
        <span>{t('plan.more-reports', { count: rest() })}</span>
      </Show>
    </span>
  );
}
