import { createEffect, on } from 'solid-js';
import type { ListDesk } from '../rows/list-desk.ts';
import type { ListedReports } from '../rows/listed-reports.ts';

interface PagePlace {
  /** Of its first row among all, from 0 on. */
  readonly offset: number;
  /** Where the page before begins; null: it is the first. */
  readonly before: string | null;
}

/** Turns pages, and remembers the way that led to them: the server only knows what comes next. */
export function createPageTurns(desk: ListDesk, listed: ListedReports) {
  const known = new Map<string, PagePlace>();
  const viewOf = () => JSON.stringify(desk.view());
  createEffect(on(viewOf, () => known.clear(), { defer: true }));
  const place = (): PagePlace | null => {
    const after = desk.query.after();
    return after === null ? { offset: 0, before: null } : (known.get(after) ?? null);
  };
  const goTo = (after: string | null) => desk.setQuery({ after }, { scroll: false });
  const hasPrevious = () => desk.query.after() !== null;
  const step = (by: -1 | 1): boolean => {
    const { next, reports } = listed.shown;
    if (by < 0 ? !hasPrevious() : next === null) return false;
    const here = place();
    if (by < 0) goTo(here?.before ?? null);
    else {
      if (next !== null && here !== null) {
        known.set(next, { offset: here.offset + reports.length, before: desk.query.after() });
      }
      goTo(next);
    }
    return true;
  };
  return { offset: () => place()?.offset ?? null, hasPrevious, step };
}
