import type { z } from 'zod';
import type { Fault } from '../../kernel/issue.ts';
import { findForbiddenCharacter } from '../../kernel/text.ts';
import { Problem, type ProblemIssue } from './problem.ts';

const DEEPEST = 64;
/** So many issues are listed; a hostile body could have a hundred thousand. */
const MOST_ISSUES = 100;

/** How slowly a body may come. */
export interface Pace {
  /** So long it may take whatever comes, in milliseconds. */
  readonly patienceMs: number;
  /** What has to come in a second after that, on the whole. */
  readonly bytesPerSecond: number;
}

/** Slower than any line that telephones have; faster than whoever only wants to hold connections. */
const SLOWEST: Pace = { patienceMs: 30_000, bytesPerSecond: 500 };

/** The pieces of a body. @throws Problem `broken-off` where they come too slowly, or the connection breaks. */
export async function* pacedBody(
  body: ReadableStream<Uint8Array> | null,
  pace: Pace = SLOWEST,
): AsyncGenerator<Uint8Array, void> {
  if (body === null) return;
  const reader = body.getReader();
  const clock = startClock(pace);
  try {
    for (;;) {
      const next = await Promise.race([reader.read(), clock.tooSlow]);
      if (next.done === true) return;
      clock.add(next.value.byteLength);
      yield next.value;
    }
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('broken-off');
  } finally {
    clock.stop();
    // Not waited for: a connection that is dead gives no sign.
    reader.cancel().catch(() => {});
  }
}

function startClock({ patienceMs, bytesPerSecond }: Pace) {
  let allowedMs = patienceMs;
  let timer: NodeJS.Timeout;
  const startedAt = performance.now();
  const tooSlow = new Promise<never>((_, reject) => {
    const look = () => {
      const leftMs = startedAt + allowedMs - performance.now();
      if (leftMs <= 0) reject(new Problem('broken-off'));
      else timer = setTimeout(look, leftMs);
    };
    look();
  });
  // Whoever has read everything listens no more.
  tooSlow.catch(() => {});
  const add = (bytes: number) => {
    allowedMs += (bytes / bytesPerSecond) * 1_000;
  };
  return { tooSlow, add, stop: () => clearTimeout(timer) };
}

/**
 * The bytes of a body, counted while they arrive.
 *
 * @throws Problem `too-large` with `limitBytes`, as soon as one byte too many has come or was announced; `broken-off`.
 */
export async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array> {
  const tooLarge = new Problem('too-large', { limitBytes });
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of pacedBody(request.body)) {
    size += chunk.byteLength;
    if (size > limitBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The JSON that a request carries.
 *
 * @param mostValues how many values and names it may hold: 50,000 where not given.
 * @throws Problem `unsupported-media`, `too-large`, or `malformed`: no JSON, no UTF-8, a character that is no text
 * (U+0000, half of a surrogate pair), or deeper than 64 levels.
 */
export async function readJson(
  request: Request,
  limitBytes: number,
  mostValues: number = MOST_VALUES,
): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Problem('unsupported-media', { wanted: 'application/json' });
  return parseJson(await readBytes(request, limitBytes), mostValues);
}

/** Values and names that JSON may hold: more of them, however few bytes they take, cost seconds and hundreds of megabytes. */
const MOST_VALUES = 50_000;

/**
 * Looks over JSON before anything is made of it, in milliseconds; whether it is JSON is found by who reads it.
 *
 * @throws Problem `too-large` with `limit` where it holds too many values, `malformed` where it is too deep.
 */
export function requireFewValues(json: Uint8Array, most: number = MOST_VALUES): void {
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
  let [values, depth] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfText(bytes, at);
    else if (byte === OBJECT || byte === LIST) depth += 1;
    else if (byte === OBJECT_END || byte === LIST_END) depth -= 1;
    if (byte === OBJECT || byte === LIST || byte === COMMA) values += 1;
    if (depth > DEEPEST) throw new Problem('malformed', { limit: DEEPEST });
    if (values > most) throw new Problem('too-large', { limit: most });
  }
}

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [LIST, LIST_END, OBJECT, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where the text ends that begins at `start`: at a quote with an even number of backslashes before it. */
function endOfText(bytes: Buffer, start: number): number {
  for (let end = bytes.indexOf(QUOTE, start + 1); end !== -1; end = bytes.indexOf(QUOTE, end + 1)) {
    let before = end - 1;
    while (bytes[before] === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return bytes.length;
}

function parseJson(bytes: Uint8Array, mostValues: number): unknown {
  requireFewValues(bytes, mostValues);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem('malformed');
  }
  requireText(value);
  return value;
}

/** @throws Problem `malformed` where a text within `value`, at any depth, holds what may not be stored. */
export function requireText(value: unknown): void {
  const rest: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { value: found, depth } = next;
    if (depth > DEEPEST) throw new Problem('malformed', { limit: DEEPEST });
    if (typeof found === 'string') requireNoForbiddenCharacter(found);
    if (typeof found !== 'object' || found === null) continue;
    for (const [name, inner] of Object.entries(found)) {
      requireNoForbiddenCharacter(name);
      rest.push({ value: inner, depth: depth + 1 });
    }
  }
}

function requireNoForbiddenCharacter(text: string): void {
  const forbidden = findForbiddenCharacter(text);
  if (forbidden !== null) throw new Problem('malformed', { found: forbidden });
}

/** @throws Problem `invalid-input` that names every part of `value` which `schema` does not take. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new Problem('invalid-input', {}, parsed.error.issues.slice(0, MOST_ISSUES).map(issueOf));
}

function issueOf(issue: z.core.$ZodIssue): ProblemIssue {
  const column = issue.path.map(String).join('.');
  return { ...faultOf(issue, column), severity: 'error', column: column === '' ? null : column };
}

function faultOf(issue: z.core.$ZodIssue, column: string): ProblemIssue {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { code: 'required', parameters: { column } }
        : { code: 'invalid-type', parameters: { wanted: issue.expected } };
    case 'too_small':
      return {
        code: issue.origin === 'string' ? 'too-short' : 'too-small',
        parameters: { wanted: Number(issue.minimum) },
      };
    case 'too_big':
      return {
        code: issue.origin === 'string' ? 'too-long' : 'too-large',
        parameters: { wanted: Number(issue.maximum) },
      };
    case 'invalid_value':
      return { code: 'choice', parameters: { wanted: issue.values.map(String).join(', ') } };
    case 'unrecognized_keys':
      return { code: 'unknown-column', parameters: { found: issue.keys.join(', ') } };
    case 'custom':
      return faultOfRule(issue.params);
    default:
      return { code: 'invalid-form', parameters: {} };
  }
}

/** A rule of our own says itself what is wrong: `context.addIssue({ code: 'custom', params: { fault } })`. */
function faultOfRule(parameters: Record<string, unknown> | undefined): Fault {
  return (parameters as { fault?: Fault } | undefined)?.fault ?? { code: 'invalid-form', parameters: {} };
}
