import { createEffect, createSignal, on } from 'solid-js';
import { parseReceiptCode } from '../../../../../ledger/proof/receipt-code.ts';
import { api } from '../../../../../platform/ui/api.ts';
import type { ArrivalPage } from '../../arrivals/arrival-replies.ts';
import type { ListDesk } from '../rows/list-desk.ts';

const NAME = /^(?:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether what is searched for is the receipt or the name of one report, and no words. */
export function isNameOfReport(search: string): boolean {
  return parseReceiptCode(search) !== null || NAME.test(search.trim());
}

/** Opens the report whose receipt or name is searched for. @returns what is known of no report; null: nothing is. */
export function openNamedReport(desk: ListDesk): () => string | null {
  const [unknown, setUnknown] = createSignal<string | null>(null);
  const named = () => {
    const search = desk.view()?.search ?? null;
    return search !== null && isNameOfReport(search) ? search : null;
  };
  const find = async (search: string) => {
    const asked = `${desk.path}/arrivals?${new URLSearchParams({ search, limit: '1' })}`;
    const found = await api.get<ArrivalPage>(asked).then(
      ({ arrivals }) => arrivals[0] ?? null,
      () => null,
    );
    if (named() !== search) return;
    if (found === null) setUnknown(search);
    else desk.setQuery({ search: null, report: found.reportId }, { replace: true, scroll: false });
  };
  createEffect(
    on(named, (search) => {
      setUnknown(null);
      if (search !== null) void find(search);
    }),
  );
  return unknown;
}
