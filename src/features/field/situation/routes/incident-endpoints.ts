import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { findCategories } from '../../incidents/access.ts';
import { findStationNames } from '../../reports/access.ts';
import { roomParams } from '../contract.ts';
import type { IncidentLine, RoomIncidents } from '../situation.ts';
import { countOpenIncidents, type FoundLine, listRoomIncidents } from '../store/list-incidents.ts';

const atDesk = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/room/incidents',
  access: 'reader',
  params: roomParams,
  reads: ({ params }) => ({ what: 'incidents', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, now }): Promise<RoomIncidents> => {
    const { id } = await getMission(sql, params.mission);
    return await incidentsOf(sql, id, { now, hasWords: true });
  },
});

const onWall = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/room/incidents/wall',
  access: 'reader',
  params: roomParams,
  handle: async ({ sql, params, now }): Promise<RoomIncidents> => {
    const { id } = await getMission(sql, params.mission);
    return await incidentsOf(sql, id, { now, hasWords: false });
  },
});

/** What happens in the field: with its words at the desk, without them on a wall. */
export const roomIncidentEndpoints: readonly Endpoint[] = [onWall, atDesk];

async function incidentsOf(
  sql: Db,
  missionId: string,
  { now, hasWords }: { readonly now: Date; readonly hasWords: boolean },
): Promise<RoomIncidents> {
  const found = await listRoomIncidents(sql, missionId);
  const codes = [...found.gravest, ...found.newest].map(({ station }) => station);
  const names = hasWords ? await findStationNames(sql, missionId, codes) : {};
  const categories = new Map((await findCategories(sql, missionId)).map(({ key, name }) => [key, name]));
  const lineOf = ({ category, ...line }: FoundLine): IncidentLine => ({
    ...line,
    categoryNames: category === null ? null : (categories.get(category) ?? (hasWords ? { '': category } : null)),
    what: hasWords ? line.what : null,
    station: hasWords ? line.station : null,
    placeNames: names[line.station ?? ''] ?? null,
  });
  return {
    counts: await countOpenIncidents(sql, missionId, now),
    gravest: found.gravest.map(lineOf),
    newest: found.newest.map(lineOf),
  };
}
