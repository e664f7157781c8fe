import { fault } from '../../../../../kernel/issue.ts';
import { readTableFile } from '../../../../../platform/files/tables/table-file.ts';
import type { Call } from '../../../../../platform/http/endpoint.ts';
import { defineEndpoint, type Endpoint } from '../../../../../platform/http/endpoint.ts';
import { readBytes } from '../../../../../platform/http/input.ts';
import { Problem, type ProblemIssue } from '../../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../../missions/access.ts';
import { IMPORT_BYTES, importQuery, missionParams } from '../../contract.ts';
import { PEOPLE_SHEET } from '../../importing/file-columns.ts';
import type { PeoplePlan } from '../../importing/plan-people.ts';
import type { ImportDone, ImportPreview } from '../../people-replies.ts';
import { codeKey } from '../../person.ts';
import { beginChange, findLastChange } from '../../store/hold-people.ts';
import { doerOf } from '../people-door.ts';
import { applyImport } from './apply-import.ts';
import { type GivenImport, type OpenedImport, openImport, requireSound } from './open-import.ts';

/** So many things that are wrong are told. */
const MOST_TOLD = 1_000;

const check = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/people/imports/check',
  access: 'editor',
  params: missionParams,
  unaudited: 'compares, and writes nothing',
  parse: readBody,
  prepare: openFile,
  handle: async ({ sql, params, prepared, actor, now, address, watch }): Promise<ImportPreview> => {
    const mission = await getMission(sql, params.mission);
    const seen = await findLastChange(sql, mission.id);
    const opened = await openImport(sql, mission, { given: prepared, actor });
    if (opened.hasNames) {
      const subject = { kind: 'mission-here', id: mission.slug };
      watch.note({ area: 'reading', kind: 'reading.identities', at: now, actor, subject, source: address });
    }
    return previewOf(opened, seen);
  },
});

const apply = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/people/imports',
  access: 'editor',
  params: missionParams,
  query: importQuery,
  parse: readBody,
  prepare: openFile,
  handle: async ({ sql, params, query, prepared, actor, now, audit }): Promise<ImportDone> => {
    const mission = await getWorkingMission(sql, params.mission);
    const change = await beginChange(sql, mission.id, doerOf(actor, now));
    const opened = await openImport(sql, mission, { given: prepared, actor });
    requireUnchanged(opened, query);
    requireSound(opened);
    const reason = query.reason ?? `import ${query.sha256.slice(0, 12)}`;
    await applyImport(sql, opened, { change, reason });
    const done = doneOf(opened.plan);
    const { newTeams, ...counts } = done;
    const parameters = { ...counts, teams: newTeams.join(', '), names: opened.hasNames };
    const subject = { kind: 'mission-here', id: mission.slug };
    await audit({ action: 'mission.people-imported', subject, electionId: mission.electionId, reason, parameters });
    return done;
  },
});

/** Files of people: looked at first, then applied as they were looked at. */
export const importEndpoints: readonly Endpoint[] = [check, apply];

async function readBody({ request }: Call<unknown, unknown>): Promise<Uint8Array> {
  return await readBytes(request, IMPORT_BYTES);
}

async function openFile({ body }: { readonly body: Uint8Array }): Promise<GivenImport> {
  return { ...(await readTableFile(body, PEOPLE_SHEET)), bytes: body };
}

function previewOf({ plan, issues, sha256 }: OpenedImport, seen: number): ImportPreview {
  const { created, changed, same, newTeams } = doneOf(plan);
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const rows = plan.planned.map(({ row, before, after, changes }) => {
    return { row, code: after.work.code, isNew: before === null, changes };
  });
  return {
    sha256,
    seen,
    counts: { created, changed, same, errors },
    rows,
    newTeams,
    issues: issues.slice(0, MOST_TOLD),
  };
}

function doneOf({ planned, same, newTeams }: PeoplePlan): ImportDone {
  const created = planned.filter(({ before }) => before === null).length;
  return { created, changed: planned.length - created, same, newTeams };
}

/**
 * @throws Problem `import-outdated` where the file does not do any more what the preview told: with everybody whom somebody
 * changed since, and with who it was.
 */
function requireUnchanged(
  opened: OpenedImport,
  { sha256, seen }: { readonly sha256: string; readonly seen: number },
): void {
  const issues = findChangedSince(opened, seen);
  if (issues.length === 0 && opened.sha256 === sha256) return;
  throw new Problem('import-outdated', { count: issues.length }, issues.slice(0, MOST_TOLD));
}

function findChangedSince({ plan, persons, teams }: OpenedImport, seen: number): ProblemIssue[] {
  const named = new Set(plan.named);
  const ids = new Set(persons.filter(({ work }) => named.has(codeKey(work.code))).map(({ id }) => id));
  const joined = new Set(plan.planned.flatMap(({ after }) => after.teams.map(codeKey)));
  const isMeant = ({ code, members }: OpenedImport['teams'][number]) =>
    joined.has(codeKey(code)) || members.some(({ person }) => ids.has(person));
  return [
    ...persons
      .filter(({ id, change }) => change > seen && ids.has(id))
      .map(({ work, changedBy }) => fault('people-changed-since', { found: work.code, by: changedBy })),
    ...teams
      .filter((team) => team.change > seen && isMeant(team))
      .map(({ code, changedBy }) => fault('people-team-changed-since', { found: code, by: changedBy })),
  ];
}
