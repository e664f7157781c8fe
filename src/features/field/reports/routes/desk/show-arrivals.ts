import { createHash } from 'node:crypto';
import { parseReceiptCode } from '../../../../../ledger/proof/receipt-code.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../../platform/http/endpoint.ts';
import { getMission } from '../../../../mission/missions/access.ts';
import type { ArrivalCounts, ArrivalPage } from '../../arrivals/arrival-replies.ts';
import { type ArrivalQuery, arrivalQuery, countQuery, missionParams } from '../../contract/desk.ts';
import { countHeld, countWaiting, findLastArrival } from '../../store/show/count-arrivals.ts';
import { type ArrivalFilter, listArrivals } from '../../store/show/list-arrivals.ts';
import { reportsNamed } from './named-reports.ts';
import type { ArrivalTally } from './tally.ts';

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/arrivals',
  access: 'reader',
  params: missionParams,
  query: arrivalQuery,
  reads: ({ params }) => ({ what: 'arrivals', subject: { kind: 'mission-here', id: params.mission } }),
  // Before the transaction: the tag of the reply is made of it, and nothing is asked twice.
  prepare: async ({ pool, params, query }): Promise<ArrivalPage> => {
    const mission = await getMission(pool, params.mission);
    const filter = await filterOf(pool, mission, query);
    if (filter === null) return { arrivals: [], next: null };
    const page = { before: query.before ?? null, limit: query.limit + 1 };
    const found = await listArrivals(pool, mission, { filter, page });
    const arrivals = found.slice(0, query.limit);
    return { arrivals, next: found.length > query.limit ? (arrivals.at(-1)?.index ?? null) : null };
  },
  etag: async ({ prepared }) => tagOf(prepared),
  handle: async ({ prepared }) => prepared,
});

const counts = (tally: ArrivalTally) =>
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/arrivals/counts',
    access: 'reader',
    params: missionParams,
    query: countQuery,
    prepare: async ({ pool, params, query }): Promise<ArrivalCounts> => {
      const { id } = await getMission(pool, params.mission);
      const { arrived, since, isComplete } = await tally.count(pool, id, Date.parse(query.since));
      const [waiting, held] = [await countWaiting(pool, id), await countHeld(pool, id)];
      const lastAt = (await findLastArrival(pool, id))?.toISOString() ?? null;
      return { arrived, since, isComplete, waiting, held, lastAt };
    },
    etag: async ({ prepared }) => tagOf(prepared),
    handle: async ({ prepared }) => prepared,
  });

/** What comes in, and how much of it. */
export function arrivalEndpoints(tally: ArrivalTally): readonly Endpoint[] {
  return [list, counts(tally)];
}

function tagOf(reply: unknown): string {
  return createHash('sha256').update(JSON.stringify(reply)).digest('base64url').slice(0, 22);
}

/** Null: nothing can match, because the receipt that is looked for is of another mission. */
async function filterOf(
  sql: Db,
  mission: { readonly id: string; readonly slug: string },
  query: ArrivalQuery,
): Promise<ArrivalFilter | null> {
  const { show, reason = null, form = null, device = null, search } = query;
  const code = search === undefined ? null : parseReceiptCode(search);
  if (code !== null && code.slug !== mission.slug) return null;
  const isNamed = search !== undefined && code === null;
  return {
    isHeld: show === 'held',
    reason,
    isFlagged: show === 'flagged',
    form,
    device,
    reports: isNamed ? await reportsNamed(sql, mission.id, search) : null,
    index: code?.index ?? null,
  };
}
