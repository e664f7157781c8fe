import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { confirmation, openRetention, PEOPLE } from '../../../../test/support/retention-desk.ts';
import { runRetention } from './jobs/run-retention.ts';
import { type RetentionReply, STEPS, type Step } from './retention.ts';

const { sql, owner } = await testDatabase();
const { call, missionOfDevices, setRule, makeList, confirm, present, tools, statusOf } = await openRetention(sql);

describe('a list', () => {
  test('is made of what is due on a day, and is deleted on no day before', async () => {
    const mission = await missionOfDevices();
    const status = statusOf(mission);
    await setRule(mission, {});
    expect(await status('POST', 'lists', { id: randomUUID(), asOf: null })).toEqual([409, 'retention-not-due']);
    await setRule(mission, { files: 90, people: 91 });
    const now = await makeList(mission);
    expect(now.kinds).toEqual(['files']);
    const later = await makeList(mission, '2024-02-05');
    expect(later.kinds).toEqual(['people', 'files']);
    // The newer one took its place, and nobody can have the older one deleted.
    expect(await status('POST', `lists/${now.id}/confirmation`, { ...confirmation, sha256: now.sha256 })).toEqual([
      ...[409, 'retention-refused'],
    ]);
    expect(await status('POST', `lists/${later.id}/confirmation`, { ...confirmation, sha256: later.sha256 })).toEqual([
      ...[409, 'retention-refused'],
    ]);
    const before = await present(mission);
    await runRetention(tools());
    expect(await present(mission)).toEqual(before);
    await setRule(mission, { files: 90, people: 90 });
    expect((await confirm(mission, later)).state).toBe('waiting');
  });

  test('is confirmed by its hash, and not where its rows say otherwise by now', async () => {
    const mission = await missionOfDevices();
    await setRule(mission);
    const { id, sha256 } = await makeList(mission);
    const status = statusOf(mission);
    const ask = () => status('POST', `lists/${id}/confirmation`, { ...confirmation, sha256 });
    expect(await status('POST', `lists/${id}/confirmation`, { ...confirmation, sha256: 'a'.repeat(64) })).toEqual([
      ...[409, 'changed-meanwhile'],
    ]);
    await owner`update retention_item set label = label || 'x' where list_id = ${id} and place = 1`;
    expect(await ask()).toEqual([409, 'changed-meanwhile']);
    expect(await status('POST', `lists/${id}/withdrawal`)).toEqual([204, undefined]);
    expect(await ask()).toEqual([409, 'retention-refused']);
    expect(await status('GET', `lists/${id}/list.csv`)).toEqual([404, 'not-found']);
  });

  describe('where there is a second administrator', () => {
    beforeAll(async () => {
      for (const { id, name } of PEOPLE)
        await sql`
          insert into account (id, name, sign_in_name, sign_in_key, role, created_at)
          values (${id}, ${name}, ${id}, ${id}, 'administrator', now())`;
    });
    // The others of this file are alone.
    afterAll(async () => await sql`update account set disabled_at = now() where id = ${PEOPLE[1]?.id ?? ''}`);

    const listed = async () => {
      const mission = await missionOfDevices();
      await setRule(mission);
      return { mission, list: await makeList(mission) };
    };
    const step = (meant: Step, person: string, { mission, list }: Awaited<ReturnType<typeof listed>>) =>
      confirm(mission, list, { person, step: meant });
    const stateOf = async ({ mission }: Awaited<ReturnType<typeof listed>>) =>
      (await call<RetentionReply>('administrator1', 'GET', `${mission.base}/retention`)).lists[0]?.state;
    const overtaken = (next: Step) => new RegExp(`409 .*"code":"retention-step".*"step":"${next}"`);

    test('needs them', async () => {
      const here = await listed();
      await expect(step('begin', 'administrator1', here)).rejects.toThrow(overtaken('ask'));
      expect((await step('ask', 'administrator1', here)).state).toBe('asked');
      await runRetention(tools());
      for (const meant of STEPS)
        await expect(step(meant, 'administrator1', here)).rejects.toThrow(/409 .*"code":"same-person"/);
      expect((await step('agree', 'administrator2', here)).state).toBe('waiting');
      const acts = await sql<{ action: string; by: string }[]>`
        select action, actor_name as by from audit_entry
        where action like 'mission.retention-%' and subject_key = ${here.mission.slug} order by id`;
      expect(acts.slice(-2)).toEqual([
        { action: 'mission.retention-asked', by: PEOPLE[0]?.name },
        { action: 'mission.retention-confirmed', by: PEOPLE[1]?.name },
      ]);
    });

    test('asking does not count as agreeing, whatever was asked meanwhile', async () => {
      const here = await listed();
      await step('ask', 'administrator2', here);
      for (const meant of ['ask', 'begin'] as const)
        await expect(step(meant, 'administrator1', here)).rejects.toThrow(overtaken('agree'));
      const before = await present(here.mission);
      await runRetention(tools());
      expect([await stateOf(here), await present(here.mission)]).toEqual(['asked', before]);
    });

    test('of two who ask at once, one has asked and nobody has agreed', async () => {
      for (let round = 0; round < 5; round += 1) {
        const here = await listed();
        const both = await Promise.allSettled(
          ['administrator1', 'administrator2'].map(async (person) => await step('ask', person, here)),
        );
        const told = both.map((end) => (end.status === 'fulfilled' ? end.value.state : String(end.reason)));
        expect(told).toContain('asked');
        expect(told).toContainEqual(expect.stringMatching(overtaken('agree')));
        expect(await stateOf(here)).toBe('asked');
      }
    });

    test('nobody begins or agrees without saying so', async () => {
      const { mission, list } = await listed();
      const body = { sha256: list.sha256, reason: 'r' };
      const sent = [body, { ...body, step: 'confirm' }].map(
        async (given) => await statusOf(mission)('POST', `lists/${list.id}/confirmation`, given),
      );
      expect((await Promise.all(sent)).map(([status]) => status)).toEqual([422, 422]);
    });
  });
});
