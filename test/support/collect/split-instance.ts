import { randomUUID } from 'node:crypto';

/** A filled form, as it lies in the telephone. */
export interface FilledInstance {
  readonly fileName: string;
  readonly xml: string;
  readonly files: readonly InstanceFile[];
}

export interface InstanceFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** Files of one request; `isIncomplete`: others follow. */
export interface Chunk {
  readonly files: readonly InstanceFile[];
  readonly isIncomplete: boolean;
}

const MOST_FILES = 100;

/**
 * Cuts the files of a filled form into requests: the next begins when another file would go beyond the limit, or after 101
 * files. There is one at least; a single file that is larger than the limit is sent all the same.
 */
export function splitInstance({ xml, files }: FilledInstance, limitBytes: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let at = 0;
  do {
    const begin = at;
    let bytes = Buffer.byteLength(xml);
    let isIncomplete = false;
    for (; at < files.length && !isIncomplete; at += 1) {
      bytes += files[at]?.content.length ?? 0;
      const next = files[at + 1];
      isIncomplete = next !== undefined && (at - begin + 1 > MOST_FILES || bytes + next.content.length > limitBytes);
    }
    chunks.push({ files: files.slice(begin, at), isIncomplete });
  } while (at < files.length);
  return chunks;
}

/** The body of one request, in the order and with the heads of the library that the telephone has. */
export function writeMultipart(
  { fileName, xml }: FilledInstance,
  { files, isIncomplete }: Chunk,
): { readonly type: string; readonly body: Buffer } {
  const boundary = randomUUID();
  const pieces: Buffer[] = [];
  const add = (disposition: string, type: string | null, content: Buffer) => {
    const typed = type === null ? '' : `Content-Type: ${type}\r\n`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${typed}Content-Length: ${content.length}\r\n\r\n`;
    pieces.push(Buffer.from(head), content, Buffer.from('\r\n'));
  };
  const named = (name: string, file: string) => `name=${quote(name)}; filename=${quote(file)}`;
  add(named('xml_submission_file', fileName), 'text/xml', Buffer.from(xml));
  for (const { name, type, content } of files) add(named(name, name), type, content);
  if (isIncomplete) add('name="*isIncomplete*"', null, Buffer.from('yes'));
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(pieces) };
}

function quote(text: string): string {
  return `"${text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22')}"`;
}
