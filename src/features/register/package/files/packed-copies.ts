/**
 * Archives that were packed already, so that an election of a hundred thousand places is packed once and not for each
 * who asks: whoever asks meanwhile gets the same copy. Holds `mostBytes` of them, the last ones packed.
 */
export class PackedCopies {
  private readonly copies = new Map<string, Promise<Uint8Array>>();
  private readonly sizes = new Map<string, number>();

  constructor(private readonly mostBytes: number) {}

  /**
   * The copy under `name`, packed by `pack` where there is none; one that could not be packed is not kept.
   *
   * @param name says which state of which election: whatever changes the bytes must change it.
   */
  async get(name: string, pack: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const present = this.copies.get(name);
    if (present !== undefined) return present;
    const packing = pack();
    this.copies.set(name, packing);
    packing.then(
      (bytes) => this.keep(name, bytes.length),
      () => this.copies.delete(name),
    );
    return packing;
  }

  private keep(name: string, size: number): void {
    this.sizes.set(name, size);
    let total = [...this.sizes.values()].reduce((sum, each) => sum + each, 0);
    for (const [oldest, bytes] of this.sizes) {
      if (total <= this.mostBytes) return;
      this.copies.delete(oldest);
      this.sizes.delete(oldest);
      total -= bytes;
    }
  }
}
