import type { Db } from '../../../../platform/http/endpoint.ts';
import type { Trial } from '../check.ts';
import type { Rule } from '../rule/term.ts';
import type { BulkOrder } from '../store/bulk/answer-query.ts';
import { countVerdicts } from '../store/bulk/run-bulk.ts';
import { isInSubset } from '../store/bulk/subset.ts';
import { listReportsAt } from '../store/list-found.ts';
import { loadNewestReports } from '../store/load-reports.ts';
import { judgeReports } from './judge-reports.ts';

/** So many flagged reports are shown. */
const SHOWN = 20;
/** So many reports the engine looks at while somebody waits. */
const MOST_TRIED = 2_000;

/** What a rule would say of the reports that are there. Nothing is stored. */
export async function tryRule(sql: Db, order: BulkOrder): Promise<Trial> {
  if (!isInSubset(order.rule)) {
    const judged = await judgeSome(sql, order, null);
    return await toldOf(sql, order.missionId, { ...judged, isWhole: judged.looked < MOST_TRIED });
  }
  const { left, first, ...sure } = await countVerdicts(sql, order, SHOWN);
  const rest = left.length === 0 ? NONE : await judgeSome(sql, order, left);
  const counts = {
    ok: sure.ok + rest.counts.ok,
    flagged: sure.flagged + rest.counts.flagged,
    missing: sure.missing + rest.counts.missing,
  };
  return await toldOf(sql, order.missionId, {
    ...{ counts, flagged: [...first, ...rest.flagged] },
    isWhole: left.length <= MOST_TRIED,
  });
}

const NONE = { counts: { ok: 0, flagged: 0, missing: 0 }, flagged: [] as readonly number[], looked: 0 };

/** The newest reports, or of these ordinals alone, by the engine. */
async function judgeSome(sql: Db, order: BulkOrder, ordinals: readonly number[] | null): Promise<typeof NONE> {
  const { electionId, formUuid, otherUuid } = order;
  const check = { id: '', version: 0, formUuid, otherUuid, rule: order.rule as Rule };
  const reports = await loadNewestReports(sql, order, { ordinals, most: MOST_TRIED });
  const results = await judgeReports(sql, electionId, { checks: [check], reports });
  const of = (...states: readonly string[]) => results.filter(({ state }) => states.includes(state));
  // Nothing is verified before it is flagged.
  const flagged = of('flagged', 'verified');
  const counts = { ok: of('ok').length, flagged: flagged.length, missing: of('missing').length };
  return { counts, flagged: flagged.map(({ ordinal }) => ordinal), looked: reports.length };
}

async function toldOf(
  sql: Db,
  missionId: string,
  found: { readonly counts: Trial['counts']; readonly flagged: readonly number[]; readonly isWhole: boolean },
): Promise<Trial> {
  const ordinals = [...found.flagged].sort((one, other) => other - one).slice(0, SHOWN);
  return { counts: found.counts, isWhole: found.isWhole, first: await listReportsAt(sql, missionId, ordinals) };
}
