import { dayInUtc } from '../../../../kernel/calendar-date.ts';
import { fault } from '../../../../kernel/issue.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { getMission } from '../../missions/access.ts';
import type { PersonWork } from '../person.ts';
import type { Doer } from '../store/hold-people.ts';
import { findUnknownPlaces, type Looker } from '../store/list-people.ts';

export type MissionOfPeople = Awaited<ReturnType<typeof getMission>>;

/** How the audit names a person or a team: by the code, never by a name. */
export function subjectOf(kind: 'person' | 'team', { slug }: MissionOfPeople, { code }: { readonly code: string }) {
  return { kind, id: `${slug}/${code}` };
}

/** A mission, and the day on which its people are looked at, in UTC. */
export function lookerOf({ id, electionId }: MissionOfPeople, now: Date): Looker {
  return { missionId: id, electionId, today: dayInUtc(now) };
}

/** Whoever asks, as what they do is kept. */
export function doerOf(actor: { readonly id: string; readonly name: string }, at: Date): Doer {
  return { id: actor.id, name: actor.name, at };
}

/** @throws Problem `invalid-input` where somebody is to answer for a place that the mission's election does not have. */
export async function requirePlaces(
  sql: Db,
  { electionId }: MissionOfPeople,
  { areas, before = [] }: Pick<PersonWork, 'areas'> & { readonly before?: readonly string[] },
): Promise<void> {
  const added = areas.filter((area) => !before.includes(area));
  if (added.length === 0) return;
  const unknown = await findUnknownPlaces(sql, electionId, added);
  if (unknown.length === 0) return;
  const issues = unknown.map((found) => {
    const issue = electionId === null ? fault('people-no-places', { found }) : fault('people-area', { found });
    return { ...issue, column: 'areas' };
  });
  throw new Problem('invalid-input', {}, issues);
}
