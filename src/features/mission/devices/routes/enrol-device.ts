import { type Db, defineEndpoint } from '../../../../platform/http/endpoint.ts';
import { type AttemptLimit, giveBackAttempt, takeAttempt } from '../../../../platform/http/limits.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { hashToken } from '../../../../platform/http/session.ts';
import { getWorkingMission } from '../../missions/access.ts';
import { enrolBody } from '../contract.ts';
import type { Enrolled } from '../device-replies.ts';
import { type EnrolmentCode, findCode, noteRefusedCode, spendCode } from '../store/keep-codes.ts';
import { keepKey, lockDevice } from '../store/keep-devices.ts';
import { announceEnrolment } from './announce-device.ts';
import { requireDeviceKey } from './read-device-key.ts';

/** Why a code that we made enrols nobody any more. */
type Spent = 'used' | 'withdrawn' | 'expired' | 'revoked';

/** A phone enrols with the code that it was shown. Whoever comes second is refused, and the desk sees it. */
export const enrol = defineEndpoint({
  method: 'POST',
  path: '/api/devices/enrol',
  access: 'public',
  body: enrolBody,
  status: 201,
  prepare: async ({ pool, address, now, body }) => {
    await takeAttempt(pool, [enrolmentLimit(address)], now);
    return await requireDeviceKey(body.publicKey);
  },
  handle: async ({ sql, body, now, audit, address, prepared: publicKey }): Promise<Enrolled | Problem> => {
    const hash = hashToken(body.code);
    const code = await findCode(sql, hash);
    if (code === null) return new Problem('link-spent');
    const mission = await getWorkingMission(sql, code.missionSlug);
    const device = await lockDevice(sql, code.missionId, code.deviceId);
    const subject = { kind: 'device', id: `${mission.slug}/${device.pseudonym}` };
    const [electionId, author] = [mission.electionId, { actorId: null, actorName: device.name }];
    const spent = device.isRevoked ? 'revoked' : await whySpent(sql, hash, now);
    if (spent !== null) {
      await noteRefusedCode(sql, hash, now);
      await audit({
        action: 'device.code-refused',
        subject,
        electionId,
        parameters: { name: device.name, why: spent, address },
      });
      return new Problem('link-spent');
    }
    await keepKey(sql, device.id, publicKey);
    await spendCode(sql, hash, now);
    await announceEnrolment(sql, device, now);
    await giveBackAttempt(sql, [enrolmentLimit(address)]);
    await audit({ action: 'device.enrolled', subject, electionId, parameters: { name: device.name, address } }, author);
    const { id: deviceId, pseudonym, name } = device;
    return { deviceId, pseudonym, name, mission: { slug: mission.slug, name: mission.name as Record<string, string> } };
  },
});

/** Looks anew, now that the device is held: of many who come at once, one is the first. */
async function whySpent(sql: Db, hash: Uint8Array, now: Date): Promise<Spent | null> {
  const code = (await findCode(sql, hash)) as EnrolmentCode;
  if (code.usedAt !== null) return 'used';
  if (code.withdrawnAt !== null) return 'withdrawn';
  return code.endsAt <= now ? 'expired' : null;
}

/** A training room enrols many phones from one address; in vain, few. */
function enrolmentLimit(address: string): AttemptLimit {
  const key = `enrolment address ${address}`;
  return { key, free: 60, firstWaitMs: 1_000, longestWaitMs: 60_000, forgetAfterMs: 10 * 60_000 };
}
