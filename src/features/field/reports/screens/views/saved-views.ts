import { createEffect, createResource, on } from 'solid-js';
import { api } from '../../../../../platform/ui/api.ts';
import { writeAddress, writeFilters } from '../../arrivals/list/list-address.ts';
import { FIRST_VIEW, isSameView, type ListView, type SavedView } from '../../arrivals/list/list-view.ts';
import type { ListDesk } from '../rows/list-desk.ts';

/** What is said of a list that is to be kept. */
export interface ViewWords {
  readonly name: string;
  readonly isShared: boolean;
}

/**
 * The lists that somebody keeps in a mission, and which of them is open. The one that `reader` opened last is opened again
 * where an address asks for nothing, and for no report.
 */
export function createSavedViews(desk: ListDesk, reader: { readonly id: string; readonly mayChangeAll: boolean }) {
  const path = `${desk.path}/report-views`;
  const storedAs = `scrutineer.report-view.${desk.mission}.${reader.id}`;
  const [views, { refetch }] = createResource(() => api.get<SavedView[]>(path).then(undefined, (): SavedView[] => []));
  const current = () => views.latest?.find(({ id }) => id === desk.query.view()) ?? null;
  const open = (view: SavedView | null, { replace = false } = {}) => {
    if (view?.isMine) localStorage.setItem(storedAs, view.id);
    else localStorage.removeItem(storedAs);
    const address = { ...writeAddress(view?.view ?? FIRST_VIEW), view: view?.id ?? null, after: null };
    desk.setQuery(address, { replace, scroll: false });
  };
  const isBare = () =>
    desk.query.view() === null && desk.query.report() === null && isSameView(desk.view() ?? FIRST_VIEW, FIRST_VIEW);
  createEffect(
    on(
      () => views.latest,
      (list) => {
        const last = list?.find(({ id, isMine }) => isMine && id === localStorage.getItem(storedAs));
        if (last !== undefined && isBare() && desk.query.after() === null) open(last, { replace: true });
      },
    ),
  );
  const acts = createViewActs(path, {
    refetch,
    open,
    forget: () => desk.setQuery({ view: null }, { replace: true, scroll: false }),
  });
  const difference = () => differenceOf(current()?.view ?? null, desk.view() ?? FIRST_VIEW);
  const mayChange = (view: SavedView) => view.isMine || reader.mayChangeAll;
  return { views: () => views.latest ?? [], current, difference, mayChange, open, ...acts };
}

/** How a list differs from the one whose name it bears; null: it does not. */
export type ViewDifference = 'changed' | 'narrowed' | null;

/** Of a list and what is kept of it; of none, from what opens first: a name must not say more than what stands under it. */
function differenceOf(kept: ListView | null, shown: ListView): ViewDifference {
  if (isSameView(kept ?? FIRST_VIEW, shown)) return null;
  const [first, ...others] = [FIRST_VIEW.filters, ...shown.filters.map((filter) => [filter])].map(writeFilters);
  const isNarrowed = shown.form !== null || shown.search !== null || others.some((filter) => filter !== first);
  return kept === null && isNarrowed ? 'narrowed' : 'changed';
}

interface After {
  readonly refetch: () => unknown;
  readonly open: (view: SavedView) => void;
  /** No kept list is open any more; what is shown stays. */
  readonly forget: () => void;
}

/** What can be done with kept lists. */
function createViewActs(path: string, { refetch, open, forget }: After) {
  const keep = async (words: ViewWords, view: ListView) => {
    const kept = await api.post<SavedView>(path, { id: crypto.randomUUID(), ...words, view });
    await refetch();
    open(kept);
  };
  const change = async (former: SavedView, words: ViewWords, view: ListView) => {
    await api.put<SavedView>(`${path}/${former.id}`, { ...words, view, base: former.revision });
    await refetch();
  };
  const remove = async ({ id }: SavedView) => {
    await api.delete(`${path}/${id}`);
    await refetch();
    forget();
  };
  const restore = async (view: SavedView) => {
    await api.post(`${path}/${view.id}/restoral`);
    await refetch();
    open(view);
  };
  return { keep, change, remove, restore };
}

/** What SavedViews are. */
export type SavedViews = ReturnType<typeof createSavedViews>;
