import { formatHex } from '../../../kernel/bytes/hex.ts';
import { decodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import type { LogPolicy } from '../../../ledger/note/log-policy.ts';
import { parseNoteKey } from '../../../ledger/note/note-key.ts';
import { openCheckpoint } from '../../../ledger/note/open-checkpoint.ts';
import { Refusal } from '../../db/refusal.ts';
import type { LogSource } from '../../log/serve/log-source.ts';
import type { ReadCheckpoint } from '../../log/serve/published-leaf.ts';
import { verifyEd25519 } from '../../log/verify-ed25519.ts';
import { askWitness } from '../../log/witness/ask-witness.ts';
import type { Sighting } from './judge-sightings.ts';

/** What was asked of witnesses. */
export interface Asked {
  readonly sightings: readonly Sighting[];
  /** Witnesses that did not answer, with what went wrong. */
  readonly silent: readonly { readonly source: string; readonly message: string }[];
  /** Those that say that this is not the log that they saw. */
  readonly contrary: readonly string[];
}

const PATIENCE_MS = 15_000;

/** Asks the witnesses of a policy what they saw of a log last, by showing them the checkpoint that was put back. */
export async function askWitnesses({ witnesses }: LogPolicy, checkpoint: ReadCheckpoint): Promise<Asked> {
  const { origin, size, note } = checkpoint;
  // Of the size that it stands at a checkpoint needs no proof.
  const log = { origin, missionSlug: '', size, note, prove: async () => [] };
  const replies = await Promise.all(
    witnesses.flatMap(({ url, ...witness }) => {
      if (url === undefined) return [];
      const asking = {
        url: `${url.replace(/\/+$/, '')}/add-checkpoint`,
        oldSize: size,
        signal: AbortSignal.timeout(PATIENCE_MS),
      };
      return [askWitness(witness, log, asking).then((reply) => ({ source: witness.name, reply }))];
    }),
  );
  const [sightings, silent, contrary]: [Sighting[], { source: string; message: string }[], string[]] = [[], [], []];
  for (const { source, reply } of replies) {
    if (reply.kind === 'cosigned') sightings.push({ source, size, root: formatHex(checkpoint.root) });
    else if (reply.kind === 'other-size') sightings.push({ source, size: reply.size, root: null });
    else if (reply.isFork) contrary.push(source);
    else silent.push({ source, message: reply.message });
  }
  return { sightings, silent, contrary };
}

/**
 * The checkpoint of a log in a published copy.
 *
 * @param source the log, or a folder or address where a file `checkpoint` lies.
 * @throws Refusal where there is none that this log signed.
 */
export async function readSighting(source: LogSource, file: string, verifierKey: string): Promise<Sighting> {
  const key = parseNoteKey(verifierKey);
  const bytes = await source.read(file);
  if (!key.ok || bytes === null) throw new Refusal(`Read ${source.name}: there is no checkpoint.`);
  const policy: LogPolicy = { logs: [key.value], witnesses: [], quorum: { kind: 'none' } };
  const opened = await openCheckpoint(decodeUtf8(bytes) ?? '', policy, verifyEd25519);
  if (!opened.ok) throw new Refusal(`Read the checkpoint of ${source.name}: ${opened.error.message}.`);
  const { size, root } = opened.value.checkpoint;
  return { source: source.name, size, root: formatHex(root) };
}
