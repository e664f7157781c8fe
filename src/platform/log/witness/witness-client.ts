import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { decodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import type { Clock } from '../../../kernel/time/clock.ts';
import { type LogPolicy, meetsQuorum } from '../../../ledger/note/log-policy.ts';
import { openNote } from '../../../ledger/note/open-note.ts';
import { parseNote } from '../../../ledger/note/signed-note.ts';
import { createTileFiles } from '../publish/tile-files.ts';
import { folderSource } from '../serve/log-source.ts';
import { checkpointOf } from '../serve/published-leaf.ts';
import { WITNESSED } from '../serve/served-checkpoint.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';
import { type RoundParts, type WitnessPace, WitnessRounds } from './witness-rounds.ts';
import type { CosignedCheckpoint, Witnesses } from './witnesses.ts';

/** What the witnesses of a server's logs are asked with. */
export interface WitnessClientParts {
  /** Whom to ask, where, and how many have to confirm; its logs are not looked at. */
  readonly policy: LogPolicy;
  /** The folder that holds a folder for each mission's log: confirmed checkpoints are kept beside its tiles. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly pace?: WitnessPace;
}

const USUAL_PACE: WitnessPace = { restMs: 1_000, patienceMs: 10_000, firstWaitMs: 1_000, longestWaitMs: 300_000 };

/** Begins to ask witnesses; what they confirmed before the program started is known at once. */
export async function createWitnessClient({ pace = USUAL_PACE, ...parts }: WitnessClientParts): Promise<Witnesses> {
  const { folder, policy, clock, log } = parts;
  const ending = new AbortController();
  const keep = async (slug: string, note: string) => {
    // It can be had again from the witnesses: that it could not be kept stops nothing.
    try {
      createTileFiles(join(folder, slug)).put({ path: WITNESSED, bytes: Buffer.from(note) });
    } catch (error) {
      log.error({ slug, error: (error as Error).message }, 'a confirmed checkpoint could not be kept');
    }
  };
  const shared: RoundParts = { policy, clock, log, pace, closing: ending.signal, keep };
  const rounds = new Map<string, WitnessRounds>();
  for (const slug of await foldersIn(folder)) {
    const kept = await readKept(join(folder, slug), policy);
    if (kept !== null) rounds.set(slug, new WitnessRounds(shared, kept));
  }
  const roundsOf = (slug: string) => {
    const found = rounds.get(slug) ?? new WitnessRounds(shared, null);
    rounds.set(slug, found);
    return found;
  };
  return {
    asked: policy.witnesses.map(({ name }) => name),
    published: (published) => roundsOf(published.missionSlug).published(published),
    cosigned: (slug) => rounds.get(slug)?.cosigned ?? null,
    close: async () => {
      ending.abort();
      await Promise.all([...rounds.values()].map((each) => each.close()));
    },
  };
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = existsSync(folder) ? await readdir(folder, { withFileTypes: true }) : [];
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** The confirmed checkpoint that lies beside the tiles, where the policy of today still takes it for one. */
async function readKept(folder: string, policy: LogPolicy): Promise<CosignedCheckpoint | null> {
  const bytes = await folderSource(folder).read(WITNESSED);
  const text = bytes === null ? '' : (decodeUtf8(bytes) ?? '');
  const [note, checkpoint] = [parseNote(text), checkpointOf(text)];
  if (!note.ok || checkpoint === null) return null;
  const opened = await openNote(note.value, policy.witnesses, verifyEd25519);
  const cosigners = opened.ok ? opened.value.map(({ key }) => key) : [];
  const isConfirmed = cosigners.length > 0 && meetsQuorum(policy.quorum, cosigners);
  return isConfirmed ? { note: text, size: checkpoint.size, isConfirmed } : null;
}
