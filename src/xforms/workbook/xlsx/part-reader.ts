import { createUtf8Decoder } from '../../../kernel/bytes/utf8.ts';
import type { XmlLimits } from '../../xml/limits.ts';
import { parseXml } from '../../xml/parse.ts';
import { PlainScanner } from '../../xml/plain-scan.ts';
import { createXmlScanner, type XmlHandlers } from '../../xml/scan.ts';
import type { XmlElement } from '../../xml/tree.ts';
import { type Archive, tooLarge } from '../archive.ts';
import { WORKBOOK_LIMITS } from '../limits.ts';
import { WorkbookStop, workbookFault } from '../workbook-fault.ts';
import { Allowance } from './allowance.ts';

/** What the allowance does not count. */
const LIMITS: XmlLimits = {
  depth: 60,
  elements: Number.MAX_SAFE_INTEGER,
  attributes: 100,
  text: 1_000_000,
  name: 200,
  size: WORKBOOK_LIMITS.unpacked,
};

/** A part that is read as a whole: two of them may be as large as what is read slowly in all. */
const SMALL: XmlLimits = { ...LIMITS, elements: 200_000, size: WORKBOOK_LIMITS.slow / 2 };

/** Bytes that are handed over at once, however much a few packed bytes give. */
const PIECE = 65_536;

/** What hears of a part; `allowance` is told of every element and of every text that is kept. */
export type PartHandlers = (allowance: Allowance) => XmlHandlers;

/** Reads the parts of one workbook within what its limits leave. */
export class PartReader {
  private readonly archive: Archive;
  private readonly allowance = new Allowance();

  constructor(archive: Archive) {
    this.archive = archive;
  }

  has(path: string): boolean {
    return this.archive.has(path);
  }

  /** A small part as a whole. @throws WorkbookStop at the first fault of the XML. */
  tree(path: string): XmlElement {
    const pieces: Uint8Array[] = [];
    let size = 0;
    this.archive.unpack(path, (piece) => {
      size += piece.length;
      if (size > SMALL.size) throw tooLarge(SMALL.size);
      pieces.push(piece.slice());
      return true;
    });
    this.allowance.takeSlow(size);
    const root = parseXml(joined(pieces, size), SMALL);
    if (!root.ok) throw new WorkbookStop([workbookFault(root.error.code, root.error.parameters, { sheet: path })]);
    return root.value;
  }

  /**
   * Reads a part while it is unpacked; `place` names it in faults. `begin` gives the handlers, and gives new ones where the part
   * turns out not to be plain and is read once more from its beginning.
   *
   * @throws WorkbookStop at the first fault of the XML, and beyond the limits.
   */
  scan(part: { path: string; place: string }, begin: PartHandlers): void {
    this.allowance.begin(part.place);
    const plain = new PlainScanner(begin(this.allowance), LIMITS);
    const isPlain = this.eachText(part.path, (text) => {
      if (text === null) return false;
      this.allowance.unpack(text);
      return plain.write(text);
    });
    if (isPlain && plain.end()) return;
    this.allowance.again();
    this.scanSlowly(part, begin);
  }

  private scanSlowly(part: { path: string; place: string }, begin: PartHandlers): void {
    const scanner = createXmlScanner(begin(this.allowance), LIMITS);
    this.eachText(part.path, (text, isLast) => {
      if (text === null) throw new WorkbookStop([workbookFault('workbook-broken', { part: part.place })]);
      this.allowance.unpack(text);
      const fault = scanner.write(text) ?? (isLast ? scanner.end() : null);
      if (fault !== null) throw new WorkbookStop([workbookFault(fault.code, fault.parameters, { sheet: part.place })]);
      return true;
    });
  }

  /** Hands the text of a part over; null: it is no UTF-8. @returns whether all of it was taken. */
  private eachText(path: string, take: (text: string | null, isLast: boolean) => boolean): boolean {
    const decoder = createUtf8Decoder();
    const isTaken = this.archive.unpack(path, (piece) => {
      for (let at = 0; at < piece.length; at += PIECE) {
        if (!take(decoder.write(piece.subarray(at, at + PIECE), false), false)) return false;
      }
      return true;
    });
    return isTaken && take(decoder.write(new Uint8Array(0), true), true);
  }
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
