import { err, ok, type Result } from '../../kernel/result.ts';
import type { Hash } from '../merkle/tree-hash.ts';
import { verifyInclusion } from '../merkle/verify.ts';
import type { LogPolicy } from '../note/log-policy.ts';
import { type CheckpointRefusal, type OpenedCheckpoint, openCheckpoint } from '../note/open-checkpoint.ts';
import type { VerifySignature } from '../note/open-note.ts';
import { parseLogProof } from './log-proof.ts';

/** What a receipt proves. */
export interface VerifiedProof extends OpenedCheckpoint {
  /** The place of the leaf in the log. */
  readonly index: number;
}

/** Why a receipt proves nothing: as of a checkpoint, or `not-in-log`: the log that it names does not have this leaf there. */
export interface ProofRefusal {
  readonly reason: CheckpointRefusal['reason'] | 'not-in-log';
  /** In English, for whoever looks closer. */
  readonly message: string;
}

/** What a receipt is checked against. */
export interface ProofTerms {
  /** `hashLeaf` of the leaf that the receipt is said to be of. */
  readonly leafHash: Hash;
  readonly policy: LogPolicy;
  readonly verify: VerifySignature;
}

/** Checks a receipt without asking anybody (C2SP tlog-proof): the log's signature, its witnesses', and the leaf's place. */
export async function verifyLogProof(source: string, terms: ProofTerms): Promise<Result<VerifiedProof, ProofRefusal>> {
  const parsed = parseLogProof(source);
  if (!parsed.ok) {
    const { line, message } = parsed.error;
    return err({ reason: 'malformed', message: line === null ? message : `line ${line}: ${message}` });
  }
  const { index, proof, checkpoint } = parsed.value;
  const opened = await openCheckpoint(checkpoint, terms.policy, terms.verify);
  if (!opened.ok) return opened;
  const head = opened.value.checkpoint;
  if (!verifyInclusion({ index, leafHash: terms.leafHash, proof }, head)) {
    return err({ reason: 'not-in-log', message: `leaf ${index} of the log of ${head.size} is another` });
  }
  return ok({ ...opened.value, index });
}
