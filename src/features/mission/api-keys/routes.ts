import { randomBytes, randomUUID } from 'node:crypto';
import { defineEndpoint, type Endpoint } from '../../../platform/http/endpoint.ts';
import { hashToken } from '../../../platform/http/session.ts';
import { getMission, getWorkingMission } from '../missions/access.ts';
import { KEY_PREFIX, type ListedKey, type MadeKey, START_LENGTH } from './api-key.ts';
import { keyParams, keysParams, newKeyBody, revocationBody } from './contract.ts';
import { getKey, listKeys, revokeKey, saveKey } from './store.ts';

const list = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/api-keys',
  access: 'administrator',
  params: keysParams,
  handle: async ({ sql, params }): Promise<ListedKey[]> => {
    const { id } = await getMission(sql, params.mission);
    return await listKeys(sql, id);
  },
});

const make = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/api-keys',
  access: 'administrator',
  recentSignIn: true,
  params: keysParams,
  body: newKeyBody,
  status: 201,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<MadeKey> => {
    const mission = await getWorkingMission(sql, params.mission);
    const key = `${KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
    const scopes = [...new Set(body.scopes)];
    const id = randomUUID();
    const start = key.slice(0, START_LENGTH);
    const creator = { id: actor.id, name: actor.name };
    const hash = hashToken(key);
    await saveKey(sql, { id, missionId: mission.id, name: body.name, hash, start, scopes, creator, at: now });
    const parameters = { name: body.name, scopes: scopes.join(', ') };
    await audit({
      action: 'mission.key-made',
      subject: subjectOf(mission),
      electionId: mission.electionId,
      parameters,
    });
    return { ...(await getKey(sql, mission.id, id)), key };
  },
});

/** A key is revoked whatever state its mission is in. */
const revoke = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/api-keys/:key/revocation',
  access: 'administrator',
  params: keyParams,
  body: revocationBody,
  handle: async ({ sql, params, body: { reason }, now, audit }): Promise<ListedKey> => {
    const mission = await getMission(sql, params.mission);
    const { name } = await getKey(sql, mission.id, params.key);
    await revokeKey(sql, mission.id, { id: params.key, at: now, reason });
    const [subject, parameters] = [subjectOf(mission), { name }];
    await audit({ action: 'mission.key-revoked', subject, electionId: mission.electionId, reason, parameters });
    return await getKey(sql, mission.id, params.key);
  },
});

/** What can be asked about the keys of programs. */
export const apiKeyEndpoints: readonly Endpoint[] = [list, make, revoke];

function subjectOf({ slug }: { readonly slug: string }): { kind: string; id: string } {
  return { kind: 'mission-here', id: slug };
}
