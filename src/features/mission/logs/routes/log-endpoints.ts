import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { LogState } from '../../../../platform/log/mission-log.ts';
import { CHECKPOINT } from '../../../../platform/log/publish/publisher.ts';
import { folderSource } from '../../../../platform/log/serve/log-source.ts';
import { readCheckpoint } from '../../../../platform/log/serve/published-leaf.ts';
import type { Witnesses } from '../../../../platform/log/witness/witnesses.ts';
import { getMission } from '../../missions/access.ts';
import { alarmParams, logParams, settlementBody } from '../contract.ts';
import type { LogAlarm, LogStanding, ShownLog } from '../log-standing.ts';
import { findLogKey } from '../store/find-logs.ts';
import { listAlarms, settleAlarm } from '../store/keep-alarms.ts';

/** Where it is learnt how logs stand. */
export interface LogGround {
  /** The folder that holds the public files of each mission's log. */
  readonly folder: string;
  /** Null: the server asks none. */
  readonly witnesses: Witnesses | null;
  /** The state of the log of a mission; opens it. */
  readonly stateOf: (missionId: string) => Promise<LogState>;
}

/** What can be asked about the log of a mission. */
export function logEndpoints(ground: LogGround): readonly Endpoint[] {
  const show = defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/log',
    access: 'reader',
    params: logParams,
    // The log has connections of its own, and may have to wait for its signer: no transaction is held meanwhile.
    prepare: ({ pool, params, origins }) => lookAt(pool, params.mission, { ...ground, origin: origins[0] }),
    handle: async ({ sql, params, prepared }): Promise<ShownLog> => {
      const { id } = await getMission(sql, params.mission);
      return { ...prepared, alarms: await listAlarms(sql, id) };
    },
  });
  return [show, settle];
}

const settle = defineEndpoint({
  method: 'POST',
  path: '/api/missions/:mission/log/alarms/:id/settle',
  access: 'administrator',
  params: alarmParams,
  body: settlementBody,
  handle: async ({ sql, params, body: { reason }, actor, now, audit }): Promise<LogAlarm> => {
    const { id, slug, electionId } = await getMission(sql, params.mission);
    const by = { id: actor.id, name: actor.name };
    const alarm = await settleAlarm(sql, id, { id: params.id, at: now, by, reason });
    const parameters = { kind: alarm.kind, place: alarm.place };
    await audit({
      action: 'log.alarm-settled',
      subject: { kind: 'mission-here', id: slug },
      electionId,
      reason,
      parameters,
    });
    return alarm;
  },
});

async function lookAt(
  sql: Sql,
  mission: string,
  { folder, witnesses, stateOf, origin }: LogGround & { readonly origin: string },
): Promise<Omit<ShownLog, 'alarms'>> {
  const { id, slug } = await getMission(sql, mission);
  const checkpoint = await findCheckpoint(join(folder, slug));
  const verifierKey = await findLogKey(sql, id);
  // A log begins with its first entry: that somebody looks at it does not begin it.
  const hasBegun = verifierKey !== null || checkpoint !== null;
  const state = hasBegun ? await stateOf(id).catch(whenAway) : null;
  const cosigned = witnesses?.cosigned(slug) ?? null;
  return {
    standing: hasBegun ? standingOf(state) : 'unbegun',
    origin: state?.origin ?? checkpoint?.origin ?? null,
    verifierKey,
    address: `${origin}/log/${slug}/`,
    checkpoint: checkpoint === null ? null : { size: checkpoint.size, at: checkpoint.at },
    signedSize: Math.max(state?.signedSize ?? 0, checkpoint?.size ?? 0),
    witnesses:
      witnesses === null
        ? null
        : { names: witnesses.asked, confirmedSize: cosigned?.isConfirmed === true ? cosigned.size : 0 },
  };
}

function standingOf(state: LogState | null): LogStanding {
  return state === null ? 'away' : (state.closed ?? 'open');
}

/** Without its signer a log can be looked at all the same. */
function whenAway(error: unknown): null {
  if (error instanceof Problem && error.kind === 'unavailable') return null;
  throw error;
}

/** What was published last, and when: no checkpoint says so itself. */
async function findCheckpoint(folder: string): Promise<{ origin: string; size: number; at: string } | null> {
  const found = await readCheckpoint(folderSource(folder), CHECKPOINT);
  if (found === null) return null;
  const { mtime } = await stat(join(folder, CHECKPOINT));
  return { origin: found.origin, size: found.size, at: mtime.toISOString() };
}
