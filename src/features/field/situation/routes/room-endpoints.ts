import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { loadCalendar } from '../../../register/calendar/access.ts';
import { findStationNames } from '../../reports/access.ts';
import { namesOf } from '../../reports/arrivals/station.ts';
import { isPhaseDue, loadStationBoard } from '../../visits/access.ts';
import type { VisitStatus } from '../../visits/response.ts';
import { flowQuery, mapQuery, roomParams, roomQuery } from '../contract.ts';
import { nextDeadlines } from '../next-deadlines.ts';
import {
  flowOf,
  MOST_CONFLICTS,
  type NewReport,
  type NextDeadline,
  type RoomReply,
  type ShownFlow,
  type ShownRoom,
  type ShownStations,
} from '../situation.ts';
import {
  type ConflictCount,
  countConflicts,
  findSpan,
  findWidest,
  listFlow,
  listOpenChecks,
} from '../store/count-room.ts';
import { findElectionZone, listNewest, listSpots, listUnlocated } from '../store/list-room.ts';
import { roomIncidentEndpoints } from './incident-endpoints.ts';

type Mission = Awaited<ReturnType<typeof getMission>>;
type Board = NonNullable<Awaited<ReturnType<typeof loadStationBoard>>>;

const room = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/room',
  access: 'reader',
  params: roomParams,
  query: roomQuery,
  handle: async ({ sql, params, query, now }): Promise<RoomReply> => {
    const mission = await getMission(sql, params.mission);
    const board = await loadStationBoard(sql, mission, { day: query.day ?? null, now });
    return { room: board === null ? null : await roomOf(sql, mission, { board, now }) };
  },
});

const flow = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/room/flow',
  access: 'reader',
  params: roomParams,
  query: flowQuery,
  handle: async ({ sql, params, query, now }): Promise<ShownFlow> => {
    const { id } = await getMission(sql, params.mission);
    const span = await findSpan(sql, id, query.day);
    return flowOf(await listFlow(sql, id, span), { zone: span.zone, now });
  },
});

const map = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/room/map',
  access: 'reader',
  params: roomParams,
  query: mapQuery,
  handle: async ({ sql, params, query, now }): Promise<ShownStations> => {
    const mission = await getMission(sql, params.mission);
    const isDue = await isPhaseDue(sql, mission.id, { ...query, now });
    if (isDue === null) throw new Problem('not-found', { what: `phase ${query.phase}` });
    const spots = await listSpots(sql, mission, query);
    return {
      spots: spots.map(({ status, cells, ...spot }) => ({
        ...spot,
        status: status === 'none' ? (isDue ? 'missing' : 'pending') : (status as VisitStatus),
        names: cells === null ? null : namesOf(cells),
      })),
      withoutPlace: await listUnlocated(sql, mission, query),
    };
  },
});

const newest = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/room/newest',
  access: 'reader',
  params: roomParams,
  reads: ({ params }) => ({ what: 'reports', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params }): Promise<NewReport[]> => {
    const { id } = await getMission(sql, params.mission);
    const reports = await listNewest(sql, id);
    const names = await findStationNames(
      sql,
      id,
      reports.map(({ station }) => station),
    );
    return reports.map((report) => ({
      ...report,
      stationNames: report.station === null ? null : (names[report.station] ?? null),
    }));
  },
});

const deadlines = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/room/deadlines',
  access: 'reader',
  params: roomParams,
  handle: async ({ sql, params, now }): Promise<NextDeadline[]> => {
    const { electionId } = await getMission(sql, params.mission);
    const zone = await findElectionZone(sql, electionId);
    if (zone === null) return [];
    return nextDeadlines(await loadCalendar(sql, electionId, now.getTime()), now.getTime(), zone);
  },
});

/** What the situation room shows; it changes nothing. */
export const roomEndpoints: readonly Endpoint[] = [room, flow, map, newest, deadlines, ...roomIncidentEndpoints];

/** District 2 before District 10. */
const BY_CODE = new Intl.Collator('en', { numeric: true });

async function roomOf(sql: Db, mission: Mission, { board, now }: { board: Board; now: Date }): Promise<ShownRoom> {
  const conflicts = await countConflicts(sql, mission.id, board.day);
  const widest = await findWidest(
    sql,
    mission.electionId,
    board.areas.map(({ key }) => key),
  );
  const checks = await listOpenChecks(sql, mission.id);
  const { areas, phases, ...rest } = board;
  return {
    ...rest,
    phases: phases.map((phase) => ({ ...phase, conflicting: conflictsIn(conflicts, phase.key, null) })),
    areas: areas
      .filter(({ key }) => widest.has(key))
      .sort((one, other) => BY_CODE.compare(one.label, other.label))
      .map(({ stations, ...area }) => ({
        ...area,
        phases: phases.map(({ key }, at) => ({
          stations: stations[at] as Board['areas'][number]['stations'][number],
          conflicting: conflictsIn(conflicts, key, area.key),
        })),
      })),
    areConflictsWhole: checks.every(({ isComparing, flagged }) => !isComparing || flagged <= MOST_CONFLICTS),
    checks,
    at: now.toISOString(),
  };
}

function conflictsIn(conflicts: readonly ConflictCount[], phase: string, area: string | null): number {
  return conflicts.find((one) => one.phase === phase && one.area === area)?.stations ?? 0;
}
