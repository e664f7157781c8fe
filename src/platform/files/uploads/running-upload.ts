/** A piece that is coming in, which somebody else may end. */
export class RunningUpload {
  private readonly stopped: Promise<'stopped'>;
  private readonly ended: Promise<void>;
  private stopNow: () => void = () => {};
  private endNow: () => void = () => {};

  constructor() {
    this.stopped = new Promise((resolve) => {
      this.stopNow = () => resolve('stopped');
    });
    this.ended = new Promise((resolve) => {
      this.endNow = resolve;
    });
  }

  /** Ends it where it is; resolves when what came of it is on the disk. */
  async stop(): Promise<void> {
    this.stopNow();
    await this.ended;
  }

  /** To be called when nothing more is done for it. */
  end(): void {
    this.endNow();
  }

  /** What `source` gives until it is stopped. @throws Error where it was. */
  async *until(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    const pieces = source[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await Promise.race([pieces.next(), this.stopped]);
        if (next === 'stopped') throw new Error('Receive a file: its sender asks for it anew');
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      // Not waited for: a connection that is dead without anybody knowing gives no sign.
      Promise.resolve(pieces.return?.()).catch(() => {});
    }
  }
}
