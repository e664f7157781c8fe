import { must } from '../../../kernel/result.ts';
import type { LocalizedText } from '../../../kernel/text.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../platform/http/endpoint.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { type Act, type Change, changesBetween, changesOf, formatCursor } from './act.ts';
import {
  type ActBody,
  actParams,
  filterSchema,
  type HistoryBody,
  type HistoryChoicesBody,
  type HistoryFilter,
  pageSchema,
  type ShownActBody,
} from './contract.ts';
import { exportActs } from './routes/export-acts.ts';
import { actFilter, readerOf, shownTo } from './routes/sight.ts';
import { nameRooms, withNames } from './store/name-objects.ts';
import { findAct, isIndexing, listActs, listChoices, loadRecordCells } from './store.ts';

const PAGE = 100;

const list = defineEndpoint({
  method: 'GET',
  path: '/api/history',
  access: 'reader',
  query: pageSchema,
  handle: async ({ sql, query, actor }): Promise<HistoryBody> => {
    const { after = null, ...filter } = query;
    const { acts, found } = await listActs(sql, { ...actFilter(filter, actor), after, limit: PAGE + 1 });
    const page = acts.slice(0, PAGE);
    const last = page.at(-1);
    return {
      acts: await bodiesOf(sql, page, actor),
      next: acts.length > PAGE && last !== undefined ? formatCursor(last) : null,
      found,
      isIndexing: await isIndexing(sql),
    };
  },
});

async function bodiesOf(sql: Db, acts: readonly Act[], actor: Actor): Promise<ActBody[]> {
  const named = await withNames(
    sql,
    acts.map((act) => shownTo(act, actor)),
  );
  return named.map((act) => ({ ...act, at: act.at.toISOString() }));
}

const show = defineEndpoint({
  method: 'GET',
  path: '/api/history/acts/:id',
  access: 'reader',
  params: actParams,
  handle: async ({ sql, params, actor }): Promise<ShownActBody> => {
    const act = await findAct(sql, params.id, readerOf(actor));
    if (act === null) throw new Problem('not-found', { what: 'act' });
    const { version } = act.details;
    const isOfRecord = act.action.startsWith('record.') && typeof version === 'number';
    const changes: Change[] = isOfRecord
      ? await loadRecordCells(sql, act, version).then(({ before, after }) => changesBetween(before, after))
      : changesOf(act.details);
    const [body] = await bodiesOf(sql, [act], actor);
    return { act: must(body, 'Show an act: it was named'), changes };
  },
});

const choices = defineEndpoint({
  method: 'GET',
  path: '/api/history/choices',
  access: 'reader',
  handle: async ({ sql, actor }): Promise<HistoryChoicesBody> => {
    const found = await listChoices(sql, readerOf(actor));
    const rooms = await nameRooms(sql, found);
    const named = (slugs: readonly string[], names: ReadonlyMap<string, LocalizedText>) =>
      slugs.map((slug) => ({ slug, name: names.get(slug) ?? {} }));
    return {
      ...found,
      elections: named(found.elections, rooms.elections),
      missions: named(found.missions, rooms.missions),
    };
  },
});

/** What stands in the events of readings for a file of the history: by what it was narrowed down. */
function readsFile({ query }: { readonly query: HistoryFilter }) {
  const id = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return { what: 'history-export', subject: { kind: 'history', id: id.join(' ') } };
}

const exportCsv = defineEndpoint({
  method: 'GET',
  path: '/api/history.csv',
  access: 'reader',
  recentSignIn: true,
  query: filterSchema,
  streams: true,
  reads: readsFile,
  handle: async ({ pool, query, actor, now }) => exportActs(pool, { format: 'csv', filter: query, actor, now }),
});

const exportLines = defineEndpoint({
  method: 'GET',
  path: '/api/history.ndjson',
  access: 'reader',
  recentSignIn: true,
  query: filterSchema,
  streams: true,
  reads: readsFile,
  handle: async ({ pool, query, actor, now }) => exportActs(pool, { format: 'ndjson', filter: query, actor, now }),
});

/** What can be asked about who did what, when and why. */
export const historyEndpoints: readonly Endpoint[] = [list, choices, show, exportCsv, exportLines];
