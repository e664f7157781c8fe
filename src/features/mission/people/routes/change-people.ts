import { defineEndpoint, type Endpoint, type SignedInContext } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getWorkingMission } from '../../missions/access.ts';
import { departureBody, missionParams, newPersonBody, personBody, personParams } from '../contract.ts';
import type { ListedPerson } from '../people-replies.ts';
import { workChanges } from '../person.ts';
import { beginChange } from '../store/hold-people.ts';
import { getPerson, type HeldPerson, insertPersons, listHeld, saveLeft, updatePersons } from '../store/keep-persons.ts';
import { findListed } from '../store/list-people.ts';
import { doerOf, lookerOf, type MissionOfPeople, requirePlaces, subjectOf } from './people-door.ts';

const add = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/people',
  access: 'editor',
  params: missionParams,
  body: newPersonBody,
  status: 201,
  handle: async ({ sql, params, body: { id, ...work }, actor, now, audit }): Promise<ListedPerson> => {
    const mission = await getWorkingMission(sql, params.mission);
    const change = await beginChange(sql, mission.id, doerOf(actor, now));
    const [there] = await listHeld(sql, mission.id, [id]);
    if (there === undefined) {
      await requirePlaces(sql, mission, work);
      await insertPersons(sql, [{ id, work }], change);
    } else if (workChanges(there.work, work).length > 0) throw new Problem('conflict', { what: `person ${work.code}` });
    const parameters = { kind: work.kind, isRepeated: there !== undefined };
    const subject = subjectOf('person', mission, work);
    await audit({ action: 'person.added', subject, electionId: mission.electionId, parameters });
    return await getListed({ sql, now }, mission, id);
  },
});

const change = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/people/:person',
  access: 'editor',
  params: personParams,
  body: personBody,
  handle: async ({ sql, params, body: { base, reason, ...work }, actor, now, audit }): Promise<ListedPerson> => {
    const mission = await getWorkingMission(sql, params.mission);
    const begun = await beginChange(sql, mission.id, doerOf(actor, now));
    const before = requireRevision(await getPerson(sql, mission.id, params.person), base);
    await requirePlaces(sql, mission, { areas: work.areas, before: before.work.areas });
    const changes = workChanges(before.work, work);
    if (changes.length > 0) {
      await updatePersons(sql, [{ id: before.id, work, before }], { change: begun, reason });
    }
    const subject = subjectOf('person', mission, work);
    // What a note says may be erased, and an act cannot.
    const told = changes.map((each) =>
      each.field === 'note' ? { field: 'note', before: null, after: null } : { ...each },
    );
    const parameters = { changes: told };
    await audit({ action: 'person.changed', subject, electionId: mission.electionId, reason, parameters });
    return await getListed({ sql, now }, mission, before.id);
  },
});

const departure = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/people/:person/departure',
  access: 'editor',
  params: personParams,
  body: departureBody,
  handle: async (context): Promise<undefined> => await move(context, 'person.left'),
});

const comeback = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/people/:person/return',
  access: 'editor',
  params: personParams,
  body: departureBody,
  handle: async (context): Promise<undefined> => await move(context, 'person.returned'),
});

/** Who works in a mission, and what they do there. */
export const changingEndpoints: readonly Endpoint[] = [add, change, departure, comeback];

interface PersonOfMission {
  readonly mission: string;
  readonly person: string;
}
type Moving = Pick<
  SignedInContext<PersonOfMission, unknown, { readonly base: number; readonly reason: string }, unknown>,
  'sql' | 'params' | 'body' | 'actor' | 'now' | 'audit'
>;

/** Somebody leaves, or is back. */
async function move(
  { sql, params, body: { base, reason }, actor, now, audit }: Moving,
  action: 'person.left' | 'person.returned',
): Promise<undefined> {
  const mission = await getWorkingMission(sql, params.mission);
  const begun = await beginChange(sql, mission.id, doerOf(actor, now));
  const before = requireRevision(await getPerson(sql, mission.id, params.person), base);
  const isLeaving = action === 'person.left';
  if ((before.leftAt === null) !== isLeaving) throw new Problem('changed-meanwhile');
  await saveLeft(sql, before, { change: begun, reason, at: isLeaving ? now : null });
  await audit({ action, subject: subjectOf('person', mission, before.work), electionId: mission.electionId, reason });
}

/** @throws Problem `changed-meanwhile` with who it was, where somebody else changed the person. */
function requireRevision(person: HeldPerson, base: number): HeldPerson {
  if (person.revision !== base) throw new Problem('changed-meanwhile', { by: person.changedBy });
  return person;
}

async function getListed(
  { sql, now }: Pick<Moving, 'sql' | 'now'>,
  mission: MissionOfPeople,
  id: string,
): Promise<ListedPerson> {
  const found = await findListed(sql, lookerOf(mission, now), id);
  if (found === null) throw new Problem('not-found', { what: `person ${id}` });
  const { leftReason: _, ...person } = found;
  return person;
}
