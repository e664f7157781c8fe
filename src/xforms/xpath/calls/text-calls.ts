import { type Call, entry, type FunctionTable, MANY } from '../call.ts';
import { decodeBase64 } from '../functions/base64.ts';
import { digest } from '../functions/digest.ts';
import { matches } from '../patterns/matches.ts';
import { joinTexts } from '../values/join-texts.ts';

const UUID_LENGTH = 36;
const LONGEST_RANDOM_TEXT = 10_000;

/** Functions of texts: XPath 1.0 section 4.2, ODK XForms "String Functions". */
export const TEXT_CALLS: FunctionTable = {
  string: entry(0, 1, (call) => textOrContext(call)),
  concat: entry(0, MANY, (call) => joinTexts(call.texts(0))),
  join: entry(1, MANY, (call) => joinTexts(call.texts(1), call.text(0))),
  substr: entry(2, 3, (call) => substr(call)),
  substring: entry(2, 3, (call) => substring(call)),
  'substring-before': entry(2, 2, (call) => before(call.text(0), call.text(1))),
  'substring-after': entry(2, 2, (call) => after(call.text(0), call.text(1))),
  translate: entry(3, 3, (call) => translate(call.text(0), call.text(1), call.text(2))),
  'string-length': entry(0, 1, (call) => [...textOrContext(call)].length),
  'normalize-space': entry(0, 1, (call) => normalizeSpace(textOrContext(call))),
  contains: entry(2, 2, (call) => call.text(0).includes(call.text(1))),
  'starts-with': entry(2, 2, (call) => call.text(0).startsWith(call.text(1))),
  'ends-with': entry(2, 2, (call) => call.text(0).endsWith(call.text(1))),
  uuid: entry(0, 1, (call) => uuid(call)),
  coalesce: entry(2, MANY, (call) => coalesce(call)),
  regex: entry(2, 2, (call) => matches(call.text(0), call.text(1))),
  digest: entry(2, 3, (call) => digest(call.text(0), call.text(1), call.count > 2 ? call.text(2) : 'base64') ?? ''),
  'base64-decode': entry(1, 1, (call) => decodeBase64(call.text(0))),
};

function textOrContext(call: Call): string {
  return call.count === 0 ? call.scope.node.text() : call.text(0);
}

function coalesce(call: Call): string {
  for (let at = 0; at < call.count; at += 1) {
    const text = call.text(at);
    if (text !== '') return text;
  }
  return '';
}

/** From a start that counts from 0 to before an end; negative ones count from the end of the text. */
function substr(call: Call): string {
  const characters = [...call.text(0)];
  const start = Math.trunc(call.number(1)) || 0;
  const end = call.count > 2 ? Math.trunc(call.number(2)) || 0 : characters.length;
  return characters.slice(start, end).join('');
}

/** XPath 1.0: positions count from 1 and are rounded. */
function substring(call: Call): string {
  const start = Math.round(call.number(1));
  const end = call.count > 2 ? start + Math.round(call.number(2)) : Number.POSITIVE_INFINITY;
  return [...call.text(0)].filter((_, at) => at + 1 >= start && at + 1 < end).join('');
}

function before(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? '' : text.slice(0, at);
}

function after(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? '' : text.slice(at + mark.length);
}

function translate(text: string, from: string, to: string): string {
  const targets = [...to];
  const changes = new Map<string, string>();
  for (const [at, source] of [...from].entries()) if (!changes.has(source)) changes.set(source, targets[at] ?? '');
  return joinTexts([...text].map((character) => changes.get(character) ?? character));
}

function normalizeSpace(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
}

function uuid(call: Call): string {
  const { environment } = call.scope.world;
  if (call.count === 0) return environment.uuid();
  const length = Math.min(Math.max(0, Math.trunc(call.number(0)) || 0), LONGEST_RANDOM_TEXT);
  const parts = Array.from({ length: Math.ceil(length / UUID_LENGTH) }, () => environment.uuid());
  return parts.join('').slice(0, length);
}
