import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import { findLog } from '../../../features/mission/logs/store/find-logs.ts';
import type { Clock } from '../../../kernel/time/clock.ts';
import { type LogPolicy, meetsQuorum } from '../../../ledger/note/log-policy.ts';
import { askWitnesses } from '../../../platform/backup/logs/ask-sightings.ts';
import { logOfRows } from '../../../platform/backup/logs/compare-logs.ts';
import { judgeSightings } from '../../../platform/backup/logs/judge-sightings.ts';
import { readSigner, type SignerRecord } from '../../../platform/backup/logs/read-signer.ts';
import { readRestoredMark } from '../../../platform/log/signer/restored-mark.ts';
import { reopenLog } from './reopen-log.ts';

/** What logs that were put back are settled with. */
export interface SettlingParts {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  readonly dataFolder: string;
  readonly policy: LogPolicy;
  readonly say: (line: string) => void;
}

const ASK_EVERY_MS = 60_000;

/**
 * Asks the witnesses about logs that were put back from a backup, until none is left: one of which enough witnesses know
 * nothing newer is opened. @returns how it is ended.
 */
export function keepSettling(parts: SettlingParts): { close(): void } {
  const told = new Set<string>();
  const ask = async () => {
    const restored = restoredLogs(parts.dataFolder);
    if (restored.length === 0) return clearInterval(timer);
    for (const record of restored) {
      const line = await settleLog(parts, record);
      if (!told.has(line)) parts.say(line);
      told.add(line);
    }
  };
  const look = () =>
    void ask().catch((error: unknown) => parts.log.warn({ err: error }, 'asking the witnesses failed'));
  const timer = setInterval(look, ASK_EVERY_MS).unref();
  look();
  return { close: () => clearInterval(timer) };
}

function restoredLogs(dataFolder: string): SignerRecord[] {
  const signer = join(dataFolder, 'signer');
  return readSigner(signer).filter(({ name }) => readRestoredMark(join(signer, name)) !== null);
}

/** Asks about one log. @returns what came of it, for the terminal. */
export async function settleLog(parts: SettlingParts, record: SignerRecord): Promise<string> {
  const { sql, clock, dataFolder, policy } = parts;
  const { origin, checkpoint } = record;
  const folder = join(dataFolder, 'signer', record.name);
  const mark = readRestoredMark(folder);
  const log = await findLogOf(sql, origin);
  if (mark === null || log === null || checkpoint === null) return `The log ${origin} waits for log reopen.`;
  const { sightings, contrary } = await askWitnesses(policy, checkpoint);
  const heard = sightings.map(({ source }) => source);
  if (contrary.length > 0) return `ALARM: ${contrary.join(', ')} saw another history of the log ${origin}.`;
  const closed = `The log ${origin} stays closed until enough witnesses have answered.`;
  // All rows of the log are read to judge what was seen: not where nothing was.
  if (sightings.length === 0) return closed;
  const verdict = judgeSightings(await logOfRows(sql, log.missionId, sizesOf(sightings)), sightings);
  if (verdict.kind === 'other') return `ALARM: ${verdict.source} saw other entries of the log ${origin}.`;
  if (verdict.kind === 'missing') {
    const [first, last] = [verdict.first, verdict.last].map((index) => index.toLocaleString('en'));
    return `The log ${origin} stays closed: entries ${first} to ${last} are missing, ${verdict.source} saw them. See: scrutineer log reopen --help.`;
  }
  const witnesses = policy.witnesses.filter(({ name }) => heard.includes(name));
  if (witnesses.length === 0 || !meetsQuorum(policy.quorum, witnesses)) return closed;
  const at = new Date(clock.now());
  await reopenLog({ sql, folder, mark }, { slug: log.slug, reason: null, actorName: 'witnesses', at, heard, taken: 0 });
  return `The log ${origin} is open again: ${heard.join(', ')} saw nothing that is missing.`;
}

function sizesOf(sightings: readonly { readonly size: number }[]): number[] {
  return sightings.map(({ size }) => size);
}

async function findLogOf(sql: Sql, origin: string) {
  const [found] = await sql<{ slug: string }[]>`
    select m.slug from mission_log l join mission m on m.id = l.mission_id where l.origin = ${origin}`;
  return found === undefined ? null : await findLog(sql, found.slug);
}
