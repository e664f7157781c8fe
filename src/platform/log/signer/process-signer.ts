import { type OpenedLog, type Signer, SignerAway, type SigningOrder } from './signer.ts';
import type { SignerQuestion } from './signer-messages.ts';
import { type GoodAnswer, SignerProcess, type SignerProcessOptions } from './signer-process.ts';

const DEADLINE_MS = 10_000;
const MOST_STARTS = 3;

/** A signer in a process of its own. */
export interface ProcessSigner extends Signer {
  /** The number of its process, while one runs that can be asked. */
  readonly pid: number | null;
}

/**
 * A signer in a process of its own, which starts with the first question; where it has ended, the next question starts it
 * anew, with three attempts. It ends when this process does.
 *
 * @param options `file`: the script of the process; `stateFolder`: where it keeps its keys and records; `deadlineMs`: how
 *   long it may take to start and to answer, 10,000 ms where not given.
 */
export function createProcessSigner(
  options: Omit<SignerProcessOptions, 'deadlineMs'> & { readonly deadlineMs?: number },
): ProcessSigner {
  return new RestartingSigner({ deadlineMs: DEADLINE_MS, ...options });
}

class RestartingSigner implements ProcessSigner {
  private readonly options: SignerProcessOptions;
  private current: Promise<SignerProcess> | null = null;
  private running: SignerProcess | null = null;
  private isClosed = false;

  constructor(options: SignerProcessOptions) {
    this.options = options;
  }

  get pid(): number | null {
    return this.running?.pid ?? null;
  }

  async open(origin: string): Promise<OpenedLog> {
    const answer = await this.ask({ kind: 'open', origin });
    if (answer.kind !== 'opened') throw new Error(`Open a log: the signer answered ${answer.kind}`);
    return answer.log;
  }

  async sign(order: SigningOrder): Promise<string> {
    const answer = await this.ask({ kind: 'sign', order });
    if (answer.kind !== 'signed') throw new Error(`Sign a checkpoint: the signer answered ${answer.kind}`);
    return answer.note;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const [outcome] = await Promise.allSettled([this.current]);
    if (outcome?.status === 'fulfilled') await outcome.value?.end();
  }

  private async ask(question: SignerQuestion): Promise<GoodAnswer> {
    if (this.isClosed) throw new SignerAway('Ask the signer: it was closed');
    this.current ??= this.start();
    return (await this.current).ask(question);
  }

  private async start(): Promise<SignerProcess> {
    try {
      this.running = await startOne(this.options);
    } catch (error) {
      this.current = null;
      throw error;
    }
    void this.running.ended.then(() => {
      this.running = null;
      this.current = null;
    });
    return this.running;
  }
}

async function startOne(options: SignerProcessOptions): Promise<SignerProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const made = new SignerProcess(options);
    try {
      await made.ready;
      return made;
    } catch (error) {
      await made.end();
      if (!(error instanceof SignerAway) || attempt === MOST_STARTS) throw error;
    }
  }
}
