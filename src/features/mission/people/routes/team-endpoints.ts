import type { TransactionSql } from 'postgres';
import { fault } from '../../../../kernel/issue.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem, type ProblemIssue } from '../../../../platform/http/problem.ts';
import { getMission, getWorkingMission } from '../../missions/access.ts';
import { membersBody, missionParams, newTeamBody, teamBody, teamParams } from '../contract.ts';
import type { ShownTeam } from '../people-replies.ts';
import { beginChange } from '../store/hold-people.ts';
import { listHeld, touchPersons } from '../store/keep-persons.ts';
import {
  getTeam,
  type HeldTeam,
  insertTeams,
  listDevicesOfTeams,
  listElsewhere,
  listTeams,
  updateTeams,
} from '../store/keep-teams.ts';
import { areDays, findDoubled, type Membership, sharesDay } from '../team.ts';
import { doerOf, subjectOf } from './people-door.ts';

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/teams',
  access: 'reader',
  params: missionParams,
  reads: ({ params }) => ({ what: 'people', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params }): Promise<ShownTeam[]> => {
    const { id } = await getMission(sql, params.mission);
    return await shownTeams(sql, id, await listTeams(sql, id));
  },
});

const add = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/teams',
  access: 'editor',
  params: missionParams,
  body: newTeamBody,
  status: 201,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<ShownTeam> => {
    const mission = await getWorkingMission(sql, params.mission);
    const change = await beginChange(sql, mission.id, doerOf(actor, now));
    const [there] = await listTeams(sql, mission.id, [body.id]);
    const isOther = ({ code, name, kind }: HeldTeam) => code !== body.code || name !== body.name || kind !== body.kind;
    if (there === undefined) await insertTeams(sql, [body], change);
    else if (isOther(there)) throw new Problem('conflict', { what: `team ${body.code}` });
    const parameters = { kind: body.kind, isRepeated: there !== undefined };
    const subject = subjectOf('team', mission, body);
    await audit({ action: 'team.added', subject, electionId: mission.electionId, parameters });
    return await getShown(sql, mission.id, body.id);
  },
});

const change = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/teams/:team',
  access: 'editor',
  params: teamParams,
  body: teamBody,
  handle: async ({ sql, params, body: { base, reason, ...words }, actor, now, audit }): Promise<ShownTeam> => {
    const mission = await getWorkingMission(sql, params.mission);
    const begun = await beginChange(sql, mission.id, doerOf(actor, now));
    const before = requireRevision(await getTeam(sql, mission.id, params.team), base);
    await updateTeams(sql, [{ before, words, members: before.members }], { change: begun, reason });
    const { code, name, kind } = before;
    const parameters = { before: { code, name, kind }, after: words };
    const subject = subjectOf('team', mission, words);
    await audit({ action: 'team.changed', subject, electionId: mission.electionId, reason, parameters });
    return await getShown(sql, mission.id, before.id);
  },
});

const setMembers = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/teams/:team/members',
  access: 'editor',
  params: teamParams,
  body: membersBody,
  handle: async ({ sql, params, body: { base, reason, members }, actor, now, audit }): Promise<ShownTeam> => {
    const mission = await getWorkingMission(sql, params.mission);
    const begun = await beginChange(sql, mission.id, doerOf(actor, now));
    const before = requireRevision(await getTeam(sql, mission.id, params.team), base);
    await requireMembers(sql, { missionId: mission.id, teamId: before.id }, members);
    await updateTeams(sql, [{ before, words: before, members }], { change: begun, reason });
    const persons = [...new Set([...before.members, ...members].map(({ person }) => person))];
    await touchPersons(sql, persons, begun);
    const after = await getShown(sql, mission.id, before.id);
    const codes = (team: Pick<HeldTeam, 'members'>) => team.members.map(({ code }) => code).join(', ');
    const parameters = { before: codes(before), after: codes(after) };
    const subject = subjectOf('team', mission, before);
    await audit({ action: 'team.members-changed', subject, electionId: mission.electionId, reason, parameters });
    return after;
  },
});

/** Teams of a mission, and who is in them on which days. */
export const teamEndpoints: readonly Endpoint[] = [list, add, change, setMembers];

/** @throws Problem `changed-meanwhile` with who it was. */
function requireRevision(team: HeldTeam, base: number): HeldTeam {
  if (team.revision !== base) throw new Problem('changed-meanwhile', { by: team.changedBy });
  return team;
}

/**
 * @throws Problem `not-found` where somebody is no person of the mission; `invalid-input` where days end before they begin;
 * `team-days-taken` with everybody who would be in two teams on one day, or in one team twice.
 */
async function requireMembers(
  sql: TransactionSql,
  team: { readonly missionId: string; readonly teamId: string },
  members: readonly Membership[],
): Promise<void> {
  const ids = [...new Set(members.map(({ person }) => person))];
  const codes = new Map((await listHeld(sql, team.missionId, ids)).map(({ id, work }) => [id, work.code]));
  const unknown = ids.find((id) => !codes.has(id));
  if (unknown !== undefined) throw new Problem('not-found', { what: `person ${unknown}` });
  const turned = members.flatMap((member, index) =>
    areDays(member) ? [] : [{ ...fault('team-days-turned'), column: `members.${index}.toDay` }],
  );
  if (turned.length > 0) throw new Problem('invalid-input', {}, turned);
  const issues: ProblemIssue[] = findDoubled(members).map((id) =>
    fault('team-member-twice', { found: codes.get(id) ?? '' }),
  );
  for (const other of await listElsewhere(sql, team, ids)) {
    const isTaken = members.some((member) => member.person === other.person && sharesDay(member, other));
    if (isTaken) issues.push(fault('team-member-elsewhere', { found: other.code, team: other.team }));
  }
  if (issues.length > 0) throw new Problem('team-days-taken', { count: issues.length }, issues);
}

async function getShown(sql: Db, missionId: string, id: string): Promise<ShownTeam> {
  const [shown] = await shownTeams(sql, missionId, [await getTeam(sql, missionId, id)]);
  if (shown === undefined) throw new Problem('not-found', { what: `team ${id}` });
  return shown;
}

async function shownTeams(sql: Db, missionId: string, teams: readonly HeldTeam[]): Promise<ShownTeam[]> {
  const devices = await listDevicesOfTeams(sql, missionId);
  return teams.map(({ id, code, name, kind, members, revision }) => {
    return { id, code, name, kind, members, devices: devices.get(id) ?? [], revision };
  });
}
