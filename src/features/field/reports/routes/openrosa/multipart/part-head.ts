/** What stands above the content of a part of `multipart/form-data` (RFC 7578). */
export interface PartHead {
  readonly name: string;
  /** A text and never a path; null: the part is no file. */
  readonly filename: string | null;
  readonly contentType: string;
}

/** A line of a head; a boundary that stands among them is none (RFC 5322, 2.2). */
const FIELD = /^[!-9;-~]+[ \t]*:/;
const DISPOSITION = /^content-disposition:(.*)$/im;
const FORM_DATA = /^[ \t]*form-data[ \t]*(;.*)$/i;
const CONTENT_TYPE = /^content-type:(.*)$/im;
const PARAMETER = /;[ \t]*([!#$%&'*+.^_`|~0-9a-z-]+)=(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~0-9a-z-]+))[ \t]*/iy;
const IS_ASCII = /^[ -~]*$/;
const LONGEST_TYPE = 200;
const PLAIN = { file: 'application/octet-stream', field: 'text/plain' } as const;

/**
 * The head of a part, from its lines with a character for each byte; null where it names neither field nor file, or is not
 * written as a head is.
 */
export function parsePartHead(lines: string): PartHead | null {
  const text = lines.replace(/\r\n[ \t]+/g, ' ').replaceAll('\r\n', '\n');
  if (!text.split('\n').every((line) => line === '' || FIELD.test(line))) return null;
  const parameters = parseParameters(FORM_DATA.exec(DISPOSITION.exec(text)?.[1] ?? '')?.[1] ?? '');
  if (parameters === null) return null;
  const filename = decodeExtended(parameters.get('filename*')) ?? parameters.get('filename') ?? null;
  const given = parameters.get('name') ?? null;
  // A file without a name of its part goes by its own; an empty name is none.
  const name = given === '' && filename !== null ? filename : (given ?? filename);
  if (name === null) return null;
  const type = (CONTENT_TYPE.exec(text)?.[1] ?? '').trim();
  const contentType = type === '' || type.length > LONGEST_TYPE ? PLAIN[filename === null ? 'field' : 'file'] : type;
  return { name, filename, contentType };
}

function parseParameters(text: string): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  PARAMETER.lastIndex = 0;
  while (PARAMETER.lastIndex < text.length) {
    const match = PARAMETER.exec(text);
    if (match === null) return null;
    const [, name = '', quoted, plain = ''] = match;
    const value = quoted === undefined ? plain : quoted.replace(/\\(["\\])/g, '$1');
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, utf8(value));
  }
  return found;
}

/** `UTF-8''Sel%C9%99m.jpg` (RFC 8187), as some programs write names that are not ASCII. */
function decodeExtended(value: string | undefined): string | null {
  const [, encoded] = /^utf-8'[^']*'(.*)$/i.exec(value ?? '') ?? [];
  if (encoded === undefined || /%(?![0-9a-f]{2})/i.test(encoded)) return null;
  return Buffer.from(
    encoded.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}

function utf8(bytes: string): string {
  return IS_ASCII.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

const BOUNDARY = /;[ \t]*boundary=(?:"([^"\r\n]{1,250})"|([^\s";,]{1,250}))/i;

/** The boundary that a content type of `multipart/form-data` names, or null. */
export function boundaryOf(contentType: string): string | null {
  if (!/^multipart\/form-data[ \t]*;/i.test(contentType)) return null;
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
  return quoted ?? plain ?? null;
}
