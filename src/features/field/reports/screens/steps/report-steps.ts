import { createEffect, on } from 'solid-js';
import type { ListDesk } from '../rows/list-desk.ts';
import type { ListedReports } from '../rows/listed-reports.ts';

/** Goes from the report that is open beside the list to its neighbour, over the ends of pages; the list follows. */
export function createReportSteps(desk: ListDesk, listed: ListedReports, turn: (by: -1 | 1) => boolean) {
  let waiting: -1 | 1 | null = null;
  const ids = () => listed.shown.reports.map(({ id }) => id);
  const open = (id: string | undefined) => {
    if (id !== undefined) desk.setQuery({ report: id }, { replace: true, scroll: false });
  };
  const step = (by: -1 | 1) => {
    const at = ids().indexOf(desk.query.report() ?? '');
    const next = at < 0 ? ids()[0] : ids()[at + by];
    if (next !== undefined) open(next);
    else if (turn(by)) waiting = by;
  };
  createEffect(
    on(
      () => ids().join(),
      () => {
        if (waiting !== null) open(waiting > 0 ? ids()[0] : ids().at(-1));
        waiting = null;
      },
    ),
  );
  const isListed = () => ids().includes(desk.query.report() ?? '');
  createEffect(
    on([desk.query.report, isListed], ([id]) => {
      // Once the panel stands beside the list, which may change how high what is above it is.
      if (id !== null) requestAnimationFrame(() => linkOf(id)?.scrollIntoView({ block: 'nearest' }));
    }),
  );
  createEffect(
    on(desk.query.report, (id, before) => {
      // Whoever closes the last one of several goes on where it stands in the list.
      if (id === null && before) queueMicrotask(() => queueMicrotask(() => focusLost() && linkOf(before)?.focus()));
    }),
  );
  return step;
}

function linkOf(id: string): HTMLElement | null {
  return document.querySelector(`[data-report="${CSS.escape(id)}"]`);
}

function focusLost(): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || focused.closest('[data-row]') !== null;
}
