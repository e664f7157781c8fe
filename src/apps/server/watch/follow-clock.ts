import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { endSessionsOfFuture, moveSignIns } from '../../../features/office/accounts/store/follow-clock.ts';
import type { Clock } from '../../../kernel/time/clock.ts';
import { moveAttempts } from '../../../platform/http/limits.ts';
import { type ClockWatch, watchClock } from './clock-steps.ts';
import type { Metrics } from './metrics/metrics.ts';

/** What is done with where the clock of the machine goes back. */
export interface ClockParts {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'noteClockStep'>;
  readonly say: (line: string) => void;
}

/** Ends what lasts for a time when it would have, however the clock of the machine jumps; and tells that it did. */
export async function followClock({ sql, clock, log, metrics, say }: ClockParts): Promise<ClockWatch> {
  const ended = await endSessionsOfFuture(sql, new Date(clock.now()));
  if (ended > 0) {
    say(
      `ALARM: the clock of this machine is behind what it was before; sessions that were used later than now are ended: ${ended}.`,
    );
  }
  const move = async (byMs: number) => {
    await moveSignIns(sql, byMs);
    await moveAttempts(sql, byMs);
  };
  return watchClock({ clock, steady: { now: () => performance.now() } }, (byMs) => {
    metrics.noteClockStep();
    say(
      `ALARM: the clock of this machine went back by ${Math.round(byMs / 1_000)} seconds. Look after its time service.`,
    );
    move(byMs).catch((error: unknown) => log.error({ err: error }, 'sessions could not follow the clock'));
  });
}
