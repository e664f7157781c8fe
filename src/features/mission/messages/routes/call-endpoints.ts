import { fault } from '../../../../kernel/issue.ts';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { pageOf } from '../../../../platform/wire/page-of.ts';
import { getMission, getWorkingMission } from '../../missions/access.ts';
import { type CallPage, isAhead, type ShownCall } from '../call.ts';
import { callBody, callParams, callsQuery, missionParams, strikeBody } from '../contract.ts';
import { findUnknownOfCall, getCall, insertCall, listCalls, strikeCall } from '../store/keep-calls.ts';

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/calls',
  access: 'reader',
  params: missionParams,
  query: callsQuery,
  reads: ({ params }) => ({ what: 'calls', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query: { after, limit, ...filter } }): Promise<CallPage> => {
    const { id } = await getMission(sql, params.mission);
    const { shown, next } = await pageOf({ after, limit }, (page) => listCalls(sql, id, { filter, ...page }));
    return { calls: shown, next };
  },
});

const enter = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/calls',
  access: 'editor',
  params: missionParams,
  body: callBody,
  status: 201,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<ShownCall> => {
    const mission = await getWorkingMission(sql, params.mission);
    const call = { ...body, calledAt: body.calledAt === null ? now : new Date(body.calledAt) };
    if (isAhead(call.calledAt, now)) {
      throw new Problem('invalid-input', {}, [
        { ...fault('call-ahead', { found: body.calledAt ?? '' }), column: 'calledAt' },
      ]);
    }
    const unknown = await findUnknownOfCall(sql, mission.id, call);
    if (unknown !== null) throw new Problem('not-found', { what: unknown });
    const isNew = await insertCall(sql, mission.id, { call, by: { id: actor.id, name: actor.name, at: now } });
    const kept = await getCall(sql, mission.id, call.id);
    if (!isNew && !isSame(kept, call)) throw new Problem('conflict', { what: `call ${call.id}` });
    const subject = { kind: 'mission-here', id: mission.slug };
    const parameters = { who: kept.team?.code ?? kept.person?.code ?? '', outcome: kept.outcome, isRepeated: !isNew };
    await audit({ action: 'call.entered', subject, electionId: mission.electionId, parameters });
    return kept;
  },
});

const strike = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/calls/:call/strike',
  access: 'editor',
  params: callParams,
  body: strikeBody,
  handle: async ({ sql, params, body: { reason }, actor, now, audit }): Promise<ShownCall> => {
    const mission = await getWorkingMission(sql, params.mission);
    const before = await getCall(sql, mission.id, params.call);
    const isDone = await strikeCall(
      sql,
      { missionId: mission.id, id: before.id },
      { name: actor.name, at: now, reason },
    );
    if (!isDone) throw new Problem('changed-meanwhile', { by: before.struck?.by ?? '' });
    const subject = { kind: 'mission-here', id: mission.slug };
    const parameters = { who: before.team?.code ?? before.person?.code ?? '', outcome: before.outcome };
    await audit({ action: 'call.struck', subject, electionId: mission.electionId, reason, parameters });
    return await getCall(sql, mission.id, before.id);
  },
});

/** Who was called, and what came of it. */
export const callEndpoints: readonly Endpoint[] = [list, enter, strike];

/** The same call again; the time of one that was entered as of now is the first one's. */
function isSame(
  kept: ShownCall,
  call: Pick<ShownCall, 'outcome' | 'note' | 'report'> & {
    team: string | null;
    person: string | null;
    visit: string | null;
  },
) {
  return (
    kept.outcome === call.outcome &&
    kept.note === call.note &&
    kept.report === call.report &&
    (kept.team?.id ?? null) === call.team &&
    (kept.person?.id ?? null) === call.person &&
    (kept.visit?.id ?? null) === call.visit
  );
}
