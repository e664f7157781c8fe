import { areSameBytes } from '../../../../kernel/bytes/compare.ts';
import { formatReceiptCode, parseReceiptCode } from '../../../../ledger/proof/receipt-code.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { holdParams, missionParams, newHoldBody, reasonBody } from '../contract.ts';
import { endHold, findReportAt, saveHold } from '../store/keep-rules.ts';

const hold = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/retention/holds',
  access: 'administrator',
  params: missionParams,
  body: newHoldBody,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<undefined> => {
    const mission = await getMission(sql, params.mission);
    const { reportId, code } = await getReportOf(sql, mission, body.code);
    const { id, reason } = body;
    const by = { id: actor.id, name: actor.name, at: now };
    await saveHold(sql, { id, missionId: mission.id, reportId, code, reason }, by);
    const subject = { kind: 'report', id: reportId };
    const parameters = { mission: mission.slug, code };
    await audit({ action: 'report.hold-begun', subject, electionId: mission.electionId, reason, parameters });
  },
});

const end = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/retention/holds/:hold/end',
  access: 'administrator',
  params: holdParams,
  body: reasonBody,
  handle: async ({ sql, params, body: { reason }, actor, now, audit }): Promise<undefined> => {
    const mission = await getMission(sql, params.mission);
    const by = { id: actor.id, name: actor.name, at: now };
    const { code, reportId } = await endHold(sql, mission.id, { id: params.hold, reason, by });
    const subject = { kind: 'report', id: reportId };
    const parameters = { mission: mission.slug, code };
    await audit({ action: 'report.hold-ended', subject, electionId: mission.electionId, reason, parameters });
  },
});

/** Which reports are kept whatever the rule of their mission says. */
export const holdEndpoints: readonly Endpoint[] = [hold, end];

/** The report that somebody names by a receipt. @throws Problem `receipt-mistyped`, `not-found`. */
async function getReportOf(sql: Db, { id, slug }: { readonly id: string; readonly slug: string }, typed: string) {
  const code = parseReceiptCode(typed);
  if (code === null) throw new Problem('receipt-mistyped');
  const found = code.slug === slug ? await findReportAt(sql, id, code.index) : null;
  const isMeant = found !== null && areSameBytes(found.leafHash.subarray(0, code.start.length), code.start);
  if (!isMeant) throw new Problem('not-found', { what: 'receipt' });
  return { reportId: found.reportId, code: formatReceiptCode(code) };
}
