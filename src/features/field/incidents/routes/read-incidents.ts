import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { findStationNames } from '../../reports/access.ts';
import { withinCategory } from '../category.ts';
import { boardQuery, type IncidentFilter, incidentParams, listQuery, missionParams } from '../contract.ts';
import { STATUSES } from '../incident.ts';
import type {
  IncidentBoard,
  IncidentMap,
  IncidentPage,
  ListedIncident,
  ShownIncident,
  SosCall,
} from '../incident-replies.ts';
import type { WantedIncidents } from '../store/filter-incidents.ts';
import { getIncident } from '../store/keep-incidents.ts';
import { loadSettings } from '../store/keep-settings.ts';
import {
  countIncidents,
  type FoundIncident,
  findIncidents,
  type IncidentCursor,
  listDuplicates,
  listHeard,
  listIncidents,
} from '../store/list-incidents.ts';
import { mapIncidents } from '../store/map-incidents.ts';
import { listActs, listLinks, listPhotos } from '../store/show-incident.ts';

const PATH = '/api/missions/:mission/incidents';
/** So many stand in a column of the board, and beside the map. */
const BOARD_COLUMN = 30;
const UNPLACED = 50;
/** So many that nobody has heard are named; so long it is told that somebody heard. */
const MOST_LOUD = 5;
const HEARD_MS = 600_000;

const readsIncidents = ({ params }: { readonly params: { readonly mission: string } }) => {
  return { what: 'incidents', subject: { kind: 'mission-here', id: params.mission } };
};

const list = defineEndpoint({
  method: 'GET',
  path: PATH,
  access: 'reader',
  params: missionParams,
  query: listQuery,
  reads: readsIncidents,
  handle: async ({ sql, params, query, now }): Promise<IncidentPage> => {
    const { id } = await getMission(sql, params.mission);
    const { after, limit, sort: order, ...filter } = query;
    const asked = { wanted: await wantedOf(sql, id, filter), now };
    const cursor = after === undefined ? null : readCursor(after);
    const found = await listIncidents(sql, id, { ...asked, order, after: cursor, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      incidents: await named(sql, id, shown),
      count: await countIncidents(sql, id, asked),
      next: last === undefined ? null : `${last.number}${order === 'due' ? `~${last.dueAt ?? ''}` : ''}`,
    };
  },
});

const board = defineEndpoint({
  method: 'GET',
  path: `${PATH}/board`,
  access: 'reader',
  params: missionParams,
  query: boardQuery,
  reads: readsIncidents,
  handle: async ({ sql, params, query, now }): Promise<IncidentBoard> => {
    const { id } = await getMission(sql, params.mission);
    const wanted = await wantedOf(sql, id, query);
    const columns = [];
    for (const status of STATUSES) {
      const asked = { wanted: { ...wanted, status }, now };
      const found = await listIncidents(sql, id, { ...asked, order: 'newest', after: null, limit: BOARD_COLUMN });
      const incidents = await named(sql, id, found);
      columns.push({ status, incidents, count: await countIncidents(sql, id, asked), next: null });
    }
    return { columns };
  },
});

const map = defineEndpoint({
  method: 'GET',
  path: `${PATH}/map`,
  access: 'reader',
  params: missionParams,
  query: boardQuery.extend({ status: listQuery.shape.status }),
  reads: readsIncidents,
  handle: async ({ sql, params, query, now }): Promise<IncidentMap> => {
    const { id } = await getMission(sql, params.mission);
    const wanted = await wantedOf(sql, id, query);
    const found = await mapIncidents(sql, id, { wanted, now, unplaced: UNPLACED });
    const lost = await named(sql, id, await findIncidents(sql, id, found.unplaced));
    const unplaced = [...lost].sort((one, other) => other.number - one.number);
    return { points: found.points, unplaced, unplacedCount: found.unplacedCount, placedCount: found.placed };
  },
});

const sos = defineEndpoint({
  method: 'GET',
  path: `${PATH}/sos`,
  access: 'reader',
  params: missionParams,
  reads: readsIncidents,
  handle: async ({ sql, params, now }): Promise<SosCall> => {
    const { id } = await getMission(sql, params.mission);
    const asked = { wanted: { sos: 'loud' }, now } as const;
    const loud = await listIncidents(sql, id, { ...asked, order: 'oldest', after: null, limit: MOST_LOUD });
    const heard = await listHeard(sql, id, new Date(now.getTime() - HEARD_MS));
    return {
      count: loud.length < MOST_LOUD ? loud.length : await countIncidents(sql, id, asked),
      incidents: await named(sql, id, loud),
      heard: heard.map(({ id: incident, number, acknowledged }) => ({ id: incident, number, acknowledged })),
    };
  },
});

const show = defineEndpoint({
  method: 'GET',
  path: `${PATH}/:incident`,
  access: 'reader',
  params: incidentParams,
  reads: ({ params }) => ({ what: 'incident', subject: { kind: 'incident', id: params.incident } }),
  handle: async ({ sql, params }): Promise<ShownIncident> => {
    const { id } = await getMission(sql, params.mission);
    return await shownIncident(sql, id, params.incident);
  },
});

/** What can be seen of incidents. Addresses with words in them come before those with ids. */
export const readingEndpoints: readonly Endpoint[] = [list, board, map, sos, show];

/** An incident with all that was done to it. @throws Problem `not-found`. */
export async function shownIncident(sql: Db, missionId: string, incident: string): Promise<ShownIncident> {
  const { state } = await getIncident(sql, missionId, incident);
  const into = state.mergedInto === null ? [] : await findIncidents(sql, missionId, [state.mergedInto]);
  const [found] = await named(sql, missionId, await findIncidents(sql, missionId, [incident]));
  if (found === undefined) throw new Problem('not-found', { what: `incident ${incident}` });
  return {
    ...found,
    ...{ said: state.said, told: state.told },
    acts: await listActs(sql, incident),
    links: await listLinks(sql, incident),
    merged: (await listDuplicates(sql, missionId, incident)).map(({ id, number, facts, at, report }) => {
      return { id, number, facts, at, report };
    }),
    into: into[0] === undefined ? null : { id: into[0].id, number: into[0].number },
    photos: found.report === null ? [] : await listPhotos(sql, found.report),
  };
}

/** What is wanted, with all categories that lie within the one that is asked for. */
export async function wantedOf(
  sql: Db,
  missionId: string,
  { category, ...filter }: IncidentFilter,
): Promise<WantedIncidents> {
  if (category === undefined) return filter;
  const { categories } = await loadSettings(sql, missionId);
  return { ...filter, categories: withinCategory(categories, category) };
}

async function named(sql: Db, missionId: string, found: readonly FoundIncident[]): Promise<ListedIncident[]> {
  const names = await findStationNames(
    sql,
    missionId,
    found.map(({ facts }) => facts.station ?? null),
  );
  return found.map((one) => ({ ...one, placeNames: names[one.facts.station ?? ''] ?? null }));
}

/** @throws Problem `invalid-input` where it is none that was given. */
function readCursor(text: string): IncidentCursor {
  const [, number, dueAt = ''] = /^(\d{1,9})(?:~(\d{4}-\d\d-\d\dT[\d:.]+Z)?)?$/.exec(text) ?? [];
  if (number === undefined) {
    throw new Problem('invalid-input', {}, [{ code: 'cursor', parameters: {}, column: 'after' }]);
  }
  return { number: Number(number), dueAt: dueAt === '' ? null : dueAt };
}
