import type { Sql } from 'postgres';
import { writeCsv } from '../../../platform/files/csv.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { defineEndpoint, type Endpoint } from '../../../platform/http/endpoint.ts';
import { ACT_COLUMNS, type Act, actCells, type Cursor, formatCursor } from './act.ts';
import { filterSchema, type HistoryBody, type HistoryChoicesBody, type HistoryFilter, pageSchema } from './contract.ts';
import {
  type ActQuery,
  type HistoryReader,
  listActions,
  listActors,
  listActs,
  listElectionsWithActs,
} from './store.ts';

const PAGE = 100;
const EXPORT_PAGE = 1_000;
const DAY_MS = 86_400_000;

const list = defineEndpoint({
  method: 'GET',
  path: '/api/history',
  access: 'reader',
  query: pageSchema,
  handle: async ({ sql, query, actor }): Promise<HistoryBody> => {
    const { after = null, ...filter } = query;
    const acts = await listActs(sql, { ...queryOf(filter, actor), after, limit: PAGE + 1 });
    const page = acts.slice(0, PAGE);
    const last = page.at(-1);
    return {
      acts: page.map((act) => ({ ...act, at: act.at.toISOString() })),
      next: acts.length > PAGE && last !== undefined ? formatCursor(last) : null,
    };
  },
});

function readerOf(actor: Actor): HistoryReader {
  return { id: actor.id, seesAll: actor.role === 'administrator' };
}

function queryOf(filter: HistoryFilter, actor: Actor): Omit<ActQuery, 'after' | 'limit'> {
  const { from, to, ...rest } = filter;
  const since = from === undefined ? null : new Date(from);
  const until = to === undefined ? null : new Date(new Date(to).getTime() + DAY_MS);
  return { ...rest, since, until, reader: readerOf(actor) };
}

const listChoices = defineEndpoint({
  method: 'GET',
  path: '/api/history/choices',
  access: 'reader',
  handle: async ({ sql, actor }): Promise<HistoryChoicesBody> => {
    const reader = readerOf(actor);
    return {
      elections: await listElectionsWithActs(sql),
      actors: await listActors(sql, reader),
      actions: await listActions(sql, reader),
    };
  },
});

const exportCsv = defineEndpoint({
  method: 'GET',
  path: '/api/history.csv',
  access: 'reader',
  recentSignIn: true,
  query: filterSchema,
  streams: true,
  handle: async ({ pool, query, actor }) => {
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="history.csv"',
    };
    return new Response(streamCsv(pool, queryOf(query, actor)), { headers });
  },
});

/** The whole history as CSV, read page by page as fast as it is taken. */
function streamCsv(pool: Sql, query: Omit<ActQuery, 'after' | 'limit'>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: Cursor | null = null;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(writeCsv(ACT_COLUMNS, []))),
    pull: async (controller) => {
      const acts: Act[] = await listActs(pool, { ...query, after, limit: EXPORT_PAGE });
      if (acts.length > 0) controller.enqueue(encoder.encode(linesOf(acts)));
      if (acts.length < EXPORT_PAGE) controller.close();
      after = acts.at(-1) ?? after;
    },
  });
}

function linesOf(acts: readonly Act[]): string {
  const header = writeCsv(ACT_COLUMNS, []);
  return writeCsv(ACT_COLUMNS, acts.map(actCells)).slice(header.length);
}

/** What can be asked about who did what, when and why. */
export const historyEndpoints: readonly Endpoint[] = [list, listChoices, exportCsv];
