import type { Actor } from '../../../../platform/http/access.ts';
import { type Act, withoutAddresses } from '../act.ts';
import type { HistoryFilter } from '../contract.ts';
import type { ActFilter, HistoryReader } from '../store.ts';

const DAY_MS = 86_400_000;

/** Whose sight limits what is found. */
export function readerOf(actor: Actor): HistoryReader {
  return { id: actor.id, seesAll: actor.role === 'administrator' };
}

/** The filter as the store takes it: days become moments, and what the reader may see narrows it down further. */
export function actFilter(filter: HistoryFilter, actor: Actor): ActFilter {
  const { from, to, ...rest } = filter;
  const since = from === undefined ? null : new Date(from);
  const until = to === undefined ? null : new Date(new Date(to).getTime() + DAY_MS);
  return { ...rest, since, until, reader: readerOf(actor) };
}

/** The act as that person may see it. */
export function shownTo(act: Act, actor: Actor): Act {
  return readerOf(actor).seesAll ? act : withoutAddresses(act);
}
