import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { peopleDesk } from '../../../../test/support/people-desk.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import type { CalendarDate } from '../../../kernel/calendar-date.ts';
import { ACCREDITATION_STATES, accreditationState } from './accreditation.ts';
import type { PeoplePage, ShownStep } from './people-replies.ts';

const { sql } = await testDatabase();
const { newMission, audited } = peopleDesk(sql);

type Mission = Awaited<ReturnType<typeof newMission>>;
const stepOf = (kind: string, on = '2024-01-10', more: Readonly<Record<string, unknown>> = {}) => {
  return { id: randomUUID(), kind, on, badge: null, validTo: null, reason: null, ...more };
};
const enter = (mission: Mission, person: string, step: object) =>
  mission.ask<ShownStep[] & { code: string; issues: object[] }>('editor', `POST people/${person}/accreditation`, step);

describe('an accreditation', () => {
  test('goes from step to step, each once and never changed', async () => {
    const mission = await newMission();
    const { id } = await mission.add('OBS-1');
    const [applied, granted] = [
      stepOf('applied'),
      stepOf('granted', '2024-01-20', { badge: 'B7', validTo: '2024-03-01' }),
    ];
    expect((await enter(mission, id, applied)).status).toBe(201);
    const { body } = await enter(mission, id, granted);
    expect(body.map(({ kind, on, badge, by, struck }) => [kind, on, badge, by, struck])).toEqual([
      ['applied', '2024-01-10', null, 'Test editor', null],
      ['granted', '2024-01-20', 'B7', 'Test editor', null],
    ]);
    expect((await enter(mission, id, granted)).body).toEqual(body);
    expect((await enter(mission, id, { ...granted, badge: 'B8' })).status).toBe(409);
    expect((await mission.show(id)).person.accreditation).toBe('granted');
    await expect(sql`update accreditation_step set badge = 'B9' where id = ${granted.id}`).rejects.toThrow(
      /permission/,
    );
  });

  test('is refused where a step cannot follow, with what and where', async () => {
    const mission = await newMission();
    const { id } = await mission.add('OBS-1');
    const { status, body } = await enter(mission, id, stepOf('granted', '2024-01-10', { validTo: '2024-01-09' }));
    expect([status, body.code, body.issues]).toMatchObject([
      422,
      'accreditation-refused',
      [
        { code: 'accreditation-order', parameters: { found: 'granted', after: 'none' } },
        { code: 'accreditation-validity' },
      ],
    ]);
    expect((await mission.show(id)).steps).toEqual([]);
  });

  test('is mended by striking out the step that is wrong, with a reason; it stays to be seen', async () => {
    const mission = await newMission();
    const { id } = await mission.add('OBS-1');
    const [applied, refused] = [stepOf('applied'), stepOf('refused', '2024-01-12')];
    await enter(mission, id, applied);
    await enter(mission, id, refused);
    const strike = (step: string) =>
      mission.ask<ShownStep[] & { code: string }>('editor', `POST people/${id}/accreditation/${step}/strike`, {
        reason: 'typed',
      });
    expect(await strike(applied.id)).toMatchObject({ status: 422, body: { code: 'accreditation-refused' } });
    expect((await strike(refused.id)).body.at(-1)).toMatchObject({ struck: { reason: 'typed', by: 'Test editor' } });
    expect((await strike(refused.id)).status).toBe(409);
    expect((await mission.show(id)).person.accreditation).toBe('applied');
    expect((await enter(mission, id, stepOf('granted', '2024-01-11'))).status).toBe(201);
    expect((await audited()).filter(({ action }) => action === 'person.accreditation-struck')).toHaveLength(1);
  });

  test('stands in the list and its filter as the steps say', async () => {
    const mission = await newMission();
    const ways: Readonly<Record<string, readonly ReturnType<typeof stepOf>[]>> = {
      none: [],
      applied: [stepOf('applied')],
      granted: [stepOf('applied'), stepOf('granted', '2024-01-20', { validTo: '2024-02-05' })],
      expired: [stepOf('applied'), stepOf('granted', '2024-01-20', { validTo: '2024-02-04' })],
      refused: [stepOf('applied'), stepOf('refused')],
      withdrawn: [stepOf('applied'), stepOf('withdrawn')],
    };
    expect(Object.keys(ways).sort()).toEqual([...ACCREDITATION_STATES].sort());
    for (const [state, steps] of Object.entries(ways)) {
      const { id } = await mission.add(state);
      for (const step of steps) expect((await enter(mission, id, step)).status).toBe(201);
    }
    const { people } = await mission.done<PeoplePage>('GET people');
    for (const { id, code, accreditation } of people) {
      const { steps } = await mission.show(id);
      expect([code, accreditation]).toEqual([code, accreditationState(steps, '2024-02-05' as CalendarDate)]);
      expect(accreditation).toBe(code);
      const found = await mission.done<PeoplePage>(`GET people?accreditation=${code}`);
      expect(found.people.map((person) => person.code)).toEqual([code]);
    }
  });

  test('takes one step of two that come at once', async () => {
    const mission = await newMission();
    const { id } = await mission.add('OBS-1');
    const replies = await Promise.all([1, 2, 3].map(() => enter(mission, id, stepOf('applied'))));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  });
});
