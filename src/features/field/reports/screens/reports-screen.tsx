import { useLocation } from '@solidjs/router';
import { createEffect, createSignal, on, Show } from 'solid-js';
import { useMessages } from '../../../../platform/i18n/language-provider.tsx';
import { LinkButton } from '../../../../platform/ui/parts/actions/button.tsx';
import { EmptyState } from '../../../../platform/ui/parts/states/empty-state.tsx';
import { listQuery } from '../arrivals/list/list-address.ts';
import type { ListColumn } from '../arrivals/list/list-column.ts';
import type { ListedReport } from '../arrivals/list/list-replies.ts';
import { type ListView, withFilter } from '../arrivals/list/list-view.ts';
import type { ColumnFilter } from '../arrivals/list/report-query.ts';
import { FilterChips } from './narrow/filter-chips.tsx';
import { FilterDialog, type FilterRequest } from './narrow/filter-dialog.tsx';
import { isNameOfReport, openNamedReport } from './narrow/named-report.ts';
import { TallyDialog } from './narrow/tally-dialog.tsx';
import type { ColumnTask } from './rows/column-menu.tsx';
import { HeldLine } from './rows/held-line.tsx';
import { createListDesk, type ListDesk } from './rows/list-desk.ts';
import { ListBody, ListCount } from './rows/list-state.tsx';
import { ListTools } from './rows/list-tools.tsx';
import { createListedReports, type ListedReports } from './rows/listed-reports.ts';
import { ReportTable } from './rows/report-table.tsx';
import { listenForReportKeys } from './steps/list-keys.ts';
import { createPageTurns } from './steps/page-turns.ts';
import { Pager } from './steps/pager.tsx';
import { createReportSteps } from './steps/report-steps.ts';
import { ColumnPicker } from './views/column-picker.tsx';
import { createSavedViews } from './views/saved-views.ts';
import { ViewMenu } from './views/view-menu.tsx';
import './reports.css';
import './rows/list.css';

interface ReportsProps {
  readonly mission: string;
  readonly reader: { readonly id: string; readonly mayChangeAll: boolean };
  /** Another number whenever the report beside the list has changed: its row is then fetched anew at once. */
  readonly changes: number;
  /** Told what is known of the chosen report, so that the panel follows the list. */
  readonly onSeen: (state: string) => void;
}

/** The reports of a mission as a place of work. The one that the address names is shown beside it by whoever composes the page. */
export function ReportsScreen(props: ReportsProps) {
  const { t } = useMessages();
  const desk = createListDesk(props.mission);
  const again = () => <LinkButton href="?">{t('reportList.open-list')}</LinkButton>;
  return (
    <div class="list">
      <Show
        when={desk.view()}
        fallback={
          <EmptyState title={t('reportList.bad-address')} actions={again()}>
            {t('reportList.bad-address-hint')}
          </EmptyState>
        }
      >
        {(view) => <OpenList {...props} desk={desk} view={view()} />}
      </Show>
    </div>
  );
}

function OpenList(props: ReportsProps & { readonly desk: ListDesk; readonly view: ListView }) {
  const { desk } = props;
  const unknown = openNamedReport(desk);
  const saved = createSavedViews(desk, props.reader);
  const listed = createListedReports(desk.path, () => askedOf(desk, props.view), desk.query.report);
  const turns = createPageTurns(desk, listed);
  const step = createReportSteps(desk, listed, turns.step);
  const [filtered, setFiltered] = createSignal<FilterRequest>(null);
  const [tallied, setTallied] = createSignal<ListColumn | null>(null);
  const [isPicking, setIsPicking] = createSignal(false);
  const openFilter = () => setFiltered({ column: null });
  const openColumns = () => setIsPicking(true);
  const keys = { onFilter: openFilter, onColumns: openColumns, onPage: turns.step, onReport: step };
  listenForReportKeys(keys, () => desk.query.report() !== null);
  createEffect(() => desk.nameStations({ ...listed.shown.stations }));
  createEffect(() => desk.nameChoices(listed.shown.choices));
  createEffect(() => desk.nameChecks({ ...listed.shown.checks }));
  createEffect(on(() => props.changes, listed.now, { defer: true }));
  const heldAsOf = () => listed.lookedAt() && `${listed.lookedAt()} ${props.changes}`;
  createEffect(() => props.onSeen(stateOf(listed, desk.query.report())));
  const clear = () => desk.show({ ...props.view, form: null, filters: [], search: null });
  const remove = ({ column }: ColumnFilter) => desk.show(withFilter(props.view, column, null));
  const doTask = (column: ListColumn, task: ColumnTask) => {
    if (task === 'filter') setFiltered({ column: column.id });
    else if (task === 'tally') setTallied(column);
    else desk.show(afterTask(props.view, column.id, task));
  };
  return (
    <>
      <ListTools
        desk={desk}
        view={props.view}
        views={<ViewMenu saved={saved} view={props.view} />}
        onFilter={openFilter}
        onColumns={openColumns}
      />
      <FilterChips
        filters={props.view.filters}
        wordsOf={desk.words.filterWords}
        onChange={({ column }) => setFiltered({ column })}
        onRemove={remove}
      />
      <HeldLine desk={desk} view={props.view} loadedAt={heldAsOf()} />
      <ListCount listed={listed} />
      <ListBody
        listed={listed}
        unknown={unknown()}
        search={props.view.search}
        isNarrowed={isNarrowed(props.view)}
        onClear={clear}
      >
        <Rows desk={desk} view={props.view} listed={listed} onTask={doTask} />
        <Pager
          offset={turns.offset()}
          rows={listed.shown.reports.length}
          size={props.view.size}
          hasNext={listed.shown.next !== null}
          hasPrevious={turns.hasPrevious()}
          onStep={(by) => void turns.step(by)}
          onSize={(size) => desk.show({ ...props.view, size })}
        />
      </ListBody>
      <FilterDialog desk={desk} view={props.view} request={filtered()} onClose={() => setFiltered(null)} />
      <TallyDialog desk={desk} view={props.view} column={tallied()} onClose={() => setTallied(null)} />
      <ColumnPicker desk={desk} view={props.view} isOpen={isPicking()} onClose={() => setIsPicking(false)} />
    </>
  );
}

function Rows(props: {
  readonly desk: ListDesk;
  readonly view: ListView;
  readonly listed: ListedReports;
  readonly onTask: (column: ListColumn, task: ColumnTask) => void;
}) {
  const location = useLocation();
  const hrefOf = (report: string) => {
    const query = new URLSearchParams(location.search);
    query.set('report', report);
    return `?${query}`;
  };
  return (
    <ReportTable
      desk={props.desk}
      shown={props.view.columns}
      sort={props.view.sort}
      rows={props.listed.shown.reports}
      stations={props.listed.shown.stations}
      isBusy={props.listed.isBusy()}
      chosen={props.desk.query.report()}
      hrefOf={hrefOf}
      onSort={(sort) => props.desk.show({ ...props.view, sort })}
      onTask={props.onTask}
    />
  );
}

function askedOf(desk: ListDesk, view: ListView) {
  // The name of one report is no word that reports are searched for.
  const plain = view.search !== null && isNameOfReport(view.search) ? { ...view, search: null } : view;
  const after = desk.query.after();
  return {
    query: listQuery(plain).toString(),
    after,
    size: view.size,
    isNarrowed: isNarrowed(plain),
    isNewestFirst: view.sort === null && after === null,
  };
}

function isNarrowed({ form, filters, search }: ListView): boolean {
  return form !== null || filters.length > 0 || search !== null;
}

function afterTask(view: ListView, column: string, task: 'ascending' | 'descending' | 'hide'): ListView {
  if (task === 'hide') return { ...view, columns: view.columns.filter((one) => one !== column) };
  return { ...view, sort: { column, isDescending: task === 'descending' } };
}

/** Changes whenever there is something new to show of a report. */
function stateOf({ shown }: ListedReports, id: string | null): string {
  const row = shown.reports.find((report) => report.id === id);
  if (row === undefined) return '';
  return [
    row.state,
    row.versions,
    row.lastAt,
    row.station,
    row.isMoved,
    row.comments,
    row.flags.join(),
    markKey(row),
  ].join(' ');
}

function markKey({ checks }: ListedReport): string {
  return checks === null ? '' : `${checks.state} ${checks.severity} ${checks.count}`;
}
