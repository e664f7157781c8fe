import type { Logger } from 'pino';
import type { Clock } from '../../../kernel/time/clock.ts';
import { type LogPolicy, meetsQuorum, type PolicyWitness } from '../../../ledger/note/log-policy.ts';
import { formatNote, type NoteSignature, parseNote } from '../../../ledger/note/signed-note.ts';
import { askWitness, type WitnessReply } from './ask-witness.ts';
import type { CosignedCheckpoint, PublishedLog } from './witnesses.ts';

/** How witnesses are asked; times in milliseconds. */
export interface WitnessPace {
  /** From the end of one round to the next. */
  readonly restMs: number;
  /** How long an answer may take. */
  readonly patienceMs: number;
  /** Until one that failed is asked again; doubled with each failure in a row. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/** What the rounds of one log work with. */
export interface RoundParts {
  readonly policy: LogPolicy;
  readonly clock: Clock;
  readonly log: Logger;
  readonly pace: WitnessPace;
  readonly closing: AbortSignal;
  /** Keeps a confirmed checkpoint. */
  readonly keep: (missionSlug: string, note: string) => Promise<void>;
}

interface Turn {
  readonly witness: PolicyWitness;
  readonly url: string;
  /** Size that it cosigned last, as far as is known. */
  size: number;
  /** In a row. */
  failures: number;
  readyAt: number;
  /** It is asked one thing at a time. */
  busy: Promise<void>;
}

const MOST_TRIES = 3;

/**
 * Asks the witnesses about one log, round by round: in each all of them about the same checkpoint, because a quorum is
 * counted over one. A round ends when there are enough, or all have answered or failed.
 */
export class WitnessRounds {
  private readonly parts: RoundParts;
  private readonly turns: readonly Turn[];
  private newest: PublishedLog | null = null;
  /** What the present round is about, and who cosigned it. */
  private target: PublishedLog | null = null;
  private signatures = new Map<Turn, NoteSignature>();
  private best: CosignedCheckpoint | null;
  private running: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private restsUntil = 0;

  /** @param kept the checkpoint that was confirmed before the program started, or null. */
  constructor(parts: RoundParts, kept: CosignedCheckpoint | null) {
    this.parts = parts;
    this.best = kept;
    this.turns = parts.policy.witnesses.flatMap((witness) => turnOf(witness));
  }

  get cosigned(): CosignedCheckpoint | null {
    return this.best;
  }

  published(log: PublishedLog): void {
    if (this.newest !== null && log.size < this.newest.size) return;
    this.newest = log;
    this.plan();
  }

  async close(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    await this.running;
    await Promise.all(this.turns.map(({ busy }) => busy));
  }

  /** Starts the next round now or later; there is one at a time. */
  private plan(): void {
    const startAt = this.nextStart();
    if (this.running !== null || this.parts.closing.aborted || startAt === null) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), Math.max(0, startAt - this.parts.clock.now()));
    this.timer.unref();
  }

  private start(): void {
    this.timer = null;
    this.running ??= this.round().finally(() => {
      this.running = null;
      this.restsUntil = this.parts.clock.now() + this.parts.pace.restMs;
      this.plan();
    });
  }

  /** When somebody can be asked who has not cosigned the newest checkpoint; null: there is nobody. */
  private nextStart(): number | null {
    const waiting = this.turns.filter((turn) => this.newest !== this.target || !this.signatures.has(turn));
    if (this.newest === null || waiting.length === 0) return null;
    return Math.max(this.restsUntil, Math.min(...waiting.map(({ readyAt }) => readyAt)));
  }

  private async round(): Promise<void> {
    const target = this.newest;
    if (target === null) return;
    if (target !== this.target) [this.target, this.signatures] = [target, new Map()];
    const now = this.parts.clock.now();
    const asked = this.turns.filter((turn) => turn.readyAt <= now && !this.signatures.has(turn));
    const round = { target, isOver: false };
    await new Promise<void>((resolve) => {
      const all = asked.map(async (turn) => {
        await this.ask(turn, round);
        if (this.isConfirmed()) resolve();
      });
      Promise.all(all).then(() => resolve());
    });
    round.isOver = true;
  }

  /** Asks one witness, after what it was asked before. */
  private async ask(turn: Turn, round: { readonly target: PublishedLog; readonly isOver: boolean }): Promise<void> {
    turn.busy = turn.busy.then(async () => {
      if (round.isOver || this.parts.closing.aborted) return;
      const reply = await this.talk(turn, round.target);
      if (reply.kind === 'cosigned') await this.take(turn, round.target, reply.signature);
      else this.blame(turn, reply);
    });
    await turn.busy;
  }

  private async talk(turn: Turn, target: PublishedLog): Promise<WitnessReply> {
    const { closing, pace } = this.parts;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const signal = AbortSignal.any([closing, AbortSignal.timeout(pace.patienceMs)]);
      const reply = await askWitness(turn.witness, target, { url: turn.url, oldSize: turn.size, signal });
      if (reply.kind !== 'other-size') return reply;
      if (reply.size > target.size) return failed(`it cosigned ${reply.size} of a log of ${target.size}`);
      turn.size = reply.size;
    }
    return failed('it names another size each time');
  }

  private async take(turn: Turn, target: PublishedLog, signature: NoteSignature): Promise<void> {
    Object.assign(turn, { size: target.size, failures: 0, readyAt: 0 });
    if (target !== this.target) return;
    this.signatures.set(turn, signature);
    const isConfirmed = this.isConfirmed();
    if (!isConfirmed && this.best?.isConfirmed === true) return;
    const note = withSignatures(target.note, [...this.signatures.values()]);
    this.best = { note, size: target.size, isConfirmed };
    if (isConfirmed) await this.parts.keep(target.missionSlug, note);
  }

  private isConfirmed(): boolean {
    const cosigners = [...this.signatures.keys()].map(({ witness }) => witness);
    return this.signatures.size > 0 && meetsQuorum(this.parts.policy.quorum, cosigners);
  }

  private blame(turn: Turn, reply: Exclude<WitnessReply, { kind: 'cosigned' }>): void {
    const { clock, log, pace, closing } = this.parts;
    if (closing.aborted || reply.kind !== 'failed') return;
    turn.failures += 1;
    const waitMs = Math.min(pace.firstWaitMs * 2 ** Math.min(turn.failures - 1, 30), pace.longestWaitMs);
    turn.readyAt = clock.now() + waitMs;
    const about = { witness: turn.witness.name, log: this.newest?.origin, message: reply.message, waitMs };
    if (reply.isFork) log.error(about, 'a witness says that the log is not the one that it saw before');
    else log.warn(about, 'a witness did not cosign');
  }
}

function turnOf(witness: PolicyWitness): Turn[] {
  if (witness.url === undefined) return [];
  const base = witness.url.replace(/\/+$/, '');
  return [{ witness, url: `${base}/add-checkpoint`, size: 0, failures: 0, readyAt: 0, busy: Promise.resolve() }];
}

function withSignatures(note: string, cosignatures: readonly NoteSignature[]): string {
  const parsed = parseNote(note);
  if (!parsed.ok) throw new Error(`Add cosignatures: ${parsed.error.message}`);
  return formatNote({ ...parsed.value, signatures: [...parsed.value.signatures, ...cosignatures] });
}

function failed(message: string): WitnessReply {
  return { kind: 'failed', isFork: false, message };
}
