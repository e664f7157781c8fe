import { createHash, randomBytes } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import { uuidV7 } from '../../../../kernel/ids.ts';
import { readTableFile, type TableFile } from '../../../../platform/files/tables/table-file.ts';
import { type Call, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { readBytes } from '../../../../platform/http/input.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../missions/access.ts';
import { codeKey } from '../../people/person.ts';
import { IMPORT_BYTES, importQuery, missionParams } from '../contract.ts';
import { type FilePlan, type FileVisit, readPlanFile, stationsOf, visitName } from '../importing/plan-file.ts';
import type { PlanImported, PlannedVisit, PlanPreview } from '../plan-replies.ts';
import {
  findUnknownStations,
  insertVisits,
  listAllPlanned,
  listTeamCodes,
  updateVisits,
} from '../store/keep-visits.ts';
import { doerOf, getPlan, type PlanMission } from './plan-door.ts';

const MOST_TOLD = 1_000;

/** A file, and the bytes that it is. */
interface GivenFile extends TableFile {
  readonly bytes: Uint8Array;
}

/** What a file would do to a plan as it stands. */
interface OpenedFile extends FilePlan {
  readonly sha256: string;
  readonly there: ReadonlyMap<string, PlannedVisit>;
}

const check = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/plan/imports/check',
  access: 'editor',
  params: missionParams,
  unaudited: 'compares, and writes nothing',
  parse: readBody,
  prepare: openFile,
  handle: async ({ sql, params, prepared }): Promise<PlanPreview> =>
    previewOf(await holdAgainst(sql, await getMission(sql, params.mission), prepared)),
});

const apply = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/plan/imports',
  access: 'editor',
  params: missionParams,
  query: importQuery,
  parse: readBody,
  prepare: openFile,
  handle: async ({ sql, params, query, prepared, actor, now, audit }): Promise<PlanImported> => {
    const mission = await getWorkingMission(sql, params.mission);
    const opened = await holdAgainst(sql, mission, prepared);
    if (opened.sha256 !== query.sha256) throw new Problem('import-outdated', { count: 0 });
    const errors = opened.issues.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Problem('import-refused', { count: errors.length }, errors.slice(0, MOST_TOLD));
    const reason = query.reason ?? `import ${query.sha256.slice(0, 12)}`;
    await save(sql, mission.id, { opened, by: doerOf(actor, now, reason) });
    const { errors: _, ...done } = previewOf(opened).counts;
    const subject = { kind: 'mission-here', id: mission.slug };
    await audit({ action: 'plan.imported', subject, electionId: mission.electionId, reason, parameters: done });
    return done;
  },
});

/** Files of expected visits: looked at first, then applied as they were looked at. */
export const importEndpoints: readonly Endpoint[] = [check, apply];

async function readBody({ request }: Call<unknown, unknown>): Promise<Uint8Array> {
  return await readBytes(request, IMPORT_BYTES);
}

async function openFile({ body }: { readonly body: Uint8Array }): Promise<GivenFile> {
  return { ...(await readTableFile(body, 'plan')), bytes: body };
}

async function holdAgainst(sql: TransactionSql, mission: PlanMission, file: GivenFile): Promise<OpenedFile> {
  const { phases } = await getPlan(sql, mission);
  const teams = await listTeamCodes(sql, mission.id);
  const unknown = await findUnknownStations(sql, mission.electionId, stationsOf(file.table));
  const planned = await listAllPlanned(sql, mission.id, stationsOf(file.table));
  const there = new Map(planned.map((visit) => [visitName({ ...visit, team: visit.team.id }), visit]));
  const read = readPlanFile(file.table, {
    teams: new Map(teams.map((team) => [codeKey(team.code), team])),
    phases: new Set(phases.map(({ key }) => key)),
    unknownStations: mission.electionId === null ? null : new Set(unknown),
    visits: there,
    codeKey,
  });
  const issues = file.issues.length > 0 ? file.issues : read.issues;
  return { ...read, issues, there, sha256: hashOf(file.bytes, read) };
}

function hashOf(bytes: Uint8Array, { visits }: FilePlan): string {
  const rows = visits.map(({ row, team, before }) => [
    row,
    team.id,
    before?.id ?? null,
    before?.position,
    before?.mark,
  ]);
  return createHash('sha256').update(bytes).update(JSON.stringify(rows)).digest('hex');
}

function previewOf({ visits, same, issues, sha256 }: OpenedFile): PlanPreview {
  const created = visits.filter(({ before }) => before === null).length;
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const rows = visits.slice(0, MOST_TOLD).map(({ source: _, team, before, ...visit }) => {
    return { ...visit, team: team.code, before: before && { position: before.position, mark: before.mark } };
  });
  const counts = { created, changed: visits.length - created, same, errors };
  return { sha256, counts, rows, issues: issues.slice(0, MOST_TOLD) };
}

async function save(
  sql: TransactionSql,
  missionId: string,
  { opened, by }: { readonly opened: OpenedFile; readonly by: ReturnType<typeof doerOf> },
): Promise<void> {
  const fresh = opened.visits.filter(({ before }) => before === null);
  const visits = fresh.map(({ team, day, phase, station, position, source }) => {
    return {
      id: uuidV7(by.at.getTime(), randomBytes(10)),
      team: team.id,
      day,
      phase,
      station,
      position,
      source,
      sample: null,
    };
  });
  await insertVisits(sql, missionId, { visits, by });
  const changes = opened.visits.flatMap((visit) => changeOf(visit, opened.there));
  await updateVisits(sql, missionId, { changes, by });
}

/** What a row makes of a visit that is there: where it was called off, it is expected again. */
function changeOf(visit: FileVisit, there: OpenedFile['there']) {
  const before = there.get(visitName({ ...visit, team: visit.team.id }));
  if (before === undefined) return [];
  const mark = before.mark === 'called-off' ? null : before.mark;
  const markedAt = mark === null ? null : before.markedAt;
  return [{ before, words: { position: visit.position, mark, markedAt, note: before.note } }];
}
