import { err, ok, type Result } from '../../kernel/result.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { type LogPolicy, meetsQuorum } from './log-policy.ts';
import { openNote, type VerifiedSignature, type VerifySignature } from './open-note.ts';
import { parseNote } from './signed-note.ts';

/** A checkpoint that its log signed. */
export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Whose witnesses of the policy confirmed it, and when. */
  readonly cosignatures: readonly VerifiedSignature[];
  /** Whether these are enough for the policy: else it is logged, and not yet confirmed. */
  readonly isConfirmed: boolean;
}

/** Why a checkpoint may not be believed. */
export interface CheckpointRefusal {
  /**
   * `malformed`: it cannot be read; `unknown-log`: its origin is none of the policy; `unsigned`: its log has not signed
   * it; `forged`: a signature of a log or witness does not hold.
   */
  readonly reason: 'malformed' | 'unknown-log' | 'unsigned' | 'forged';
  /** In English, for whoever looks closer. */
  readonly message: string;
}

/** Reads and verifies a signed checkpoint by a policy (C2SP tlog-checkpoint, tlog-cosignature, tlog-policy). */
export async function openCheckpoint(
  source: string,
  policy: LogPolicy,
  verify: VerifySignature,
): Promise<Result<OpenedCheckpoint, CheckpointRefusal>> {
  const note = parseNote(source);
  if (!note.ok) return malformed(note.error.line, note.error.message);
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return malformed(checkpoint.error.line, checkpoint.error.message);
  const { origin } = checkpoint.value;
  const logs = policy.logs.filter(({ name }) => name === origin);
  if (logs.length === 0) return err({ reason: 'unknown-log', message: `no key is known of the log ${origin}` });
  const opened = await openNote(note.value, [...logs, ...policy.witnesses], verify);
  if (!opened.ok) {
    const { reason, name } = opened.error;
    return err({
      reason,
      message: `the signature of ${name ?? origin} ${reason === 'forged' ? 'does not hold' : 'is missing'}`,
    });
  }
  if (!opened.value.some(({ key }) => logs.includes(key))) {
    return err({ reason: 'unsigned', message: `the signature of ${origin} is missing` });
  }
  const cosignatures = opened.value.filter(({ time }) => time !== null);
  const cosigners = cosignatures.map(({ key }) => key);
  return ok({ checkpoint: checkpoint.value, cosignatures, isConfirmed: meetsQuorum(policy.quorum, cosigners) });
}

function malformed(line: number | null, message: string): Result<never, CheckpointRefusal> {
  return err({ reason: 'malformed', message: line === null ? message : `line ${line}: ${message}` });
}
