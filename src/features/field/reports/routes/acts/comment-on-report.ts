import type { TransactionSql } from 'postgres';
import { defineEndpoint } from '../../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import { getWorkingMission } from '../../../../mission/missions/access.ts';
import { commentBody, commentParams } from '../../contract/act.ts';
import { reportParams } from '../../contract/desk.ts';
import { type ActedReport, holdReport, unsettle } from '../../store/acts/find-acted.ts';
import { findComment, saveComment, withdrawComment } from '../../store/acts/keep-comments.ts';
import type { MissionNames } from '../../store/show/arrival-row.ts';
import { standingCode } from './tell-act.ts';

/** Writes something to a report, for whoever opens it. */
export const commenting = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/reports/:report/comments',
  access: 'editor',
  params: reportParams,
  body: commentBody,
  unaudited: 'a comment that is sent again changes nothing',
  handle: async ({ sql, params, body, actor, now, audit }): Promise<undefined> => {
    const mission = await getWorkingMission(sql, params.mission);
    const report = await getReport(sql, mission.id, params.report);
    const { id, text } = body;
    const known = await findComment(sql, report.ids, id);
    if (known !== null) {
      const isSame = known.byId === actor.id && (known.text === text || known.withdrawnAt !== null);
      if (!isSame) throw new Problem('conflict', { what: `comment ${id}` });
      return;
    }
    if (report.state === 'erased') throw new Problem('report-state', { state: report.state });
    const by = { id: actor.id, name: actor.name };
    await saveComment(sql, mission.id, { reportId: report.id, id, by, text, at: now });
    await unsettle(sql, report.id, now);
    await audit({
      action: 'report.commented',
      subject: { kind: 'report', id: report.id },
      electionId: mission.electionId,
      parameters: await namesOf(sql, mission, report),
    });
  },
});

/** Takes back what one wrote oneself: that there was something stays. */
export const withdrawing = defineEndpoint({
  method: 'DELETE',
  path: '/api/missions/:mission/reports/:report/comments/:comment',
  access: 'editor',
  params: commentParams,
  unaudited: 'one that was withdrawn before stays so',
  handle: async ({ sql, params, actor, now, audit }): Promise<undefined> => {
    const mission = await getWorkingMission(sql, params.mission);
    const report = await getReport(sql, mission.id, params.report);
    const known = await findComment(sql, report.ids, params.comment);
    if (known === null) throw new Problem('not-found', { what: `comment ${params.comment}` });
    if (known.byId !== actor.id) throw new Problem('forbidden');
    if (known.text === null) return;
    await withdrawComment(sql, report.ids, { id: params.comment, at: now });
    await unsettle(sql, report.id, now);
    await audit({
      action: 'report.comment-withdrawn',
      subject: { kind: 'report', id: report.id },
      electionId: mission.electionId,
      parameters: await namesOf(sql, mission, report),
    });
  },
});

/** Which report it is, for the history. */
async function namesOf(
  sql: TransactionSql,
  mission: MissionNames,
  report: ActedReport,
): Promise<Record<string, string>> {
  const code = await standingCode(sql, mission, report);
  return { mission: mission.slug, ...(code === null ? {} : { code }) };
}

async function getReport(sql: TransactionSql, missionId: string, id: string): Promise<ActedReport> {
  const report = await holdReport(sql, missionId, id);
  if (report === null) throw new Problem('not-found', { what: `report ${id}` });
  return report;
}
