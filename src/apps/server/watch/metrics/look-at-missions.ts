import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { countHeld, countWaiting } from '../../../../features/field/reports/store/show/count-arrivals.ts';
import { listLogs } from '../../../../features/mission/logs/store/find-logs.ts';
import { countOpenAlarms } from '../../../../features/mission/logs/store/keep-alarms.ts';
import type { Clock } from '../../../../kernel/time/clock.ts';
import { CHECKPOINT } from '../../../../platform/log/publish/publisher.ts';
import { folderSource } from '../../../../platform/log/serve/log-source.ts';
import { readCheckpoint } from '../../../../platform/log/serve/published-leaf.ts';
import type { Witnesses } from '../../../../platform/log/witness/witnesses.ts';
import type { Family, Sample } from './exposition.ts';

/** Where the figures of missions are looked up. */
export interface MissionParts {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly logFolder: string;
  readonly witnesses: Witnesses | null;
}

interface MissionFigures {
  readonly mission: string;
  readonly entries: number;
  readonly checkpointAge: number | null;
  /** Null: no witness is asked. */
  readonly unconfirmed: number | null;
  readonly unread: number;
  readonly held: number;
}

/** The figures of every mission whose log has begun; each question to the database looks at 10,000 rows at most. */
export async function lookAtMissions(parts: MissionParts): Promise<Family[]> {
  const figures: MissionFigures[] = [];
  // One after the other: whoever sends reports needs the connections more.
  for (const { missionId, slug } of await listLogs(parts.sql)) figures.push(await lookAt(parts, missionId, slug));
  const alarms = await countOpenAlarms(parts.sql);
  return [...familiesOf(figures), alarmsOf(alarms)];
}

async function lookAt(
  { sql, clock, logFolder, witnesses }: MissionParts,
  missionId: string,
  slug: string,
): Promise<MissionFigures> {
  const folder = join(logFolder, slug);
  const checkpoint = await readCheckpoint(folderSource(folder), CHECKPOINT);
  const entries = checkpoint?.size ?? 0;
  const signedAt = checkpoint === null ? null : (await stat(join(folder, CHECKPOINT))).mtime.getTime();
  const cosigned = witnesses?.cosigned(slug) ?? null;
  const confirmed = cosigned?.isConfirmed === true ? cosigned.size : 0;
  return {
    mission: slug,
    entries,
    checkpointAge: signedAt === null ? null : (clock.now() - signedAt) / 1_000,
    unconfirmed: witnesses === null ? null : Math.max(0, entries - confirmed),
    unread: (await countWaiting(sql, missionId)).count,
    held: (await countHeld(sql, missionId)).reduce((sum, { count }) => sum + count, 0),
  };
}

function familiesOf(figures: readonly MissionFigures[]): Family[] {
  const family = (name: string, help: string, figureOf: (figures: MissionFigures) => number | null): Family => {
    const samples = figures.flatMap((each): Sample[] => {
      const value = figureOf(each);
      return value === null ? [] : [{ labels: { mission: each.mission }, value }];
    });
    return { name, help, type: 'gauge', samples };
  };
  return [
    family('scrutineer_log_entries', 'Entries of the log that were signed.', ({ entries }) => entries),
    family(
      'scrutineer_log_checkpoint_age_seconds',
      'Since the newest checkpoint was written.',
      (of) => of.checkpointAge,
    ),
    family('scrutineer_log_unconfirmed_entries', 'Entries that witnesses have not confirmed.', (of) => of.unconfirmed),
    family('scrutineer_reports_unread', 'Versions that wait to be read; counted up to 10,000.', ({ unread }) => unread),
    family('scrutineer_reports_held', 'Versions held for a person; up to 10,000 of each reason.', ({ held }) => held),
  ];
}

function alarmsOf(alarms: readonly { slug: string | null; count: number }[]): Family {
  const samples = alarms.map(({ slug, count }) => ({ labels: { mission: slug ?? '' }, value: count }));
  const help = 'Alarms that nobody has settled; without a mission: of files that no report names.';
  return { name: 'scrutineer_alarms_open', help, type: 'gauge', samples };
}
