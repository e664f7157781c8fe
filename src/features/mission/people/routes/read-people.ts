import { writeCsv } from '../../../../platform/files/tables/csv.ts';
import { download } from '../../../../platform/http/download.ts';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { writeXlsx } from '../../../../xforms/workbook/xlsx/write-xlsx.ts';
import { requireRight } from '../../../office/accounts/access.ts';
import { getMission } from '../../missions/access.ts';
import { exportQuery, missionParams, peopleQuery, personParams } from '../contract.ts';
import { type WrittenTable, writePeople } from '../importing/export-people.ts';
import { PEOPLE_SHEET } from '../importing/file-columns.ts';
import type { PeoplePage, PersonReply, ShownVersion } from '../people-replies.ts';
import { fieldText } from '../person.ts';
import { listDevicesOf, listTeamsOf, listVersions, type StoredVersion } from '../store/find-details.ts';
import { listIdentities } from '../store/keep-identities.ts';
import { listSteps } from '../store/keep-steps.ts';
import { countPeople, countStanding, findListed, listPeople, namePlaces } from '../store/list-people.ts';
import { lookerOf } from './people-door.ts';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

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
    return {
      ...page,
      places: await namePlaces(sql, looker.electionId, page.people),
      counts: await countStanding(sql, looker),
      total: await countPeople(sql, looker, filters),
    };
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
      places: await namePlaces(sql, mission.electionId, [person]),
      teams: await listTeamsOf(sql, mission.id, person.id),
      steps: await listSteps(sql, mission.id, person.id),
      devices: await listDevicesOf(sql, mission.id, person.id),
      versions: shownVersions(await listVersions(sql, mission.id, person.id), { ...person }),
    };
  },
});

const FORMATS = ['csv', 'xlsx'] as const;
type Format = (typeof FORMATS)[number];

const exportWork = (format: Format) =>
  defineEndpoint({
    method: 'GET',
    path: `/api/missions/:mission/people/export.${format}`,
    access: 'reader',
    params: missionParams,
    query: exportQuery,
    reads: ({ params }) => ({ what: 'people', subject: { kind: 'mission-here', id: params.mission } }),
    handle: async ({ sql, params, query, now }) => {
      const mission = await getMission(sql, params.mission);
      const { people } = await listPeople(sql, lookerOf(mission, now), { filters: query, after: null, limit: null });
      return fileOf(writePeople(people, null), { format, name: `${mission.slug}-people` });
    },
  });

const exportIdentities = (format: Format) =>
  defineEndpoint({
    method: 'GET',
    path: `/api/missions/:mission/people/identities.${format}`,
    access: 'reader',
    params: missionParams,
    query: exportQuery,
    reads: ({ params }) => ({ what: 'identities', subject: { kind: 'mission-here', id: params.mission } }),
    handle: async ({ sql, params, query, actor, now }) => {
      await requireRight(sql, actor, 'identities');
      const mission = await getMission(sql, params.mission);
      const { people } = await listPeople(sql, lookerOf(mission, now), { filters: query, after: null, limit: null });
      const table = writePeople(people, await listIdentities(sql, mission.id));
      return fileOf(table, { format, name: `${mission.slug}-people-with-names` });
    },
  });

/** The people of a mission as they are worked with, and as a file. */
export const readingEndpoints: readonly Endpoint[] = [
  list,
  ...FORMATS.flatMap((format) => [exportWork(format), exportIdentities(format)]),
  show,
];

/** A table as an import reads it again. */
function fileOf({ columns, rows }: WrittenTable, { format, name }: { readonly format: Format; readonly name: string }) {
  if (format === 'csv') {
    return download(writeCsv(columns, rows), { type: 'text/csv; charset=utf-8', name: `${name}.csv` });
  }
  const bytes = writeXlsx({ sheets: [{ name: PEOPLE_SHEET, rows: [columns, ...rows] }] });
  return download(bytes, { type: XLSX_TYPE, name: `${name}.xlsx` });
}

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
