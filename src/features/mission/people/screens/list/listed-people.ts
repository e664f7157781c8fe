import { createEffect, createResource, on } from 'solid-js';
import { api } from '../../../../../platform/ui/api.ts';
import type { PeoplePage } from '../../people-replies.ts';
import type { PeopleDesk } from '../people-desk.ts';
import { type AskedFilters, queryOf } from './list-address.ts';

/** So many people are on one page of the list. */
const PAGE_SIZE = 200;

/** The page of the list that the address asks for; while another comes, the one before stays. */
export function createListedPeople(desk: PeopleDesk, filters: () => AskedFilters) {
  const after = () => desk.asked('after');
  const address = () => {
    const query = queryOf(filters());
    query.set('limit', String(PAGE_SIZE));
    const from = after();
    if (from !== null) query.set('after', from);
    return `${desk.path()}/people?${query}`;
  };
  const [page, { refetch }] = createResource(
    () => [address(), desk.turn()] as const,
    ([asked]) => api.get<PeoplePage>(asked),
  );
  const turns = createTurns(desk, { filters, next: () => shown()?.next ?? null });
  const shown = () => (page.error === undefined ? page.latest : undefined);
  return { shown, ...turns, isBusy: () => page.loading, problem: () => page.error, load: () => void refetch() };
}

/** Turns pages, and remembers the way that led to them: the server only knows what comes next. */
function createTurns(
  desk: PeopleDesk,
  { filters, next }: { readonly filters: () => AskedFilters; readonly next: () => string | null },
) {
  const before = new Map<string, string | null>();
  const after = () => desk.asked('after');
  createEffect(
    on(
      () => queryOf(filters()).toString(),
      () => before.clear(),
      { defer: true },
    ),
  );
  const hasPrevious = () => after() !== null;
  const turn = (step: -1 | 1): boolean => {
    const following = next();
    if (step < 0 ? !hasPrevious() : following === null) return false;
    if (step > 0 && following !== null) before.set(following, after());
    desk.setQuery({ after: step > 0 ? following : (before.get(after() ?? '') ?? null) });
    return true;
  };
  return { turn, hasPrevious, hasNext: () => next() !== null };
}

/** What ListedPeople are. */
export type ListedPeople = ReturnType<typeof createListedPeople>;
