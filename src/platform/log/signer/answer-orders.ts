import { setTimeout as pause } from 'node:timers/promises';
import { must } from '../../../kernel/result.ts';
import { Refusal } from '../../db/refusal.ts';
import { FolderHeld } from './hold-folder.ts';
import { createLocalSigner } from './local-signer.ts';
import { type Signer, SignerAway, SignerRefusal } from './signer.ts';
import type { AskedQuestion, SignerAnswer, SignerMessage, SignerQuestion } from './signer-messages.ts';

/** How long the signer of a server that ends may take to end as well. */
const PATIENCE_MS = 5_000;
const STEP_MS = 20;

/**
 * Makes this process the signer with the keys in `stateFolder`, for the one who started it: it answers until that one
 * closes the channel or ends, however that comes about.
 */
export async function answerOrders(stateFolder: string): Promise<void> {
  must(process.send, 'Sign: this process has no channel to one who asks');
  // A terminal or a supervisor tells all processes to end, but the server still has work for its signer.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  const leave = () => process.exit();
  process.once('disconnect', leave);
  const signer = await start(stateFolder);
  if (signer === null) return;
  process.off('disconnect', leave);
  process.once('disconnect', () => void signer.close().finally(leave));
  process.on('message', async (message) => {
    const { id, question } = message as AskedQuestion;
    send({ kind: 'answer', id, answer: await answer(signer, question) });
  });
  send({ kind: 'ready' });
}

async function start(stateFolder: string): Promise<Signer | null> {
  try {
    return await takeFolder(stateFolder);
  } catch (error) {
    const message = error instanceof Refusal ? error.message : `Start the signer: ${String(error)}`;
    send({ kind: 'unfit', message });
    return null;
  }
}

async function takeFolder(stateFolder: string): Promise<Signer> {
  for (let waitedMs = 0; ; waitedMs += STEP_MS) {
    try {
      return createLocalSigner(stateFolder);
    } catch (error) {
      if (!(error instanceof FolderHeld) || waitedMs >= PATIENCE_MS) throw error;
    }
    await pause(STEP_MS);
  }
}

async function answer(signer: Signer, question: SignerQuestion): Promise<SignerAnswer> {
  try {
    if (question.kind === 'open') return { kind: 'opened', log: await signer.open(question.origin) };
    return { kind: 'signed', note: await signer.sign(question.order) };
  } catch (error) {
    return answerOf(error);
  }
}

function answerOf(error: unknown): SignerAnswer {
  if (error instanceof SignerRefusal) return { kind: 'refused', reason: error.reason, size: error.size };
  if (error instanceof SignerAway) return { kind: 'away', message: `${error.message} (${String(error.cause)})` };
  if (error instanceof Refusal) return { kind: 'unfit', message: error.message };
  return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** Where nobody listens any more the channel is closed, which ends the process. */
function send(message: SignerMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
