import { type PartHead, parsePartHead } from './part-head.ts';

/** What becomes of the parts while they arrive. */
export interface PartSink {
  begin(head: PartHead): void;
  /** Some of the content of the part that began last: a view of what was given, to be copied where it is kept long. */
  bytes(piece: Buffer): void;
  end(): void;
}

/** Why a body is no `multipart/form-data`. */
export type SplitFault = 'malformed' | 'broken-off';

const LONGEST_HEAD = 16_384;
const HEAD_END = Buffer.from('\r\n\r\n');
const NOTHING = Buffer.alloc(0);

type Place = 'before' | 'head' | 'content' | 'after';

/**
 * Cuts `multipart/form-data` (RFC 2046, 5.1; RFC 7578) into its parts while it arrives, piece by piece, and copies no
 * content. What stands before the first and after the last boundary is passed over.
 */
export class PartSplitter {
  private readonly delimiter: Buffer;
  private readonly sink: PartSink;
  private place: Place = 'before';
  private rest: Buffer = NOTHING;
  private isFirst = true;
  /** So many bytes of what comes next end the head: they may begin a boundary, where the part is empty, but are no content. */
  private lead = 0;

  constructor(boundary: string, sink: PartSink) {
    this.delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
    this.sink = sink;
  }

  /** Takes the next piece. @returns the fault that ends it, or null. */
  write(piece: Buffer): SplitFault | null {
    if (this.place === 'after') return null;
    let bytes = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    if (this.isFirst) {
      // The first boundary stands at the beginning of a line as all others do, but no line stands before it.
      bytes = Buffer.concat([this.delimiter.subarray(0, 2), bytes]);
      this.isFirst = false;
    }
    return this.cut(bytes);
  }

  /** Nothing more comes. @returns `broken-off` where the last boundary is missing. */
  end(): SplitFault | null {
    return this.place === 'after' ? null : 'broken-off';
  }

  private cut(bytes: Buffer): SplitFault | null {
    let from = 0;
    while (this.place !== 'after') {
      const next = this.place === 'head' ? this.cutHead(bytes, from) : this.cutContent(bytes, from);
      if (next === 'malformed') return next;
      if (next.isWaiting) {
        this.rest = bytes.subarray(next.from);
        return null;
      }
      from = next.from;
    }
    this.rest = NOTHING;
    return null;
  }

  private cutHead(bytes: Buffer, from: number): Step {
    const end = bytes.indexOf(HEAD_END, from);
    if (end === -1 && bytes.length - from <= LONGEST_HEAD) return { from, isWaiting: true };
    if (end === -1 || end - from > LONGEST_HEAD) return 'malformed';
    const head = parsePartHead(bytes.toString('latin1', from, end));
    if (head === null) return 'malformed';
    this.place = 'content';
    this.lead = 2;
    this.sink.begin(head);
    return { from: end + HEAD_END.length - this.lead, isWaiting: false };
  }

  private cutContent(bytes: Buffer, from: number): Step {
    const found = bytes.indexOf(this.delimiter, from);
    const end = found === -1 ? Math.max(from, bytes.length - this.delimiter.length + 1) : found;
    const start = from + this.lead;
    if (this.place === 'content' && end > start) this.sink.bytes(bytes.subarray(start, end));
    this.lead = found === -1 ? Math.max(0, start - end) : 0;
    const after = end + this.delimiter.length;
    if (found === -1 || bytes.length < after + 2) return { from: end, isWaiting: true };
    const [one, two] = [bytes[after], bytes[after + 1]];
    const isLast = one === DASH && two === DASH;
    if (!isLast && !(one === CR && two === LF)) return 'malformed';
    if (this.place === 'content') this.sink.end();
    this.place = isLast ? 'after' : 'head';
    return { from: after, isWaiting: false };
  }
}

type Step = 'malformed' | { readonly from: number; readonly isWaiting: boolean };

const [DASH, CR, LF] = [0x2d, 0x0d, 0x0a];
