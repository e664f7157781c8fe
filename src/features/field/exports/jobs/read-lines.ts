import { createReadStream } from 'node:fs';

/** Lines of a text file from a byte on, each with the byte after its end. */
export async function* readLines(
  path: string,
  start: number,
): AsyncGenerator<{ readonly line: string; readonly end: number }> {
  let [rest, at] = [Buffer.alloc(0), start];
  for await (const piece of createReadStream(path, { start })) {
    rest = Buffer.concat([rest, piece as Buffer]);
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      at += end + 1;
      yield { line: rest.toString('utf8', 0, end), end: at };
      rest = rest.subarray(end + 1);
    }
  }
}
