import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import busboy from 'busboy';
import { findForbiddenCharacter, normalizeText } from '../../kernel/text.ts';
import { Problem } from './problem.ts';

/** What an upload may hold at most. */
export interface UploadLimits {
  readonly files: number;
  readonly fileBytes: number;
  readonly totalBytes: number;
}

/** A file as it was sent; `path` as the browser names it, in NFC, with folders where a folder was dropped. */
export interface UploadedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a `multipart/form-data` request carries. */
export interface Upload {
  readonly files: readonly UploadedFile[];
  readonly fields: Readonly<Record<string, string>>;
}

const FIELD_BYTES = 10_000;
const FIELDS = 20;

/**
 * Reads `multipart/form-data` while it arrives and holds at most `limits.totalBytes`.
 *
 * @throws Problem `too-large` (with `limit` files, or `limitBytes`) as soon as a limit is passed, `unsupported-media`,
 * `broken-off`, or `malformed`.
 */
export async function readUpload(request: Request, limits: UploadLimits): Promise<Upload> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.toLowerCase().startsWith('multipart/form-data') || request.body === null) {
    throw new Problem('unsupported-media', { wanted: 'multipart/form-data' });
  }
  const collected = new Collected(limits);
  const parser = makeParser(type, limits);
  const source = Readable.fromWeb(request.body as NodeReadableStream);
  return new Promise((resolve, reject) => {
    const refuse = (reason: unknown) => {
      source.unpipe(parser);
      source.destroy();
      reject(reason instanceof Problem ? reason : new Problem('broken-off'));
    };
    collected.listen(parser, refuse);
    source.on('error', refuse);
    parser.on('close', () => resolve(collected.upload()));
    source.pipe(parser);
  });
}

function makeParser(type: string, limits: UploadLimits): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': type },
      preservePath: true,
      defParamCharset: 'utf8',
      limits: {
        files: limits.files,
        fileSize: limits.fileBytes,
        fields: FIELDS,
        fieldSize: FIELD_BYTES,
        parts: limits.files + FIELDS,
      },
    });
  } catch {
    throw new Problem('malformed');
  }
}

type Refuse = (reason: unknown) => void;

/** What has come so far. */
class Collected {
  private readonly limits: UploadLimits;
  private readonly files: { path: string; chunks: Uint8Array[] }[] = [];
  private readonly fields: Record<string, string> = {};
  private size = 0;

  constructor(limits: UploadLimits) {
    this.limits = limits;
  }

  listen(parser: busboy.Busboy, refuse: Refuse): void {
    parser.on('file', (_field, stream, { filename }) => this.collect(stream, filename ?? '', refuse));
    parser.on('field', (name, value, { valueTruncated }) => {
      const fault = valueTruncated ? new Problem('too-large', { limitBytes: FIELD_BYTES }) : this.set(name, value);
      if (fault !== null) refuse(fault);
    });
    parser.on('filesLimit', () => refuse(new Problem('too-large', { limit: this.limits.files })));
    parser.on('fieldsLimit', () => refuse(new Problem('too-large', { limit: FIELDS })));
    parser.on('partsLimit', () => refuse(new Problem('too-large', { limit: this.limits.files + FIELDS })));
    parser.on('error', refuse);
  }

  upload(): Upload {
    const files = this.files.map(({ path, chunks }) => ({ path, bytes: Buffer.concat(chunks) }));
    return { files, fields: this.fields };
  }

  private collect(stream: Readable, filename: string, refuse: Refuse): void {
    const path = normalizeText(filename);
    if (path === '' || findForbiddenCharacter(path) !== null) refuse(new Problem('malformed'));
    const file = { path, chunks: [] as Uint8Array[] };
    this.files.push(file);
    stream.on('data', (chunk: Uint8Array) => {
      this.size += chunk.byteLength;
      if (this.size > this.limits.totalBytes) refuse(new Problem('too-large', { limitBytes: this.limits.totalBytes }));
      else file.chunks.push(chunk);
    });
    stream.on('limit', () => refuse(new Problem('too-large', { limitBytes: this.limits.fileBytes, file: path })));
    stream.on('error', refuse);
  }

  private set(name: string, value: string): Problem | null {
    if (findForbiddenCharacter(name + value) !== null) return new Problem('malformed');
    Object.defineProperty(this.fields, name, { value, enumerable: true, configurable: true });
    return null;
  }
}
