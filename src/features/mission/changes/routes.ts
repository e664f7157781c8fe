import { defineEndpoint, type Endpoint } from '../../../platform/http/endpoint.ts';
import type { ChangeStreams } from '../../../platform/jobs/streams/change-streams.ts';
import { getMission } from '../missions/access.ts';
import { changeParams } from './contract.ts';

/** What the stream of a mission stands on. */
export type ChangeGround = Pick<ChangeStreams, 'follow'>;

/**
 * Tells those who have a mission open that something in it has changed: of which topic (`reports`, `visits`, `checks`, `incidents`), never
 * what. Screens ask anew for what they show, with the rights of whoever looks.
 */
export const changeEndpoints = (streams: ChangeGround): readonly Endpoint[] => [
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/changes',
    access: 'reader',
    params: changeParams,
    // It lasts longer than a transaction may.
    streams: true,
    handle: async ({ sql, params, actor, request }) => {
      const { id } = await getMission(sql, params.mission);
      return streams.follow({ subject: id, actor, access: 'reader', headers: request.headers });
    },
  }),
];
