import { createEffect, createResource, on } from 'solid-js';
import { api } from '../../../../../platform/ui/api.ts';
import { writeAddress } from '../../arrivals/list/list-address.ts';
import { FIRST_VIEW, isSameView, type ListView, type SavedView } from '../../arrivals/list/list-view.ts';
import type { ListDesk } from '../rows/list-desk.ts';

/** What is said of a list that is to be kept. */
export interface ViewWords {
  readonly name: string;
  readonly isShared: boolean;
}

/**
 * The lists that somebody keeps in a mission, and which of them is open. The one that `reader` opened last is opened again
 * where an address asks for nothing.
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
  const isBare = () => desk.query.view() === null && isSameView(desk.view() ?? FIRST_VIEW, FIRST_VIEW);
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
  const isChanged = () => {
    const [kept, shown] = [current(), desk.view()];
    return kept !== null && shown !== null && !isSameView(kept.view, shown);
  };
  const mayChange = (view: SavedView) => view.isMine || reader.mayChangeAll;
  return { views: () => views.latest ?? [], current, isChanged, mayChange, open, ...acts };
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
