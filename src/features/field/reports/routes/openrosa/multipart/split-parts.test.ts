import busboy from 'busboy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundaryOf, type PartHead, parsePartHead } from './part-head.ts';
import { PartSplitter, type SplitFault } from './split-parts.ts';

interface ReadPart {
  readonly name: string;
  readonly filename: string | null;
  readonly content: string;
}

interface ReadBody {
  readonly parts: readonly ReadPart[];
  readonly fault: SplitFault | null;
}

/** What we read, given in pieces of these lengths, again and again. */
function split(body: Buffer, boundary: string, lengths: readonly number[]): ReadBody {
  const parts: { head: PartHead; pieces: Buffer[]; isWhole: boolean }[] = [];
  const splitter = new PartSplitter(boundary, {
    begin: (head) => void parts.push({ head, pieces: [], isWhole: false }),
    bytes: (piece) => void parts.at(-1)?.pieces.push(Buffer.from(piece)),
    end: () => Object.assign(parts.at(-1) ?? {}, { isWhole: true }),
  });
  let fault: SplitFault | null = null;
  for (let at = 0, turn = 0; at < body.length && fault === null; turn += 1) {
    const length = lengths[turn % lengths.length] ?? body.length;
    fault = splitter.write(body.subarray(at, at + length));
    at += length;
  }
  const whole = parts.filter(({ isWhole }) => isWhole);
  const read = whole.map(({ head, pieces }) => ({
    name: head.name,
    filename: head.filename,
    content: Buffer.concat(pieces).toString('latin1'),
  }));
  return { parts: read, fault: fault ?? splitter.end() };
}

/** What busboy reads; null: it has a fault. */
function readWithBusboy(body: Buffer, boundary: string): Promise<readonly ReadPart[] | null> {
  return new Promise((resolve) => {
    const parts: { name: string; filename: string | null; content: string }[] = [];
    const parser = busboy({
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      preservePath: true,
      defParamCharset: 'utf8',
      defCharset: 'latin1',
    });
    parser.on('file', (name, stream, { filename }) => {
      // A file without a name of its part goes by its own.
      const part = { name: name ?? filename, filename: filename ?? null, content: '' };
      parts.push(part);
      stream.on('data', (piece: Buffer) => {
        part.content += piece.toString('latin1');
      });
      stream.on('error', () => resolve(null));
    });
    parser.on('field', (name, content) => parts.push({ name: name ?? '', filename: null, content }));
    parser.on('error', () => resolve(null));
    parser.on('close', () => resolve(parts));
    parser.end(body);
  });
}

const BOUNDARY = '-bnd';
/** Contents full of what looks like a boundary. */
const content = fc
  .array(
    fc.constantFrom('\r', '\n', '-', '\r\n', '\r\n-', '\r\n--', '\r\n---bn', '--', 'x', '\u0000', '\u00ff', BOUNDARY),
    {
      maxLength: 12,
    },
  )
  .map((pieces) => `\r\n${pieces.join('')}`.replaceAll(`\r\n--${BOUNDARY}`, '').replace(/^\r\n/, ''))
  .filter((text) => !text.includes(`--${BOUNDARY}`));
const name = fc.stringMatching(/^[a-zA-Z0-9 .*_Şəğ()-]{1,12}$/);
const part = fc.record({ name, filename: fc.option(name), content });
const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

function write(parts: readonly ReadPart[]): Buffer {
  const pieces = parts.flatMap((one) => {
    const file = one.filename === null ? '' : `; filename="${one.filename}"\r\nContent-Type: image/jpeg`;
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${one.name}"${file}\r\n\r\n`;
    return [Buffer.from(head), Buffer.from(one.content, 'latin1'), Buffer.from('\r\n')];
  });
  return Buffer.concat([...pieces, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

/** What follows the last boundary is nothing (RFC 2046, 5.1.1); busboy reads on where it came in one piece. */
function withoutEnd(body: Buffer): Buffer {
  const last = `--${BOUNDARY}--`;
  const at = body.indexOf(last) === 0 ? 0 : body.indexOf(`\r\n${last}`);
  return at === -1 ? body : body.subarray(0, at + last.length + 2);
}

describe('multipart/form-data', () => {
  test('is read as busboy reads it, however it is cut (10,000 bodies)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), lengths, async (parts, cut) => {
        const body = write(parts);
        const ours = split(body, BOUNDARY, cut);
        expect(ours).toEqual({ parts, fault: null });
        expect(ours.parts).toEqual(await readWithBusboy(body, BOUNDARY));
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  test('that is damaged is refused, or read as busboy reads it (10,000 bodies)', async () => {
    const damage = fc.record({ at: fc.nat(400), drop: fc.nat(30), add: content });
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 3 }), damage, lengths, async (parts, harm, cut) => {
        const whole = write(parts);
        const at = Math.min(harm.at, whole.length);
        const rest = whole.subarray(at + harm.drop);
        const body = Buffer.concat([whole.subarray(0, at), Buffer.from(harm.add, 'latin1'), rest]);
        const ours = split(body, BOUNDARY, cut);
        expect(split(body, BOUNDARY, [body.length])).toEqual(ours);
        // Where busboy passes over a part whose head says no name, or never comes to an end, we refuse: nothing is dropped
        // in silence.
        if (ours.fault !== null) return;
        // A boundary right after a head means an empty part (RFC 2046, 5.1.1); busboy takes it for content.
        if (/:[^\r\n]*\r\n\r\n---bnd/.test(body.toString('latin1'))) return;
        // A line may go on in the next one (RFC 5322, 2.2.3); busboy passes over one whose value begins there.
        if (/:\r\n[ \t]/.test(body.toString('latin1'))) return;
        const theirs = await readWithBusboy(withoutEnd(body), BOUNDARY);
        // busboy tells an empty filename as none.
        const told = ours.parts.map((each) => ({ ...each, filename: each.filename || null }));
        const isSame = JSON.stringify(theirs) === JSON.stringify(told);
        expect(theirs === null || isSame).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  test.each([
    ['nothing', '', 'broken-off'],
    ['no last boundary', `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n`, 'broken-off'],
    ['a part without head', `--${BOUNDARY}\r\n\r\nx\r\n--${BOUNDARY}--`, 'malformed'],
    ['a part without name', `--${BOUNDARY}\r\nContent-Type: text/xml\r\n\r\nx\r\n--${BOUNDARY}--`, 'malformed'],
    [
      'a boundary in a head',
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n--${BOUNDARY}\r\n\r\nx`,
      'malformed',
    ],
    ['a head without end', `--${BOUNDARY}\r\nContent-Disposition: ${'x'.repeat(20_000)}`, 'malformed'],
    ['something after a boundary', `--${BOUNDARY}x\r\n`, 'malformed'],
  ])('with %s has a fault', (_name, body, fault) => {
    expect(split(Buffer.from(body), BOUNDARY, [7]).fault).toBe(fault);
  });

  test('passes over what stands around it', () => {
    const body = Buffer.concat([Buffer.from('before\r\n'), write([]), Buffer.from('after')]);
    expect(split(body, BOUNDARY, [3])).toEqual({ parts: [], fault: null });
  });
});

describe('the head of a part', () => {
  test.each([
    ['Content-Disposition: form-data; name="a"; filename="b.jpg"', { name: 'a', filename: 'b.jpg' }],
    ['content-disposition:form-data;name=a;filename=b.jpg', { name: 'a', filename: 'b.jpg' }],
    ['Content-Disposition: form-data; name="a"', { name: 'a', filename: null }],
    [
      'Content-Disposition: form-data; name="a\\"b"; filename="C:\\x\\y.jpg"',
      { name: 'a"b', filename: 'C:\\x\\y.jpg' },
    ],
    ['Content-Disposition: form-data; name="a"; filename*=UTF-8\'\'%C5%9E.jpg', { name: 'a', filename: 'Ş.jpg' }],
    ['Content-Disposition: form-data;\r\n name="a"', { name: 'a', filename: null }],
    ['Content-Disposition: form-data; name=""; filename="b.jpg"', { name: 'b.jpg', filename: 'b.jpg' }],
  ])('is read: %s', (lines, wanted) => {
    expect(parsePartHead(lines)).toMatchObject(wanted);
  });

  test('takes time by its length alone', () => {
    for (const lines of [
      `Content-Type: a${' '.repeat(16_000)}b`,
      `Content-Disposition: form-data${'; a=""'.repeat(2_700)}`,
    ]) {
      expect(parsePartHead(lines)).toBeNull();
    }
  });

  test.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['Multipart/Form-Data; charset=utf-8; boundary="a b;c"', 'a b;c'],
    ['multipart/form-data', null],
    ['multipart/mixed; boundary=abc', null],
    ['application/xml', null],
  ])('names its boundary: %s', (type, boundary) => {
    expect(boundaryOf(type)).toBe(boundary);
  });
});
