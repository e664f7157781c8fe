import type { TransactionSql } from 'postgres';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { pageOf } from '../../../../platform/wire/page-of.ts';
import { getMission, getWorkingMission } from '../../missions/access.ts';
import { missionParams, newVisitsBody, plannedQuery, visitBody, visitParams } from '../contract.ts';
import type { PlannedPage, PlannedVisit, VisitsAdded } from '../plan-replies.ts';
import {
  countPlanned,
  findThere,
  insertVisits,
  listPlanned,
  listVisitVersions,
  lockVisit,
  type NewVisit,
  updateVisits,
  type VisitVersion,
} from '../store/keep-visits.ts';
import { doerOf } from './plan-door.ts';
import { requireKnown } from './require-known.ts';

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/plan/visits',
  access: 'reader',
  params: missionParams,
  query: plannedQuery,
  reads: ({ params }) => ({ what: 'plan', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query: { after, limit, ...filter } }): Promise<PlannedPage> => {
    const { id } = await getMission(sql, params.mission);
    const { shown, next } = await pageOf({ after, limit }, (page) => listPlanned(sql, id, { filter, ...page }));
    return { visits: shown, count: await countPlanned(sql, id, filter), next };
  },
});

const add = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/plan/visits',
  access: 'editor',
  params: missionParams,
  body: newVisitsBody,
  status: 201,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<VisitsAdded> => {
    const mission = await getWorkingMission(sql, params.mission);
    const given = body.visits.map(({ source, ...visit }): NewVisit => {
      return typeof source === 'string'
        ? { ...visit, source, sample: null }
        : { ...visit, source: 'sample', ...source };
    });
    await requireKnown(sql, mission, { visits: given });
    const fresh = await chooseFresh(sql, mission.id, given);
    await insertVisits(sql, mission.id, { visits: fresh, by: doerOf(actor, now, null) });
    const done = { added: fresh.length, same: given.length - fresh.length };
    const subject = { kind: 'mission-here', id: mission.slug };
    await audit({ action: 'plan.visits-added', subject, electionId: mission.electionId, parameters: done });
    return done;
  },
});

const change = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/plan/visits/:visit',
  access: 'editor',
  params: visitParams,
  body: visitBody,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<PlannedVisit> => {
    const mission = await getWorkingMission(sql, params.mission);
    const before = await lockVisit(sql, mission.id, params.visit);
    if (before.revision !== body.base) throw new Problem('changed-meanwhile', { by: before.changedBy });
    const { position, mark, note } = body;
    const markedAt = mark === null ? null : new Date(body.markedAt ?? now).toISOString();
    const words = { position, mark, markedAt, note };
    await updateVisits(sql, mission.id, { changes: [{ before, words }], by: doerOf(actor, now, body.reason) });
    const { team, day, phase, station } = before;
    const subject = { kind: 'mission-here', id: mission.slug };
    const parameters = {
      team: team.code,
      station,
      day,
      phase,
      before: { position: before.position, mark: before.mark },
      after: { position, mark },
    };
    const told = { action: 'plan.visit-changed', subject, electionId: mission.electionId, parameters } as const;
    await audit({ ...told, reason: body.reason });
    return await lockVisit(sql, mission.id, params.visit);
  },
});

const versions = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/plan/visits/:visit/versions',
  access: 'reader',
  params: visitParams,
  reads: ({ params }) => ({ what: 'plan', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params }): Promise<VisitVersion[]> => {
    const { id } = await getMission(sql, params.mission);
    return await listVisitVersions(sql, id, params.visit);
  },
});

/** Who is expected where. */
export const visitEndpoints: readonly Endpoint[] = [list, add, change, versions];

/**
 * Those that are not there yet.
 *
 * @throws Problem `conflict` where an id is another visit, or a visit is there under another id, or stands twice.
 */
async function chooseFresh(sql: TransactionSql, missionId: string, given: readonly NewVisit[]): Promise<NewVisit[]> {
  const nameOf = (visit: { day: string; phase: string; station: string }, team: string) =>
    `${team} ${visit.day} ${visit.phase} ${visit.station}`;
  const names = given.map((visit) => nameOf(visit, visit.team));
  const firsts = new Map(names.toReversed().map((name, at) => [name, names.length - 1 - at]));
  const twice = names.find((name, at) => firsts.get(name) !== at);
  if (twice !== undefined) throw new Problem('conflict', { what: `visit ${twice}` });
  const there = await findThere(sql, missionId, given);
  const ids = new Map(there.map((visit) => [visit.id, nameOf(visit, visit.team.id)]));
  const byName = new Map([...ids].map(([id, name]) => [name, id]));
  return given.filter((visit, at) => {
    const name = names[at] ?? '';
    const [id, kept] = [byName.get(name), ids.get(visit.id)];
    if (id === undefined && kept === undefined) return true;
    if (id !== visit.id || kept !== name)
      throw new Problem('conflict', { what: `visit ${visit.station}, ${visit.day}` });
    return false;
  });
}
