import { createEffect, createSignal, on } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { createPoll } from '../../../../../platform/ui/shell/live/poll.ts';
import type { ChoiceNames } from '../../../forms/checking/file-choices.ts';
import type { CheckTitles } from '../../arrivals/list/found-checks.ts';
import type { ListedReport, ReportPage } from '../../arrivals/list/list-replies.ts';
import type { StationNames } from '../../arrivals/station.ts';

/** What is asked for. */
export interface AskedPage {
  /** Which reports, in which order, with which answers: as the server is asked. */
  readonly query: string;
  readonly after: string | null;
  readonly size: number;
  /** Something is left out: how many there are in all is then told beside. */
  readonly isNarrowed: boolean;
  /** New reports come at the top of it. */
  readonly isNewestFirst: boolean;
}

interface Shown {
  reports: ListedReport[];
  stations: StationNames;
  choices: ChoiceNames;
  checks: CheckTitles;
  count: number;
  next: string | null;
  /** All reports of the mission; null: as many as are counted. */
  total: number | null;
}

/** New reports are counted up to this. */
const MOST_FRESH = 100;

/** Asks the server for a page: `query` as of the list, and more to it. */
type FetchPage = (query: string, more: Readonly<Record<string, string>>) => Promise<ReportPage>;

/**
 * A page of the list, which stays as it is until somebody wants another: of what came since it is only told how much it
 * is, and the report that is looked at (`chosen`) is shown as it is now.
 */
export function createListedReports(path: string, asked: () => AskedPage, chosen: () => string | null) {
  const fetchPage: FetchPage = (query, more) => api.get(`${path}/reports?${joined(query, more)}`);
  const page = createPage();
  const { load, problem, isBusy, isSame } = createLoading(fetchPage, asked, page.put);
  const rows = () => page.shown.reports;
  const countFresh = async () => {
    const top = rows()[0]?.ordinal ?? -1;
    if (!asked().isNewestFirst) return;
    const query = withoutColumns(asked().query);
    const isNew = ({ ordinal }: ListedReport) => ordinal > top;
    if (!(await fetchPage(query, { limit: '1' })).reports.some(isNew)) return;
    if (top < 0) return await load();
    const isStill = isSame();
    const { reports } = await fetchPage(query, { limit: String(MOST_FRESH) });
    if (isStill()) page.setFresh(reports.filter(isNew).length);
  };
  const refreshChosen = async () => {
    const row = rows().find(({ id }) => id === chosen());
    if (row === undefined) return;
    const columns = new URLSearchParams(asked().query).get('columns');
    // Whatever became of it, and whether the filter has it still: it stays where it is while somebody looks at it.
    const place = { limit: '1', after: String(row.ordinal + 1) };
    page.putRow(await fetchPage('', columns === null ? place : { ...place, columns }));
  };
  const poll = createPoll(async () => {
    if (problem() !== null) return await load();
    if (!page.isLoaded() || isBusy()) return;
    await countFresh();
    await refreshChosen();
  });
  createEffect(
    on(
      () => JSON.stringify(asked()),
      () => void load(),
    ),
  );
  createEffect(on(chosen, () => poll.now(), { defer: true }));
  return { ...page, isBusy, load, problem, pollProblem: poll.problem, now: poll.now };
}

/** What is shown. */
function createPage() {
  const [shown, setShown] = createStore<Shown>({
    reports: [],
    stations: {},
    choices: {},
    checks: {},
    count: 0,
    next: null,
    total: null,
  });
  const [isLoaded, setIsLoaded] = createSignal(false);
  const [fresh, setFresh] = createSignal(0);
  const [lookedAt, setLookedAt] = createSignal<string | null>(null);
  const put = (page: ReportPage, total: number | null) => {
    setShown(reconcile({ ...page, reports: [...page.reports], total }, { key: 'id', merge: true }));
    setFresh(0);
    setIsLoaded(true);
    setLookedAt(new Date().toISOString());
  };
  const putRow = ({ reports: [row], stations, choices }: ReportPage) => {
    const at = shown.reports.findIndex(({ id }) => id === row?.id);
    if (at < 0 || row === undefined) return;
    setShown('reports', at, reconcile(row));
    setShown('stations', (known) => ({ ...known, ...stations }));
    setShown('choices', reconcile(choices));
  };
  return { shown, isLoaded, fresh, setFresh, lookedAt, put, putRow };
}

/** Loads the page that is asked for; what was asked for before it, and comes later, is passed over. */
function createLoading(fetchPage: FetchPage, asked: () => AskedPage, put: ReturnType<typeof createPage>['put']) {
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = createSignal(false);
  let turn = 0;
  const isSame = () => {
    const own = turn;
    return () => own === turn;
  };
  const came = (page: ReportPage, total: number | null) => {
    put(page, total);
    setProblem(null);
  };
  const load = async () => {
    turn += 1;
    const isStill = isSame();
    setIsBusy(true);
    const { query, after, size, isNarrowed } = asked();
    const work = Promise.all([
      fetchPage(query, { limit: String(size), ...(after === null ? {} : { after }) }),
      isNarrowed ? fetchPage('', { limit: '1' }) : null,
    ]);
    await work.then(
      ([page, all]) => isStill() && came(page, all?.count ?? null),
      (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        if (isStill()) setProblem(error);
      },
    );
    if (isStill()) setIsBusy(false);
  };
  return { load, problem, isBusy, isSame };
}

/** What ListedReports are. */
export type ListedReports = ReturnType<typeof createListedReports>;

/** Whether new reports are more than were counted. */
export function isManyFresh(count: number): boolean {
  return count >= MOST_FRESH;
}

/** For reports that are counted: nobody needs what they answer. */
function withoutColumns(query: string): string {
  const left = new URLSearchParams(query);
  left.delete('columns');
  return left.toString();
}

function joined(query: string, more: Readonly<Record<string, string>>): string {
  const all = new URLSearchParams(query);
  for (const [name, value] of Object.entries(more)) all.set(name, value);
  return all.toString();
}
