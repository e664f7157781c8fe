import { useSearchParams } from '@solidjs/router';
import { createMemo } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { createLiveReply } from '../../../../../platform/ui/shell/live/live-reply.ts';
import type { CallSheet, SheetRow } from '../../call-sheet.ts';

/** What of the address the sheet is asked with. */
const SHEET_FILTERS = ['day', 'phase', 'status', 'area', 'team', 'sample', 'form', 'station', 'message'] as const;
export type SheetFilter = (typeof SHEET_FILTERS)[number];

/** Whom to call, as the address asks for it, and who of them is open beside the list. */
export type CallDesk = ReturnType<typeof createCallDesk>;

/** What the page of calls knows; `missionPath` is the address of the mission at the API. */
export function createCallDesk(missionPath: () => string) {
  const [query, setQuery] = useSearchParams<Record<string, string>>();
  const filter = (name: SheetFilter): string => query[name] ?? '';
  const path = () => {
    const given = SHEET_FILTERS.flatMap((name) => (filter(name) === '' ? [] : [[name, filter(name)]]));
    return `${missionPath()}/call-sheet?${new URLSearchParams(given)}`;
  };
  const live = createLiveReply<CallSheet>(path);
  const rows = (): readonly SheetRow[] => live.shown.reply?.rows ?? [];
  const openId = () => query.open ?? null;
  // Whoever was opened stays as they were while somebody types, also where the sheet loses them.
  const opened = createMemo<SheetRow | null>((last) => {
    if (openId() === null || last?.id === openId()) return openId() === null ? null : last;
    const found = rows().find(({ id }) => id === openId());
    return found === undefined ? null : structuredClone(unwrap(found));
  }, null);
  const open = (id: string | null) => setQuery({ open: id }, { scroll: false });
  return {
    live,
    filter,
    rows,
    openId,
    opened,
    open,
    narrow: (name: SheetFilter, value: string) =>
      setQuery({ [name]: value.trim() || null, open: null }, { scroll: false }),
    /** Opens the one after the one that is open, as they stand now; the end of the list closes it. */
    openNext: () => {
      const ids = rows().map(({ id }) => id);
      const at = ids.indexOf(openId() ?? '');
      open(at === -1 ? null : (ids[at + 1] ?? null));
    },
    day: () => live.shown.reply?.day ?? null,
  };
}

/** The code that somebody on the sheet is known by. */
export function codeOfRow({ team, person }: SheetRow): string {
  return team?.code ?? person?.code ?? '';
}
