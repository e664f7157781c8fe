import type { TransactionSql } from 'postgres';
import { fault } from '../../../../kernel/issue.ts';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem, type ProblemIssue } from '../../../../platform/http/problem.ts';
import { requireRight } from '../../../office/accounts/access.ts';
import { getMission, getWorkingMission } from '../../missions/access.ts';
import { identityBody, identitySearchBody, missionParams, personParams, phoneParams } from '../contract.ts';
import type { IdentityReply, IdentitySearchReply } from '../people-replies.ts';
import { isSamePhone, parsePhone } from '../phone-number.ts';
import { beginChange } from '../store/hold-people.ts';
import {
  type HeldIdentity,
  type KeptPhone,
  listIdentities,
  listPhones,
  noteUsed,
  saveIdentities,
  searchIdentities,
} from '../store/keep-identities.ts';
import { getPerson, touchPersons } from '../store/keep-persons.ts';
import { doerOf, subjectOf } from './people-door.ts';

const show = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/people/:person/identity',
  access: 'reader',
  params: personParams,
  reads: ({ params }) => ({ what: 'identity', subject: { kind: 'person', id: `${params.mission}/${params.person}` } }),
  handle: async ({ sql, params, actor }): Promise<IdentityReply> => {
    await requireRight(sql, actor, 'identities');
    const { id } = await getMission(sql, params.mission);
    await getPerson(sql, id, params.person);
    return await replyOf(sql, id, params.person);
  },
});

const change = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/people/:person/identity',
  access: 'editor',
  params: personParams,
  body: identityBody,
  reads: ({ params }) => ({ what: 'identity', subject: { kind: 'person', id: `${params.mission}/${params.person}` } }),
  handle: async ({ sql, params, body, actor, now, audit }): Promise<IdentityReply> => {
    await requireRight(sql, actor, 'identities');
    const mission = await getWorkingMission(sql, params.mission);
    const begun = await beginChange(sql, mission.id, doerOf(actor, now));
    const person = await getPerson(sql, mission.id, params.person);
    const before = await findIdentity(sql, mission.id, person.id);
    if (before.revision !== body.base) throw new Problem('changed-meanwhile', { by: person.changedBy });
    const { base: _, reason, phones: given, ...names } = body;
    const phones = requirePhones(given, begun.countryCode);
    await saveIdentities(sql, [{ before, names, phones }], { change: begun, reason });
    await touchPersons(sql, [person.id], begun);
    // Which fields, and never what stood or stands in them.
    const parameters = { fields: changedFields(before, { ...names, phones }).join(', ') };
    const subject = subjectOf('person', mission, person.work);
    await audit({ action: 'person.identity-changed', subject, electionId: mission.electionId, reason, parameters });
    return await replyOf(sql, mission.id, person.id);
  },
});

const used = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/people/:person/phones/:phone/use',
  access: 'editor',
  params: phoneParams,
  handle: async ({ sql, params, actor, now, audit }): Promise<undefined> => {
    await requireRight(sql, actor, 'identities');
    const mission = await getWorkingMission(sql, params.mission);
    const person = await getPerson(sql, mission.id, params.person);
    const phone = { missionId: mission.id, personId: person.id, phoneId: params.phone };
    if (!(await noteUsed(sql, phone, now))) throw new Problem('not-found', { what: `phone ${params.phone}` });
    const subject = subjectOf('person', mission, person.work);
    await audit({ action: 'person.phone-used', subject, electionId: mission.electionId });
  },
});

const search = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/people/identity-search',
  access: 'reader',
  params: missionParams,
  body: identitySearchBody,
  unaudited: 'reads, and is noted as a reading; what is searched for is a name, and stays out of addresses and logs',
  reads: ({ params }) => ({ what: 'identity-search', subject: { kind: 'mission-here', id: params.mission } }),
  handle: async ({ sql, params, body, actor }): Promise<IdentitySearchReply> => {
    await requireRight(sql, actor, 'identities');
    const { id } = await getMission(sql, params.mission);
    return await searchIdentities(sql, id, body.text);
  },
});

/** Who the people of a mission are: for those who have the right to know. */
export const identityEndpoints: readonly Endpoint[] = [search, show, change, used];

async function findIdentity(sql: TransactionSql, missionId: string, personId: string): Promise<HeldIdentity> {
  const found = (await listIdentities(sql, missionId, [personId])).get(personId);
  return found ?? { personId, name: null, nameLatin: null, email: null, revision: 0, phones: [] };
}

async function replyOf(sql: TransactionSql, missionId: string, personId: string): Promise<IdentityReply> {
  const { name, nameLatin, email, revision } = await findIdentity(sql, missionId, personId);
  return { name, nameLatin, email, revision, phones: await listPhones(sql, missionId, personId) };
}

/** @throws Problem `invalid-input` with every number that is none, or stands there twice. */
function requirePhones(
  given: readonly { readonly id: string; readonly written: string; readonly label: string | null }[],
  countryCode: string | null,
): KeptPhone[] {
  const [phones, issues]: [KeptPhone[], ProblemIssue[]] = [[], []];
  for (const [index, { id, written, label }] of given.entries()) {
    const column = `phones.${index}.written`;
    const number = parsePhone(written, countryCode);
    if (!number.ok) issues.push({ ...number.error, column });
    else if (phones.some((phone) => phone.id === id || isSamePhone(phone, number.value))) {
      issues.push({ ...fault('repeated', { found: written }), column });
    } else phones.push({ ...number.value, id, label });
  }
  if (issues.length > 0) throw new Problem('invalid-input', {}, issues);
  return phones;
}

type Compared = Pick<HeldIdentity, 'name' | 'nameLatin' | 'email' | 'phones'>;

function changedFields(before: Compared, after: Compared): string[] {
  const fields = ['name', 'nameLatin', 'email'] as const;
  const numbersOf = ({ phones }: Compared) =>
    JSON.stringify(phones.map(({ id, written, label }) => [id, written, label]));
  const changed: string[] = fields.filter((field) => before[field] !== after[field]);
  return numbersOf(before) === numbersOf(after) ? changed : [...changed, 'phones'];
}
