/** How a stream writes and waits; times in milliseconds. */
export interface StreamPace {
  /** So much lies between two events: what changes meanwhile is told together. */
  readonly gatherMs: number;
  /** Where nothing changes, so often it is told that the stream lives. */
  readonly beatMs: number;
}

const BEAT = 'event: beat\ndata:\n\n';
/** Has whatever stands between pass on what it would gather first. */
const OPENING = `:${' '.repeat(2_048)}\n\n`;

/**
 * One stream of server-sent events. It writes only when its reader takes something: what changes while nobody reads is one set
 * of topics, however long that lasts.
 */
export class EventBody {
  readonly stream: ReadableStream<Uint8Array>;
  private readonly pace: StreamPace;
  private readonly versionOf: () => string;
  private readonly onEnd: () => void;
  private readonly waiting = new Set<string>();
  private wake: () => void = () => {};
  private standing: 'opening' | 'open' | 'ended' | 'cancelled' = 'opening';
  private lastAt = Number.NEGATIVE_INFINITY;

  /** @param onEnd hears once that it has ended, whoever ended it. */
  constructor(pace: StreamPace, versionOf: () => string, onEnd: () => void) {
    this.pace = pace;
    this.versionOf = versionOf;
    this.onEnd = onEnd;
    this.stream = new ReadableStream(
      { pull: (controller) => this.write(controller), cancel: () => this.leave('cancelled') },
      // Nothing is made before somebody reads.
      { highWaterMark: 0 },
    );
  }

  /** Has topics told with the next event. */
  tell(topics: Iterable<string>): void {
    for (const topic of topics) this.waiting.add(topic);
    this.wake();
  }

  /** Ends the stream: its reader comes again if it may. */
  end(): void {
    this.leave('ended');
  }

  private leave(standing: 'ended' | 'cancelled'): void {
    if (!this.isOpen()) return;
    this.standing = standing;
    this.wake();
    this.onEnd();
  }

  private isOpen(): boolean {
    return this.standing === 'opening' || this.standing === 'open';
  }

  private async write(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    const text = await this.next();
    if (this.standing === 'ended') controller.close();
    if (!this.isOpen()) return;
    this.standing = 'open';
    this.lastAt = performance.now();
    controller.enqueue(new TextEncoder().encode(text));
  }

  private async next(): Promise<string> {
    if (this.standing === 'opening') return OPENING + (this.waiting.size > 0 ? this.changes() : BEAT);
    await this.wait(this.pace.beatMs, () => this.waiting.size > 0);
    await this.wait(this.lastAt + this.pace.gatherMs - performance.now(), () => false);
    return this.waiting.size > 0 ? this.changes() : BEAT;
  }

  private changes(): string {
    const data = JSON.stringify({ topics: [...this.waiting] });
    this.waiting.clear();
    return `id: ${this.versionOf()}\nevent: changed\ndata: ${data}\n\n`;
  }

  /** Waits so long, until the stream ends, or until `isOver`. */
  private async wait(ms: number, isOver: () => boolean): Promise<void> {
    if (ms <= 0 || isOver() || !this.isOpen()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        if (this.isOpen() && !isOver()) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => {};
  }
}
