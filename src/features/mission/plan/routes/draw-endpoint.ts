import type { TransactionSql } from 'postgres';
import type { z } from 'zod';
import { fault } from '../../../../kernel/issue.ts';
import { defineEndpoint } from '../../../../platform/http/endpoint.ts';
import { Problem, type ProblemIssue } from '../../../../platform/http/problem.ts';
import { getWorkingMission } from '../../missions/access.ts';
import { missionParams, routeBody } from '../contract.ts';
import type { PlannedVisit, RouteSaved } from '../plan-replies.ts';
import { changesOf, type KeptStop, numberStops, type RouteChanges } from '../routing/drawn-route.ts';
import { insertVisits, lockRoute, updateVisits, type VisitWords } from '../store/keep-visits.ts';
import { findFirstStop, findTaken } from '../store/load-map.ts';
import { doerOf, type PlanMission } from './plan-door.ts';
import { requireKnown } from './require-known.ts';

type Drawn = z.output<typeof routeBody>;

/** A route as it was drawn, all of it or nothing: new stops are added, others moved, those that are gone called off. */
export const drawEndpoint = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/plan/route',
  access: 'editor',
  params: missionParams,
  body: routeBody,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<RouteSaved> => {
    const mission = await getWorkingMission(sql, params.mission);
    await requireStops(sql, mission, body);
    const before = await lockRoute(sql, mission.id, body);
    const drawn = body.stops.map(({ station }) => station);
    const changes = await findChanges(sql, mission, { body, before, drawn });
    requireReason(body, changes);
    await saveRoute(sql, mission, { body, before, changes, by: doerOf(actor, now, body.reason) });
    const { added, moved, calledOff, again } = changes;
    const saved = {
      ...{ added: added.length, moved: moved.length, calledOff: calledOff.length, again: again.length },
    };
    const { code } = before.team;
    const parameters = {
      ...{ team: code, day: body.day, phase: body.phase, added: saved.added, changed: saved.moved },
      ...{ withdrawn: saved.calledOff, restored: saved.again },
    };
    const subject = { kind: 'mission-here', id: mission.slug };
    const told = { action: 'plan.route-drawn', subject, electionId: mission.electionId, parameters } as const;
    await audit({ ...told, reason: body.reason });
    return saved;
  },
});

type Held = Awaited<ReturnType<typeof lockRoute>>;

/** @throws Problem `plan-missing`, or `invalid-input` with every stop that is not there, or is there twice. */
async function requireStops(sql: TransactionSql, mission: PlanMission, body: Drawn): Promise<void> {
  const { team, day, phase, stops } = body;
  const twice = stops.find(({ station }, at) => stops.findIndex((other) => other.station === station) < at);
  if (twice !== undefined)
    throw refusalOf({ ...fault('route-station-twice', { found: twice.station }), column: 'stops' });
  const rest = { source: 'route', sample: null, position: 1 } as const;
  const named = stops.map(({ id, station }) => ({ id, team, day, phase, station, ...rest }));
  await requireKnown(sql, mission, { visits: named, teams: [team], phases: [phase] });
}

/** @throws Problem `changed-meanwhile` where the route is not as it was seen, or somebody else goes where nobody did. */
async function findChanges(
  sql: TransactionSql,
  mission: PlanMission,
  { body, before, drawn }: { readonly body: Drawn; readonly before: Held; readonly drawn: readonly string[] },
): Promise<RouteChanges & { readonly numbers: readonly number[] }> {
  const kept = before.visits.map(keptOf);
  const of = { missionId: mission.id, day: body.day, phase: body.phase };
  const first = await findFirstStop(sql, of, body.team);
  const numbers = numberStops(drawn, kept, first);
  const changes = changesOf(drawn, kept, first);
  // Sent again, because no answer came, it is as it was drawn already.
  if (Object.values(changes).every((some) => some.length === 0)) return { ...changes, numbers };
  const seen = new Map(body.seen.map(({ id, revision }) => [id, revision]));
  const other = before.visits.find(({ id, revision }) => seen.get(id) !== revision);
  if (other !== undefined) throw new Problem('changed-meanwhile', { by: other.changedBy });
  const fresh = new Set([...changes.added, ...changes.again]);
  const free = body.stops.flatMap(({ station, isFree }) => (isFree && fresh.has(station) ? [station] : []));
  const taken = await findTaken(sql, of, { team: body.team, stations: free });
  if (taken[0] !== undefined) {
    const issues = taken.map(({ station, code }) => {
      return { ...fault('plan-stop-taken', { station, team: code }), column: 'stops' };
    });
    throw new Problem('changed-meanwhile', { by: taken[0].by }, issues);
  }
  const last = numbers.at(-1) ?? 0;
  if (last > 1_000) throw refusalOf({ ...fault('plan-position', { found: String(last) }), column: 'stops' });
  return { ...changes, numbers };
}

function requireReason({ reason }: Drawn, { calledOff }: RouteChanges): void {
  if (calledOff.length > 0 && reason === null) throw refusalOf({ ...fault('reason-missing'), column: 'reason' });
}

async function saveRoute(
  sql: TransactionSql,
  mission: PlanMission,
  {
    body,
    before,
    changes,
    by,
  }: {
    readonly body: Drawn;
    readonly before: Held;
    readonly changes: RouteChanges & { readonly numbers: readonly number[] };
    readonly by: ReturnType<typeof doerOf>;
  },
): Promise<void> {
  const { team, day, phase, source } = body;
  const numberAt = new Map(body.stops.map(({ station }, at) => [station, changes.numbers[at] ?? 1]));
  const fresh = body.stops.flatMap(({ id, station }) => {
    const position = numberAt.get(station) ?? 1;
    return changes.added.includes(station) ? [{ id, team, day, phase, station, position, source, sample: null }] : [];
  });
  await insertVisits(sql, mission.id, { visits: fresh, by });
  const wordsOf = ({ station, position, mark, markedAt, note }: PlannedVisit): VisitWords | null => {
    if (changes.calledOff.includes(station))
      return { position, mark: 'called-off', markedAt: by.at.toISOString(), note };
    const next = numberAt.get(station) ?? position;
    if (changes.again.includes(station)) return { position: next, mark: null, markedAt: null, note };
    return changes.moved.includes(station) ? { position: next, mark, markedAt, note } : null;
  };
  const updates = before.visits.flatMap((visit) => {
    const words = wordsOf(visit);
    return words === null ? [] : [{ before: visit, words }];
  });
  await updateVisits(sql, mission.id, { changes: updates, by });
}

function keptOf({ station, position, mark }: PlannedVisit): KeptStop {
  return { station, position, isOff: mark === 'called-off' };
}

function refusalOf(issue: ProblemIssue): Problem {
  return new Problem('invalid-input', {}, [issue]);
}
