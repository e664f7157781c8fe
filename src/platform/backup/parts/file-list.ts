import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { Refusal } from '../../db/refusal.ts';
import type { Part } from '../manifest.ts';

/** A file of the data folder, and the object that holds it. */
export interface ListedFile {
  /** Path below the data folder, with `/`. */
  readonly path: string;
  readonly part: Part;
}

/** A file in the list of files of a backup: path, bytes, SHA-256, and of the object: path, bytes, SHA-256, with tabs between. */
export function formatListedFile({ path, part }: ListedFile): string {
  const { content } = part;
  return `${[path, content.bytes, content.sha256, part.path, part.bytes, part.sha256].join('\t')}\n`;
}

/** Reads such a list line by line. @throws Refusal where a line is something else. */
export async function* readFileList(content: AsyncIterable<Uint8Array>): AsyncGenerator<ListedFile> {
  let number = 0;
  for await (const line of createInterface({ input: Readable.from(content), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const found = LINE.exec(line);
    if (found === null) throw new Refusal(`Read the list of files: line ${number} is damaged.`);
    const [, path = '', length, plain = '', object = '', bytes, sha256 = ''] = found;
    const part = { path: object, bytes: Number(bytes), sha256, content: { bytes: Number(length), sha256: plain } };
    yield { path, part };
  }
}

/** Files of reports, and tiles of logs: nothing else is put back, and nothing outside of the data folder. */
const FILE = 'files/content/[0-9a-f]{2}/[0-9a-f]{64}';
const TILE = String.raw`log/[a-z0-9-]+/tile/(?:entries|\d{1,2})/(?:x\d{3}/)*\d{3}(?:\.p/\d{1,3})?`;
const OBJECT = String.raw`objects/[0-9a-f]{2}/[0-9a-f]{40}\.age`;
const LINE = new RegExp(`^(${FILE}|${TILE})\t(\\d+)\t([0-9a-f]{64})\t(${OBJECT})\t(\\d+)\t([0-9a-f]{64})$`);
