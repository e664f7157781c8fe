import { writeCsv } from '../../../../platform/files/csv.ts';
import { download } from '../../../../platform/http/download.ts';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { requireRight } from '../../../office/accounts/access.ts';
import { getMission } from '../../missions/access.ts';
import { exportQuery, missionParams, peopleQuery, personParams } from '../contract.ts';
import { writePeople } from '../importing/export-people.ts';
import type { PeoplePage, PersonReply, ShownVersion } from '../people-replies.ts';
import { fieldText } from '../person.ts';
import { listDevicesOf, listTeamsOf, listVersions, type StoredVersion } from '../store/find-details.ts';
import { listIdentities } from '../store/keep-identities.ts';
import { listSteps } from '../store/keep-steps.ts';
import { countPeople, findListed, listPeople } from '../store/list-people.ts';
import { lookerOf } from './people-door.ts';

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/people',
  access: 'reader',
  params: missionParams,
  query: peopleQuery,
  reads: ({ params }) => ({ what: 'people', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query, now }): Promise<PeoplePage> => {
    const { after = null, limit, ...filters } = query;
    const looker = lookerOf(await getMission(sql, params.mission), now);
    const page = await listPeople(sql, looker, { filters, after, limit });
    return { ...page, total: await countPeople(sql, looker, filters) };
  },
});

const show = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/people/:person',
  access: 'reader',
  params: personParams,
  reads: ({ params }) => ({ what: 'person', subject: { kind: 'person', id: `${params.mission}/${params.person}` } }),
  handle: async ({ sql, params, now }): Promise<PersonReply> => {
    const mission = await getMission(sql, params.mission);
    const person = await findListed(sql, lookerOf(mission, now), params.person);
    if (person === null) throw new Problem('not-found', { what: `person ${params.person}` });
    return {
      person,
      teams: await listTeamsOf(sql, mission.id, person.id),
      steps: await listSteps(sql, mission.id, person.id),
      devices: await listDevicesOf(sql, mission.id, person.id),
      versions: shownVersions(await listVersions(sql, mission.id, person.id), { ...person }),
    };
  },
});

const exportCsv = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/people/export.csv',
  access: 'reader',
  params: missionParams,
  query: exportQuery,
  reads: ({ params }) => ({ what: 'people', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query, now }) => {
    const mission = await getMission(sql, params.mission);
    const { people } = await listPeople(sql, lookerOf(mission, now), { filters: query, after: null, limit: null });
    const { columns, rows } = writePeople(people, null);
    return download(writeCsv(columns, rows), { type: 'text/csv; charset=utf-8', name: `${mission.slug}-people.csv` });
  },
});

const exportIdentities = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/people/identities.csv',
  access: 'reader',
  params: missionParams,
  query: exportQuery,
  reads: ({ params }) => ({ what: 'identities', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, query, actor, now }) => {
    await requireRight(sql, actor, 'identities');
    const mission = await getMission(sql, params.mission);
    const { people } = await listPeople(sql, lookerOf(mission, now), { filters: query, after: null, limit: null });
    const { columns, rows } = writePeople(people, await listIdentities(sql, mission.id));
    const name = `${mission.slug}-people-with-names.csv`;
    return download(writeCsv(columns, rows), { type: 'text/csv; charset=utf-8', name });
  },
});

/** The people of a mission as they are worked with, and as a file. */
export const readingEndpoints: readonly Endpoint[] = [list, exportCsv, exportIdentities, show];

/** Changes of somebody, the newest first: each says what it made of what stood before. */
function shownVersions(versions: readonly StoredVersion[], now: Readonly<Record<string, unknown>>): ShownVersion[] {
  let after = now;
  return versions.map(({ before, revision, by, at, reason }) => {
    const changes = Object.keys(before)
      .map((field) => ({ field, before: textOf(before[field]), after: textOf(after[field]) }))
      .filter((change) => change.before !== change.after);
    after = before;
    return { revision, changes, by, at: at.toISOString(), reason };
  });
}

function textOf(value: unknown): string | null {
  return fieldText((value ?? null) as string | readonly string[] | null);
}
