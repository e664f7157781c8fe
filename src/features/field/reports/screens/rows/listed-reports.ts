import { createEffect, createSignal, on } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { ApiProblem, api } from '../../../../../platform/ui/api.ts';
import { createPoll } from '../../../../../platform/ui/poll.ts';
import type { ListedReport, ReportPage } from '../../arrivals/list/list-replies.ts';

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
  count: number;
  next: string | null;
  /** All reports of the mission; null: as many as are counted. */
  total: number | null;
}

/** New reports are counted up to this. */
const MOST_FRESH = 100;

/**
 * A page of the list, which stays as it is until somebody wants another: of what came since it is only told how much it
 * is, and the report that is looked at (`chosen`) is shown as it is now.
 */
export function createListedReports(path: string, asked: () => AskedPage, chosen: () => string | null) {
  const [shown, setShown] = createStore<Shown>({ reports: [], count: 0, next: null, total: null });
  const [problem, setProblem] = createSignal<ApiProblem | null>(null);
  const [isLoaded, setIsLoaded] = createSignal(false);
  const [isBusy, setIsBusy] = createSignal(false);
  const [fresh, setFresh] = createSignal(0);
  const [lookedAt, setLookedAt] = createSignal<string | null>(null);
  let turn = 0;
  const fetchPage = (query: string, more: Readonly<Record<string, string>>) =>
    api.get<ReportPage>(`${path}/reports?${joined(query, more)}`);
  const put = (page: ReportPage, total: number | null) => {
    setShown(reconcile({ ...page, reports: [...page.reports], total }, { key: 'id', merge: true }));
    setProblem(null);
    setFresh(0);
    setIsLoaded(true);
    setLookedAt(new Date().toISOString());
  };
  const load = async () => {
    turn += 1;
    const own = turn;
    setIsBusy(true);
    const { query, after, size, isNarrowed } = asked();
    const work = Promise.all([
      fetchPage(query, { limit: String(size), ...(after === null ? {} : { after }) }),
      isNarrowed ? fetchPage('', { limit: '1' }) : null,
    ]);
    await work.then(
      ([page, all]) => own === turn && put(page, all?.count ?? null),
      (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        if (own === turn) setProblem(error);
      },
    );
    if (own === turn) setIsBusy(false);
  };
  const countFresh = async () => {
    const top = shown.reports[0]?.ordinal ?? -1;
    const { query, isNewestFirst } = asked();
    if (!isNewestFirst) return;
    const isNew = ({ ordinal }: ListedReport) => ordinal > top;
    if (!(await fetchPage(query, { limit: '1' })).reports.some(isNew)) return;
    if (top < 0) return await load();
    const own = turn;
    const { reports } = await fetchPage(query, { limit: String(MOST_FRESH) });
    if (own === turn) setFresh(reports.filter(isNew).length);
  };
  const refreshChosen = async () => {
    const row = shown.reports.find(({ id }) => id === chosen());
    if (row === undefined) return;
    const { columns = '' } = Object.fromEntries(new URLSearchParams(asked().query));
    // Whatever became of it, and whether the filter has it still: it stays where it is while somebody looks at it.
    const { reports } = await fetchPage('', {
      limit: '1',
      after: String(row.ordinal + 1),
      ...(columns && { columns }),
    });
    const at = shown.reports.findIndex(({ id }) => id === reports[0]?.id);
    if (at >= 0 && reports[0] !== undefined) setShown('reports', at, reconcile(reports[0]));
  };
  const poll = createPoll(async () => {
    if (problem() !== null) return await load();
    if (!isLoaded() || isBusy()) return;
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
  return { shown, isLoaded, isBusy, fresh, lookedAt, load, problem, pollProblem: poll.problem, now: poll.now };
}

/** What ListedReports are. */
export type ListedReports = ReturnType<typeof createListedReports>;

/** Whether new reports are more than were counted. */
export function isManyFresh(count: number): boolean {
  return count >= MOST_FRESH;
}

function joined(query: string, more: Readonly<Record<string, string>>): string {
  const all = new URLSearchParams(query);
  for (const [name, value] of Object.entries(more)) all.set(name, value);
  return all.toString();
}
