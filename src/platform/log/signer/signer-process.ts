import { type ChildProcess, fork } from 'node:child_process';
import { Refusal } from '../../db/refusal.ts';
import { SignerAway, SignerRefusal } from './signer.ts';
import type { AskedQuestion, SignerAnswer, SignerMessage, SignerQuestion } from './signer-messages.ts';

/** How the process of a signer is started. */
export interface SignerProcessOptions {
  /** The script of the process, which calls `answerOrders`. */
  readonly file: URL | string;
  /** Where it keeps its keys and records. */
  readonly stateFolder: string;
  /** How long it may take to start, and to answer, in milliseconds. */
  readonly deadlineMs: number;
}

/** An answer that tells what was asked for. */
export type GoodAnswer = Extract<SignerAnswer, { kind: 'opened' | 'signed' }> | { readonly kind: 'ready' };

interface Call {
  readonly resolve: (answer: GoodAnswer) => void;
  readonly reject: (reason: Error) => void;
  readonly deadline: NodeJS.Timeout;
}

/** What keeps the process small: it holds little, and nothing for long. */
const SMALL = ['--max-old-space-size=16', '--max-semi-space-size=1'];
/** What it is told of the environment, where secrets of the server are. */
const PASSED_ON = ['PATH', 'SystemRoot', 'TZ'];
/** The number of the question whether it can be asked at all, which every process answers without being sent it. */
const READY = 0;

/** The process of a signer, from its start to its end. */
export class SignerProcess {
  /** Resolves when it can be asked. Rejects with Refusal where it cannot sign, with SignerAway where it ended before. */
  readonly ready: Promise<GoodAnswer>;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  readonly pid: number | undefined;
  private readonly child: ChildProcess;
  private readonly deadlineMs: number;
  private readonly calls = new Map<number, Call>();
  private lastId = READY;
  /** Answers come in the order of the questions: with the latest all have come. */
  private latest: Promise<GoodAnswer>;

  constructor({ file, stateFolder, deadlineMs }: SignerProcessOptions) {
    this.deadlineMs = deadlineMs;
    this.child = fork(file, [stateFolder], {
      serialization: 'advanced',
      execArgv: SMALL,
      env: Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.pid = this.child.pid;
    this.ready = this.expect(READY);
    this.latest = this.ready;
    this.child.on('message', (message) => this.take(message as SignerMessage));
    this.ended = new Promise((resolve) => {
      this.child.once('exit', () => resolve());
      this.child.on('error', () => this.pid === undefined && resolve());
    });
    void this.ended.then(() => this.giveUp(new SignerAway('Ask the signer: its process has ended')));
  }

  /** @throws SignerRefusal, SignerAway; Refusal where a person must look after it. */
  ask(question: SignerQuestion): Promise<GoodAnswer> {
    this.lastId += 1;
    const asked: AskedQuestion = { id: this.lastId, question };
    this.latest = this.expect(asked.id);
    this.child.send(asked, (error) => {
      if (error !== null) this.settle(asked.id, { kind: 'away', message: `Ask the signer: ${error.message}` });
    });
    return this.latest;
  }

  /** Lets it answer what it was asked, and end. */
  async end(): Promise<void> {
    await Promise.allSettled([this.latest]);
    const patience = setTimeout(() => this.child.kill('SIGKILL'), this.deadlineMs);
    this.keepAwake(true);
    if (this.child.connected) this.child.disconnect();
    await this.ended;
    clearTimeout(patience);
  }

  private expect(id: number): Promise<GoodAnswer> {
    this.keepAwake(true);
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => this.stop(), this.deadlineMs);
      this.calls.set(id, { resolve, reject, deadline });
    });
  }

  private take(message: SignerMessage): void {
    if (message.kind !== 'answer') this.settle(READY, message);
    else this.settle(message.id, message.answer);
  }

  private settle(id: number, answer: SignerAnswer | { readonly kind: 'ready' }): void {
    const call = this.calls.get(id);
    if (call === undefined) return;
    this.calls.delete(id);
    clearTimeout(call.deadline);
    // An idle process keeps the one who started it from nothing.
    this.keepAwake(this.calls.size > 0);
    if (isGood(answer)) call.resolve(answer);
    else call.reject(errorOf(answer));
  }

  private stop(): void {
    this.child.kill('SIGKILL');
    this.giveUp(new SignerAway(`Ask the signer: no answer in ${this.deadlineMs} ms`));
  }

  private giveUp(reason: SignerAway): void {
    for (const [id, { reject, deadline }] of this.calls) {
      this.calls.delete(id);
      clearTimeout(deadline);
      reject(reason);
    }
  }

  private keepAwake(isAwake: boolean): void {
    const act = isAwake ? 'ref' : 'unref';
    this.child[act]();
    this.child.channel?.[act]();
  }
}

function isGood(answer: SignerAnswer | GoodAnswer): answer is GoodAnswer {
  return answer.kind === 'ready' || answer.kind === 'opened' || answer.kind === 'signed';
}

function errorOf(answer: Exclude<SignerAnswer, GoodAnswer>): Error {
  switch (answer.kind) {
    case 'refused':
      return new SignerRefusal(answer.reason, answer.size);
    case 'away':
      return new SignerAway(answer.message);
    case 'unfit':
      return new Refusal(answer.message);
    case 'failed':
      return new Error(answer.message);
  }
}
