import type { TransactionSql } from 'postgres';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { mayDo } from '../../../office/accounts/access.ts';
import { loadCalendar } from '../../../register/calendar/access.ts';
import { getMission, getWorkingMission } from '../../missions/access.ts';
import { missionParams, settingsBody } from '../contract.ts';
import { deadlineOf } from '../deadline.ts';
import type { PeopleSettings } from '../people-replies.ts';
import { findSettings, saveSettings } from '../store/keep-settings.ts';
import type { MissionOfPeople } from './people-door.ts';

const show = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/people/settings',
  access: 'reader',
  params: missionParams,
  handle: async ({ sql, params, actor, now }): Promise<PeopleSettings> =>
    await replyOf(sql, await getMission(sql, params.mission), { actor, now }),
});

const change = defineEndpoint({
  method: 'PUT',
  path: '/api/missions/:mission/people/settings',
  access: 'editor',
  params: missionParams,
  body: settingsBody,
  handle: async ({ sql, params, body, actor, now, audit }): Promise<PeopleSettings> => {
    const mission = await getWorkingMission(sql, params.mission);
    const before = await findSettings(sql, mission.id);
    await requireRule(
      sql,
      mission,
      body.accreditationRule === before.accreditationRule ? null : body.accreditationRule,
    );
    await saveSettings(sql, mission.id, body);
    const { accreditationRule, countryCode } = body;
    const parameters = {
      before: { accreditationRule: before.accreditationRule, countryCode: before.countryCode },
      after: { accreditationRule, countryCode },
    };
    const subject = { kind: 'mission-here', id: mission.slug };
    await audit({ action: 'mission.people-decided', subject, electionId: mission.electionId, parameters });
    return await replyOf(sql, mission, { actor, now });
  },
});

/** What a mission decided about its people. */
export const settingEndpoints: readonly Endpoint[] = [show, change];

interface Asked {
  readonly actor: { readonly id: string };
  readonly now: Date;
}

async function replyOf(sql: TransactionSql, mission: MissionOfPeople, { actor, now }: Asked): Promise<PeopleSettings> {
  const settings = await findSettings(sql, mission.id);
  const entries = await loadCalendar(sql, mission.electionId, now.getTime());
  return {
    ...settings,
    deadline: settings.accreditationRule === null ? null : deadlineOf(entries, settings.accreditationRule),
    rules: entries.filter(({ candidate }) => candidate === null).map(({ rule: { key, title } }) => ({ key, title })),
    mayReadIdentities: await mayDo(sql, actor, 'identities'),
  };
}

/** @throws Problem `not-found` where the election has no such rule. */
async function requireRule(sql: TransactionSql, { electionId }: MissionOfPeople, rule: string | null): Promise<void> {
  if (rule === null) return;
  const entries = await loadCalendar(sql, electionId, 0);
  if (!entries.some((entry) => entry.rule.key === rule))
    throw new Problem('not-found', { what: `calendar rule ${rule}` });
}
