const BLOCK_BYTES = 1 << 20;
/** Numbers of four bytes lie at such places. */
const STEP = 4;

/**
 * Room for bytes that are all done with at once, and is then used again: what is made for each chunk anew would wait to be
 * cleared away by the hundred megabytes.
 */
export class Room {
  private readonly blocks: ArrayBuffer[] = [];
  private block = 0;
  private end = 0;

  /** Bytes in which anything may stand; good until `clear`. They begin where numbers of two and of four bytes may lie. */
  take(length: number): Uint8Array {
    for (;;) {
      const block = this.blocks[this.block] ?? this.grow(length);
      if (this.end + length <= block.byteLength) {
        const taken = new Uint8Array(block, this.end, length);
        this.end += Math.ceil(length / STEP) * STEP;
        return taken;
      }
      this.block += 1;
      this.end = 0;
    }
  }

  /** The same as numbers. */
  takeWide(length: number): Uint16Array {
    const { buffer, byteOffset } = this.take(length * 2);
    return new Uint16Array(buffer, byteOffset, length);
  }

  /** The same as larger numbers. */
  takeLong(length: number): Uint32Array {
    const { buffer, byteOffset } = this.take(length * 4);
    return new Uint32Array(buffer, byteOffset, length);
  }

  /** All that was taken is done with. */
  clear(): void {
    this.block = 0;
    this.end = 0;
  }

  private grow(length: number): ArrayBuffer {
    const block = new ArrayBuffer(Math.max(BLOCK_BYTES, length));
    this.blocks.push(block);
    return block;
  }
}
