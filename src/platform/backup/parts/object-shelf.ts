import { createHmac } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from '../manifest.ts';
import { findPartFault } from './read-part.ts';
import { type Shelf, tryPart } from './write-part.ts';

/** What the server remembers of a folder of backups, since it cannot open what lies there. */
export interface Memory {
  /** Lists of the objects that this server wrote into that folder for these recipients. */
  readonly folder: string;
  /** What the names of objects are made with: without it they tell nobody which contents are there. */
  readonly nameKey: Buffer;
}

/** How a content came to be in the backup. */
export interface KeptObject {
  readonly part: Part;
  /** Whether it was written just now. */
  readonly isNew: boolean;
  /** What was wrong with the object that lay there, which was written anew; null: nothing that was seen. */
  readonly mended: string | null;
}

/** Whether an object of this name is read and compared with its hash, though it is known and has its size. */
export type Chosen = (path: string) => boolean;

/**
 * Contents that several backups share: each is written once, under a name that follows from its hash. What was written is
 * noted after it lies there whole, so that a backup that was broken off goes on where it was.
 */
export class ObjectShelf {
  private readonly shelf: Shelf;
  private readonly memory: Memory;
  private readonly isChosen: Chosen;
  private readonly listPath: string;
  private readonly known: Map<string, Part>;

  /** @param list which list the contents stand in: so many of them are held in memory as one list has. */
  constructor(shelf: Shelf, memory: Memory, { list, isChosen }: { readonly list: string; readonly isChosen: Chosen }) {
    this.shelf = shelf;
    this.memory = memory;
    this.isChosen = isChosen;
    mkdirSync(memory.folder, { recursive: true, mode: 0o700 });
    this.listPath = join(memory.folder, `${list}.list`);
    this.known = readList(this.listPath);
  }

  /** Keeps a content that has this hash; null where what `read` gives has another. */
  async keep(sha256: string, read: () => AsyncIterable<Uint8Array>): Promise<KeptObject | null> {
    const known = this.known.get(sha256);
    const fault = known === undefined ? null : await this.findFault(known);
    if (known !== undefined && fault === null) return { part: known, isNew: false, mended: null };
    const accept = (content: Part['content']) => content.sha256 === sha256;
    const part = await tryPart(this.shelf, read(), { path: this.pathOf(sha256), isCompressed: false, accept });
    if (part === null) return null;
    appendFileSync(this.listPath, formatLine(part), { mode: 0o600 });
    this.known.set(sha256, part);
    return { part, isNew: true, mended: fault };
  }

  /** What is wrong with an object that should lie there; null: nothing, as far as was looked. */
  private async findFault(part: Part): Promise<string | null> {
    const { folder } = this.shelf;
    if (this.isChosen(part.path)) {
      // What cannot be read is as good as altered.
      return await findPartFault(folder, part).catch((error: Error) => `it cannot be read (${error.message})`);
    }
    const found = await stat(join(folder, part.path)).catch(() => null);
    if (found === null) return 'it is missing';
    return found.size === part.bytes ? null : `it is another: ${found.size} bytes, wanted ${part.bytes}`;
  }

  private pathOf(sha256: string): string {
    const mac = createHmac('sha256', this.memory.nameKey).update(this.shelf.recipients.join(' ')).update(sha256);
    const name = mac.digest('hex').slice(0, 40);
    return `objects/${name.slice(0, 2)}/${name}.age`;
  }
}

function formatLine({ path, bytes, sha256, content }: Part): string {
  return `${content.sha256} ${content.bytes} ${path} ${bytes} ${sha256}\n`;
}

/** Lines that were cut off when a program ended are passed over: what they told of is written again. */
function readList(path: string): Map<string, Part> {
  const known = new Map<string, Part>();
  if (!existsSync(path)) return known;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const found = /^([0-9a-f]{64}) (\d+) (\S+) (\d+) ([0-9a-f]{64})$/.exec(line);
    if (found === null) continue;
    const [, plain = '', length, place = '', bytes, sha256 = ''] = found;
    const content = { bytes: Number(length), sha256: plain };
    known.set(plain, { path: place, bytes: Number(bytes), sha256, content });
  }
  return known;
}
