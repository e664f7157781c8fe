import type { TransactionSql } from 'postgres';
import type { z } from 'zod';
import { fault } from '../../../../kernel/issue.ts';
import { defineEndpoint } from '../../../../platform/http/endpoint.ts';
import { Problem, type ProblemIssue } from '../../../../platform/http/problem.ts';
import { getMission } from '../../missions/access.ts';
import { missionParams, proposalBody } from '../contract.ts';
import { MOST_ROUTED } from '../plan.ts';
import type { RouteProposal } from '../plan-replies.ts';
import { type ProposedRoutes, proposeRoutes } from '../routing/propose-routes.ts';
import { findUnknownSamples, findUnknownStations, findUnknownTeams } from '../store/keep-visits.ts';
import {
  listPlannedOn,
  listSampleStations,
  loadRouteStations,
  loadRouteTeams,
  type NamedStation,
  type RouteTeam,
} from '../store/load-route-ground.ts';
import { getPlan, type PlanMission } from './plan-door.ts';

type Asked = z.output<typeof proposalBody>;

/** Routes for a day, as a proposal: whoever takes them adds the visits as any others. */
export const proposalEndpoint = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/plan/routes',
  access: 'editor',
  params: missionParams,
  body: proposalBody,
  unaudited: 'proposes, and writes nothing',
  handle: async ({ sql, params, body }): Promise<RouteProposal> => {
    const mission = await getMission(sql, params.mission);
    await requireKnown(sql, mission, body);
    const wanted = body.sample === null ? body.stations : await listSampleStations(sql, mission.id, body.sample);
    const codes = [...new Set(wanted)];
    if (codes.length > MOST_ROUTED)
      throw refusalOf([{ ...fault('route-many', { found: codes.length, limit: MOST_ROUTED }), column: 'stations' }]);
    const planned = await listPlannedOn(sql, mission.id, body);
    const taken = new Set(planned.flatMap(({ station, isOff }) => (isOff ? [] : [station])));
    const all = await loadRouteStations(sql, mission.electionId, codes);
    const teams = await loadRouteTeams(sql, mission.id, { ids: body.teams, day: body.day });
    const proposed = proposeRoutes(
      all.filter(({ key }) => !taken.has(key)),
      teams,
      body.limits,
    );
    if (!proposed.ok) throw refusalOf([{ ...proposed.error, column: 'limits' }]);
    const off = new Set(planned.flatMap(({ team, station, isOff }) => (isOff ? [`${team} ${station}`] : [])));
    return proposalOf(proposed.value, { all, teams, taken, off });
  },
});

function refusalOf(issues: readonly ProblemIssue[]): Problem {
  return new Problem('invalid-input', {}, issues);
}

/** @throws Problem `plan-missing`, or `invalid-input` with everything that is not there. */
async function requireKnown(sql: TransactionSql, mission: PlanMission, asked: Asked): Promise<void> {
  const phases = new Set((await getPlan(sql, mission)).phases.map(({ key }) => key));
  const samples = asked.sample === null ? [] : [asked.sample];
  const wrong = (column: string, code: string) => (found: string) => ({ ...fault(code, { found }), column });
  const issues = [
    ...asked.phases.filter((key) => !phases.has(key)).map(wrong('phases', 'plan-phase-unknown')),
    ...(await findUnknownStations(sql, mission.electionId, asked.stations)).map(
      wrong('stations', 'plan-station-unknown'),
    ),
    ...(await findUnknownTeams(sql, mission.id, asked.teams)).map(wrong('teams', 'plan-team-unknown')),
    ...(await findUnknownSamples(sql, mission.id, samples)).map(wrong('sample', 'plan-sample-unknown')),
    ...(samples.length > 0 || asked.stations.length > 0 ? [] : [{ ...fault('route-nothing'), column: 'stations' }]),
  ];
  if (issues.length > 0) throw refusalOf(issues.slice(0, 100));
}

interface Ground {
  readonly all: readonly NamedStation[];
  readonly teams: readonly RouteTeam[];
  /** Where somebody is expected already. */
  readonly taken: ReadonlySet<string>;
  /** Team and station of visits that were called off. */
  readonly off: ReadonlySet<string>;
}

function proposalOf({ routes, left }: ProposedRoutes, { all, teams, taken, off }: Ground): RouteProposal {
  const known = new Map(all.map((station) => [station.key, station]));
  const named = (station: string) => ({ station, names: known.get(station)?.names ?? null });
  const shown = teams.map(({ key, code, lastPosition }) => {
    const stops = routes.find(({ team }) => team === key)?.stops ?? [];
    const kept = stops.filter(({ station }) => !off.has(`${key} ${station}`));
    return {
      team: { id: key, code },
      firstPosition: lastPosition + 1,
      stops: kept.map((stop) => ({ ...stop, ...named(stop.station), point: known.get(stop.station)?.point ?? null })),
    };
  });
  const calledOff = routes.flatMap(({ team, stops }) =>
    stops.flatMap(({ station }) => (off.has(`${team} ${station}`) ? [station] : [])),
  );
  return {
    routes: shown,
    left: [
      ...left.map(({ station, why }) => ({ ...named(station), why })),
      ...all.flatMap(({ key }) => (taken.has(key) ? [{ ...named(key), why: 'planned' as const }] : [])),
      ...calledOff.map((station) => ({ ...named(station), why: 'called-off' as const })),
    ],
    unplaced: shown.flatMap(({ stops }) => stops).filter(({ station }) => known.get(station)?.point === null).length,
  };
}
