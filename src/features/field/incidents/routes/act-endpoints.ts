import { isDeepStrictEqual } from 'node:util';
import { fault } from '../../../../kernel/issue.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { type getMission, getWorkingMission } from '../../../mission/missions/access.ts';
import { type AskedAct, actBody, incidentParams, missionParams, newIncidentBody } from '../contract.ts';
import { type ActDetails, faultOf, NOTHING, type ToldFacts } from '../incident.ts';
import type { ShownIncident } from '../incident-replies.ts';
import {
  doAct,
  findAct,
  getIncident,
  hasDuplicates,
  hasPlace,
  hasTarget,
  holdIncident,
  insertIncident,
  type StoredIncident,
} from '../store/keep-incidents.ts';
import { listAssignees, loadSettings } from '../store/keep-settings.ts';
import { shownIncident } from './read-incidents.ts';

const PATH = '/api/missions/:mission/incidents';

type Mission = Awaited<ReturnType<typeof getMission>>;

const make = defineEndpoint({
  method: 'POST',
  path: PATH,
  access: 'editor',
  params: missionParams,
  body: newIncidentBody,
  status: 201,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<ShownIncident> => {
    const mission = await getWorkingMission(sql, params.mission);
    const told = body.facts as ToldFacts;
    const details = { kind: 'made', told, standing: null } as const;
    const wrong = faultOf(NOTHING, { kind: 'told', told }, null);
    if (wrong !== null) throw refusal(wrong);
    await requireKnown(sql, mission, told);
    const place = { id: body.id, missionId: mission.id, reportId: null, knownAt: now };
    const by = { id: actor.id, name: actor.name };
    const made = await insertIncident(sql, place, { id: body.id, details, reason: null, by, at: now });
    if (made === null) await requireSame(sql, body.id, details);
    const kept = made ?? (await getIncident(sql, mission.id, body.id));
    await audit({ ...noteOf(mission, kept, 'incident.made'), parameters: { ...about(mission, kept), ...plain(told) } });
    return await shownIncident(sql, mission.id, body.id);
  },
});

const act = defineEndpoint({
  method: 'POST',
  path: `${PATH}/:incident/acts`,
  access: 'editor',
  params: incidentParams,
  body: actBody,
  unaudited: 'one that is sent again is there already',
  handle: async ({ sql, params, body, actor, now, audit }): Promise<ShownIncident> => {
    const mission = await getWorkingMission(sql, params.mission);
    const into = body.act.kind === 'merged' ? [body.act.into] : [];
    for (const id of [params.incident, ...into].sort()) await holdIncident(sql, mission.id, id);
    const before = await getIncident(sql, mission.id, params.incident);
    const details = await detailsOf(sql, body.act);
    if (await isDone(sql, before, { id: body.id, details })) return await shownIncident(sql, mission.id, before.id);
    if (body.base !== null && body.base !== before.revision) throw new Problem('changed-meanwhile');
    await requireAllowed(sql, mission, { before, details, reason: body.reason });
    const by = { id: actor.id, name: actor.name };
    await doAct(sql, before, { id: body.id, details, reason: body.reason, by, at: now });
    const parameters = { ...about(mission, before), ...toldOf(before, details) };
    await audit({ ...noteOf(mission, before, `incident.${details.kind}`), reason: body.reason, parameters });
    return await shownIncident(sql, mission.id, before.id);
  },
});

/** What people do to incidents. */
export const actEndpoints: readonly Endpoint[] = [make, act];

function refusal(code: string): Problem {
  return new Problem('invalid-input', {}, [{ ...fault(code), column: 'act' }]);
}

/** The act with the name of whoever gets the incident. @throws Problem `invalid-input`. */
async function detailsOf(sql: Db, asked: AskedAct): Promise<ActDetails> {
  if (asked.kind !== 'assigned' || asked.assignee === null) return asked as ActDetails;
  const assignee = (await listAssignees(sql)).find(({ id }) => id === asked.assignee);
  if (assignee === undefined) throw refusal('incident-assignee');
  return { kind: 'assigned', assignee };
}

/** Whether that was done already. @throws Problem `conflict` where the id is of something else. */
async function isDone(
  sql: Db,
  { id: incident }: StoredIncident,
  { id, details }: { readonly id: string; readonly details: ActDetails },
): Promise<boolean> {
  const known = await findAct(sql, id);
  if (known === null) return false;
  if (known.incident === incident && isSame(known.details, details)) return true;
  throw new Problem('conflict', { what: `act ${id}` });
}

async function requireSame(sql: Db, id: string, details: ActDetails): Promise<void> {
  const known = await findAct(sql, id);
  if (known === null || known.incident !== id || !isSame(known.details, details)) {
    throw new Problem('conflict', { what: `incident ${id}` });
  }
}

/** Whether an act was stored with these details. */
function isSame(stored: ActDetails, details: ActDetails): boolean {
  return isDeepStrictEqual(stored, JSON.parse(JSON.stringify(details)));
}

/** @throws Problem `invalid-input` with what stands against it. */
async function requireAllowed(
  sql: Db,
  mission: Mission,
  {
    before,
    details,
    reason,
  }: { readonly before: StoredIncident; readonly details: ActDetails; readonly reason: string | null },
): Promise<void> {
  const wrong = faultOf(before.state, details, reason);
  if (wrong !== null) throw refusal(wrong);
  if (details.kind === 'told') await requireKnown(sql, mission, details.told);
  if (details.kind === 'linked') {
    const isOwn = details.link === 'report' && details.target === before.reportId;
    if (isOwn) throw refusal('incident-own-report');
    if (!(await hasTarget(sql, mission.id, details))) throw new Problem('not-found', { what: details.link });
  }
  if (details.kind === 'merged') await requireMergeable(sql, mission, { before, into: details.into });
}

/** Duplicates lie one deep: each points to the one that stays. */
async function requireMergeable(
  sql: Db,
  mission: Mission,
  { before, into }: { readonly before: StoredIncident; readonly into: string },
): Promise<void> {
  if (into === before.id) throw refusal('incident-into-itself');
  const target = await getIncident(sql, mission.id, into);
  if (target.state.mergedInto !== null) throw refusal('incident-into-merged');
  if (await hasDuplicates(sql, mission.id, before.id)) throw refusal('incident-has-duplicates');
}

/** A place is of the register, where the mission has one; a category is of its tree. */
async function requireKnown(sql: Db, mission: Mission, told: ToldFacts): Promise<void> {
  if (typeof told.category === 'string') {
    const { categories } = await loadSettings(sql, mission.id);
    const known = categories.find(({ key }) => key === told.category);
    if (known === undefined || known.isRetired) throw refusal('incident-category-unknown');
  }
  if (typeof told.station !== 'string' || mission.electionId === null) return;
  if (!(await hasPlace(sql, mission.electionId, told.station))) throw refusal('incident-place-unknown');
}

function noteOf({ electionId }: Mission, { id }: Pick<StoredIncident, 'id'>, action: string) {
  return { action, subject: { kind: 'incident', id }, electionId };
}

function about({ slug }: Mission, { number }: Pick<StoredIncident, 'number'>) {
  return { mission: slug, name: `#${number}` };
}

function plain(told: ToldFacts): Record<string, Record<string, string>> {
  const { what: _, placeWords: __, ...facts } = told;
  return { after: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value ?? '')])) };
}

/** What the history tells of an act: never what happened in words, which may have to go with its report. */
function toldOf({ state }: StoredIncident, details: ActDetails): Record<string, Record<string, string>> {
  switch (details.kind) {
    case 'told':
      return plain(details.told);
    case 'status':
      return { before: { status: state.status }, after: { status: details.status } };
    case 'assigned':
      return { before: { assignee: state.assignee?.name ?? '' }, after: { assignee: details.assignee?.name ?? '' } };
    case 'priority':
      return { before: { priority: state.priority ?? '' }, after: { priority: details.priority ?? '' } };
    case 'due':
      return { before: { due: state.dueAt ?? '' }, after: { due: details.dueAt ?? '' } };
    case 'veracity':
      return { before: { veracity: state.veracity ?? '' }, after: { veracity: details.veracity ?? '' } };
    case 'merged':
      return { after: { into: details.into } };
    case 'linked':
    case 'unlinked':
      return { after: { [details.link]: details.target } };
    default:
      return {};
  }
}
