import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { getMission } from '../../missions/access.ts';
import { dayRoutesQuery, listedStationsQuery, mapStationsQuery, missionParams } from '../contract.ts';
import { MOST_AT_ONCE } from '../plan.ts';
import type { DayRoutes, ListedStations, MapGround, MapStations } from '../plan-replies.ts';
import { listPlanned } from '../store/keep-visits.ts';
import {
  findFirstStop,
  listMapStations,
  listOtherRoutes,
  loadGround,
  loadMapStations,
  placeStations,
} from '../store/load-map.ts';

const ground = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/plan/map',
  access: 'reader',
  params: missionParams,
  handle: async ({ sql, params }): Promise<MapGround> => {
    const { electionId } = await getMission(sql, params.mission);
    return electionId === null ? { all: null, areas: [] } : await loadGround(sql, electionId);
  },
});

const stations = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/plan/map/stations',
  access: 'reader',
  params: missionParams,
  query: mapStationsQuery,
  handle: async ({ sql, params, query }): Promise<MapStations> => {
    const { id, electionId } = await getMission(sql, params.mission);
    const { day, phase, ...box } = query;
    if (electionId === null) return { as: 'points', stations: [] };
    return await loadMapStations(sql, electionId, { box, of: { missionId: id, day, phase } });
  },
});

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/plan/map/list',
  access: 'reader',
  params: missionParams,
  query: listedStationsQuery,
  handle: async ({ sql, params, query }): Promise<ListedStations> => {
    const { id, electionId } = await getMission(sql, params.mission);
    const { day, phase, search, area, located, limit } = query;
    if (electionId === null) return { stations: [], count: 0 };
    const asked = { search, area, isUnlocated: located === 'no', limit };
    return await listMapStations(sql, electionId, { asked, of: { missionId: id, day, phase } });
  },
});

const routes = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/plan/map/routes',
  access: 'reader',
  params: missionParams,
  query: dayRoutesQuery,
  reads: ({ params }) => ({ what: 'plan', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query }): Promise<DayRoutes> => {
    const { id, electionId } = await getMission(sql, params.mission);
    const { team, ...when } = query;
    const of = { missionId: id, ...when };
    const rest = await listOtherRoutes(sql, of, { electionId, team: team ?? null });
    if (team === undefined) return { own: [], first: 1, ...rest };
    const visits = await listPlanned(sql, id, { filter: query, after: null, limit: MOST_AT_ONCE });
    const places = await placeStations(
      sql,
      electionId,
      visits.map(({ station }) => station),
    );
    const own = visits.map((visit) => ({ ...visit, names: null, point: null, ...places.get(visit.station) }));
    return { own, first: await findFirstStop(sql, of, team), ...rest };
  },
});

/** What the map of routes is drawn from; it changes nothing. */
export const mapEndpoints: readonly Endpoint[] = [ground, stations, list, routes];
