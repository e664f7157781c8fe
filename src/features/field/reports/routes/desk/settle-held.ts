import { defineEndpoint } from '../../../../../platform/http/endpoint.ts';
import { getWorkingMission } from '../../../../mission/missions/access.ts';
import { missionParams } from '../../contract/desk.ts';
import { countHeld } from '../../store/show/count-arrivals.ts';
import type { DeskGround } from './show-report.ts';

/** Has what is held for want of a form, or because of a fault of ours, read anew; it goes on after the answer. */
export const settling = ({ readAgain }: Pick<DeskGround, 'readAgain'>) =>
  defineEndpoint({
    method: 'POST',
    path: '/api/missions/:mission/arrivals/read-again',
    access: 'editor',
    params: missionParams,
    status: 202,
    handle: async ({ sql, params, audit }) => {
      const mission = await getWorkingMission(sql, params.mission);
      const held = await countHeld(sql, mission.id);
      const count = held.reduce((sum, one) => sum + one.count, 0);
      const subject = { kind: 'mission-here', id: mission.slug };
      await audit({
        action: 'mission.reports-read-again',
        subject,
        electionId: mission.electionId,
        parameters: { count },
      });
      readAgain(mission.id);
      return { count };
    },
  });
