import { createSignal } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { api } from '../../../../../platform/ui/api.ts';
import { createPoll } from '../../../../../platform/ui/shell/live/poll.ts';
import type { ArrivalCounts, ArrivalPage, ListedArrival } from '../../arrivals/arrival-replies.ts';

/** What narrows the list down, as it stands in the address. */
export interface ArrivalSearch {
  readonly show?: string | undefined;
  readonly reason?: string | undefined;
  readonly form?: string | undefined;
  readonly device?: string | undefined;
  readonly search?: string | undefined;
}

const PAGE = 50;
const MOST_LIVE = 200;

interface Shown {
  rows: ListedArrival[];
  next: number | null;
}

/** The list that follows what comes in: rows keep their place in the document, so that focus and sight stay where they are. */
export function createLiveArrivals(mission: string, search: ArrivalSearch) {
  const path = `/api/missions/${encodeURIComponent(mission)}/arrivals`;
  const [shown, setShown] = createStore<Shown>({ rows: [], next: null });
  const [counts, setCounts] = createSignal<ArrivalCounts | null>(null);
  const [isLoaded, setIsLoaded] = createSignal(false);
  const [fresh, setFresh] = createSignal(0);
  const [lookedAt, setLookedAt] = createSignal<string | null>(null);
  const put = (rows: ListedArrival[], next: number | null) =>
    setShown(reconcile({ rows, next }, { key: 'index', merge: true }));
  const look = async () => {
    const limit = Math.max(PAGE, Math.min(MOST_LIVE, shown.rows.length));
    const page = await api.get<ArrivalPage>(`${path}?${queryOf(search, { limit })}`);
    setCounts(await api.get<ArrivalCounts>(`${path}/counts?since=${encodeURIComponent(startOfDay())}`));
    const before = shown.rows;
    const newest = before[0]?.index ?? -1;
    setFresh(isLoaded() ? page.arrivals.filter(({ index }) => index > newest).length : 0);
    const last = page.arrivals.at(-1)?.index ?? -1;
    // Where more came than a page holds, what was shown before no longer joins on.
    const joins = page.arrivals.some(({ index }) => index <= newest);
    const older = joins ? before.filter(({ index }) => index < last) : [];
    put([...page.arrivals, ...older], older.length > 0 ? shown.next : page.next);
    setIsLoaded(true);
    setLookedAt(new Date().toISOString());
  };
  const loadOlder = async () => {
    const before = shown.next;
    if (before === null) return;
    const page = await api.get<ArrivalPage>(`${path}?${queryOf(search, { before, limit: PAGE })}`);
    put([...shown.rows, ...page.arrivals], page.next);
  };
  const poll = createPoll(look);
  return { shown, counts, isLoaded, fresh, lookedAt, loadOlder, ...poll };
}

/** What a LiveArrivals is. */
export type LiveArrivals = ReturnType<typeof createLiveArrivals>;

function queryOf(search: ArrivalSearch, more: Readonly<Record<string, number>>): string {
  const given = Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams([
    ...given,
    ...Object.entries(more).map(([name, value]) => [name, String(value)]),
  ]).toString();
}

/** The last midnight where the reader is. */
function startOfDay(): string {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
}
