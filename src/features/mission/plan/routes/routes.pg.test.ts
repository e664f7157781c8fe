import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { phase, planDesk, planOf, VOTE_DAY, visit } from '../../../../../test/support/plan-desk.ts';
import { testDatabase } from '../../../../../test/support/postgres.ts';
import type { PlannedPage, RouteProposal, VisitsAdded } from '../plan-replies.ts';

const { sql } = await testDatabase();
const { newMission } = planDesk(sql);
const LIMITS = {
  ...{ minutes: 600, minutesPerVisit: 45, kilometresPerHour: 40, detour: 1.3 },
  ...{ minutesPerUnknownWay: 30, mostStations: 12 },
};

async function planned() {
  const mission = await newMission();
  await mission.done('PUT plan', planOf([phase('opening', []), phase('voting', [])]));
  return { mission, teams: [await mission.addTeam('T1'), await mission.addTeam('T2')] as const };
}

describe('proposed routes', () => {
  test('are shared out among the teams, and are in the plan once they are taken', async () => {
    const { mission, teams } = await planned();
    const asked = {
      ...{ sample: null, stations: ['1', '2', '3', '4', '5'], teams: teams.map(({ id }) => id) },
      ...{ day: VOTE_DAY, phases: ['voting'], limits: LIMITS },
    };
    const proposal = await mission.done<RouteProposal>('POST plan/routes', asked);
    expect(proposal.routes.map(({ stops }) => stops.length).sort()).toEqual([2, 3]);
    expect(proposal).toMatchObject({ left: [], unplaced: 5 });
    expect((await mission.done<PlannedPage>('GET plan/visits')).count).toBe(0);
    const visits = proposal.routes.flatMap(({ team, firstPosition, stops }) =>
      stops.map(({ station }, at) =>
        visit({ id: team.id }, station, { phase: 'voting', position: firstPosition + at }),
      ),
    );
    expect(await mission.done<VisitsAdded>('POST plan/visits', { visits })).toEqual({ added: 5, same: 0 });
    const again = await mission.done<RouteProposal>('POST plan/routes', asked);
    expect(again.left.map(({ why }) => why)).toEqual(Array(5).fill('planned'));
    // In another phase nobody is expected there yet; the stops come behind those that the team has.
    const other = await mission.done<RouteProposal>('POST plan/routes', { ...asked, phases: ['opening'] });
    expect(other.routes.map(({ firstPosition }) => firstPosition).sort()).toEqual([3, 4]);
  });

  test('leave out what the day does not allow, and what was called off', async () => {
    const { mission, teams } = await planned();
    const off = visit(teams[0], '1');
    await mission.done('POST plan/visits', { visits: [off] });
    const words = { position: 1, mark: 'called-off', markedAt: null, note: null, base: 1, reason: 'No' };
    await mission.done(`PUT plan/visits/${off.id}`, words);
    const asked = {
      ...{ sample: null, stations: ['1', '2', '3'], teams: [teams[0].id], day: VOTE_DAY, phases: ['opening'] },
      limits: { ...LIMITS, mostStations: 2 },
    };
    const { routes, left } = await mission.done<RouteProposal>('POST plan/routes', asked);
    expect(routes.flatMap(({ stops }) => stops).length + left.length).toBe(3);
    expect(left.map(({ why }) => why).sort()).toEqual(['called-off', 'no-time']);
  });

  test('are refused with everything that is not there', async () => {
    const { mission } = await planned();
    const unknown = randomUUID();
    const asked = {
      ...{ sample: unknown, stations: [], teams: [unknown], day: VOTE_DAY, phases: ['closing'] },
      limits: { ...LIMITS, detour: 1 },
    };
    const found = await mission.ask('editor', 'POST plan/routes', asked);
    expect(JSON.stringify(found)).toMatch(/plan-phase-unknown.*plan-team-unknown.*plan-sample-unknown/);
    expect(JSON.stringify(await mission.ask('editor', 'POST plan/routes', { ...asked, sample: null }))).toContain(
      'route-nothing',
    );
  });
});
