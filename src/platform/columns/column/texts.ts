/** Texts one behind the other, each with a zero byte after it, which no text has within. All of them are here, or some. */
export class Texts {
  readonly size: number;
  /** Where each text ends, its zero byte included. */
  readonly ends: Uint32Array;
  /** Of the texts that are here. */
  readonly letters: Buffer;
  /** Where, among all letters, those begin that are here. */
  private readonly from: number;

  private constructor(ends: Uint32Array, letters: Buffer, from = 0) {
    this.ends = ends;
    this.letters = letters;
    this.from = from;
    this.size = ends.length;
  }

  static of(texts: readonly string[]): Texts {
    const letters = Buffer.from(texts.map((text) => `${text}\0`).join(''));
    const ends = new Uint32Array(texts.length);
    let end = 0;
    for (const [at, text] of texts.entries()) {
      end += Buffer.byteLength(text) + 1;
      ends[at] = end;
    }
    return new Texts(ends, letters);
  }

  /** The ends of so many texts; none of these is here yet. */
  static ends(bytes: Uint8Array, start: number, size: number): Texts {
    requireLength(bytes, start + size * 4);
    return new Texts(new Uint32Array(new Uint8Array(bytes.subarray(start, start + size * 4)).buffer), Buffer.alloc(0));
  }

  /** The same texts, of which these are here: letters from a place among all letters on. They are taken over, not copied. */
  with(letters: Buffer, from = 0): Texts {
    return new Texts(this.ends, letters, from);
  }

  /** How many letters all of them have. */
  get length(): number {
    return this.ends[this.size - 1] ?? 0;
  }

  /** Whether all are here. */
  get isWhole(): boolean {
    return this.letters.length === this.length;
  }

  get bytes(): number {
    return this.ends.byteLength + this.letters.length;
  }

  /** Whether a text is here; or else on which side of those that are. */
  sideOf(place: number): 'here' | 'before' | 'behind' {
    if (this.start(place) < this.from) return 'before';
    return (this.ends[place] ?? 0) <= this.from + this.letters.length ? 'here' : 'behind';
  }

  /** @throws Error where it is not here. */
  at(place: number): string {
    if (this.sideOf(place) !== 'here') throw new Error(`Read text ${place} of ${this.size}: it is not here`);
    return this.letters.toString('utf8', this.start(place) - this.from, (this.ends[place] ?? 1) - 1 - this.from);
  }

  /** Places of the texts that hold `needle`, of all texts. */
  *find(needle: string): Generator<number> {
    const bytes = Buffer.from(needle);
    let place = 0;
    for (
      let at = this.letters.indexOf(bytes);
      at >= 0 && place < this.size;
      at = this.letters.indexOf(bytes, this.start(place))
    ) {
      while ((this.ends[place] ?? Number.POSITIVE_INFINITY) <= at) place += 1;
      yield place;
      place += 1;
    }
  }

  /** Of all texts. */
  placeOf(text: string): number | null {
    if (text.includes('\0')) return null;
    const bytes = Buffer.from(`${text}\0`);
    for (let at = this.letters.indexOf(bytes); at >= 0; at = this.letters.indexOf(bytes, at + 1)) {
      if (at === 0 || this.letters[at - 1] === 0) return this.placeAt(at);
    }
    return null;
  }

  parts(): Uint8Array[] {
    return [bytesOf(this.ends), this.letters];
  }

  /** Where, among all letters, a text begins. */
  start(place: number): number {
    return place === 0 ? 0 : (this.ends[place - 1] ?? 0);
  }

  /** Which text begins there. */
  private placeAt(start: number): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.start(middle) >= start) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** The bytes of a list of numbers, where they lie. */
export function bytesOf({ buffer, byteOffset, byteLength }: Uint16Array | Uint32Array | Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** @throws Error where there are fewer bytes. */
export function requireLength(bytes: Uint8Array, length: number): void {
  if (length > bytes.length) throw new Error(`Read a column: ${bytes.length} bytes, not ${length}`);
}
