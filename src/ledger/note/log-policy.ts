import { areSameBytes } from '../../kernel/bytes/compare.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { type NoteFault, refuseLine, refuseText } from './note-fault.ts';
import { type KeyKind, type NoteKey, parseNoteKey } from './note-key.ts';

/** Which witnesses have to have seen a checkpoint: none, a certain one, or `least` of several. */
export type Quorum =
  | { readonly kind: 'none' }
  | { readonly kind: 'witness'; readonly key: NoteKey }
  | { readonly kind: 'group'; readonly least: number; readonly members: readonly Quorum[] };

/** A witness as a policy names it. */
export interface PolicyWitness extends NoteKey {
  /** Where it takes `add-checkpoint`, as the file has it; absent: it does not say. */
  readonly url?: string;
}

/** Which logs are trusted, and which witnesses have to confirm what they state (C2SP tlog-policy). */
export interface LogPolicy {
  /** Keys of kind `ed25519`; the name of each is the origin of its log. */
  readonly logs: readonly NoteKey[];
  /** Keys of kind `cosignature`. */
  readonly witnesses: readonly PolicyWitness[];
  readonly quorum: Quorum;
}

const MOST_DEFINITIONS = 64;

/** Whether the witnesses that cosigned are enough. */
export function meetsQuorum(quorum: Quorum, cosigners: readonly NoteKey[]): boolean {
  if (quorum.kind === 'none') return true;
  if (quorum.kind === 'witness') return cosigners.includes(quorum.key);
  return quorum.members.filter((member) => meetsQuorum(member, cosigners)).length >= quorum.least;
}

/** Reads a policy file, strictly as C2SP tlog-policy says; at most 64 logs, and 64 witnesses and groups. */
export function parseLogPolicy(source: string): Result<LogPolicy, NoteFault> {
  const draft: Draft = { logs: [], witnesses: [], names: new Map(), members: new Set(), quorum: null };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(source))
    return refuseText('expected no control characters but tab and line feed');
  for (const [at, line] of source.split('\n').entries()) {
    const items = line.split(/[ \t]+/).filter((item) => item !== '');
    if (items.length === 0 || items[0]?.startsWith('#') === true) continue;
    const wanted = readLine(draft, items);
    if (wanted !== null) return refuseLine(at + 1, wanted, line);
  }
  const { logs, witnesses, quorum } = draft;
  return quorum === null ? refuseText('expected one line quorum, found none') : ok({ logs, witnesses, quorum });
}

interface Draft {
  readonly logs: NoteKey[];
  readonly witnesses: PolicyWitness[];
  /** Witnesses and groups by their names in the file. */
  readonly names: Map<string, Quorum>;
  /** Names that are in a group: no witness may count twice. */
  readonly members: Set<string>;
  quorum: Quorum | null;
}

/** Takes in one line; gives what was wanted where it is wrong. */
function readLine(draft: Draft, [word = '', ...items]: readonly string[]): string | null {
  if (word === 'log') return readLog(draft, items);
  if (word === 'witness') return readWitness(draft, items);
  if (word === 'group') return readGroup(draft, items);
  return word === 'quorum' ? readQuorum(draft, items) : 'log, witness, group or quorum';
}

function readLog(draft: Draft, [text, , ...rest]: readonly string[]): string | null {
  const key = readKey(text, 'ed25519', draft.logs);
  if (typeof key === 'string') return key;
  if (rest.length > 0 || draft.logs.length === MOST_DEFINITIONS) return `log key [url], at most ${MOST_DEFINITIONS}`;
  draft.logs.push(key);
  return null;
}

function readWitness(draft: Draft, [name, text, url, ...rest]: readonly string[]): string | null {
  const key = readKey(text, 'cosignature', draft.witnesses);
  if (typeof key === 'string') return key;
  if (rest.length > 0) return 'witness name key [url]';
  const witness: PolicyWitness = url === undefined ? key : { ...key, url };
  draft.witnesses.push(witness);
  return define(draft, name, { kind: 'witness', key: witness });
}

function readGroup(draft: Draft, [name, count = '', ...memberNames]: readonly string[]): string | null {
  const members: Quorum[] = [];
  for (const memberName of memberNames) {
    const member = draft.names.get(memberName);
    if (member === undefined) return `members that are defined above, and not ${memberName}`;
    if (draft.members.has(memberName)) return `every name in one group only, and not ${memberName} again`;
    draft.members.add(memberName);
    members.push(member);
  }
  const least = count === 'any' ? 1 : count === 'all' ? members.length : /^[1-9]\d?$/.test(count) ? Number(count) : 0;
  if (least < 1 || least > members.length) return 'group name all|any|k members, k from 1 to their number';
  return define(draft, name, { kind: 'group', least, members });
}

function readQuorum(draft: Draft, [name = '', ...rest]: readonly string[]): string | null {
  if (draft.quorum !== null) return 'one line quorum only';
  const quorum = name === 'none' ? ({ kind: 'none' } as const) : draft.names.get(name);
  if (quorum === undefined || rest.length > 0)
    return 'quorum none, or the name of a witness or group that is defined above';
  draft.quorum = quorum;
  return null;
}

function readKey(text: string | undefined, kind: KeyKind, others: readonly NoteKey[]): NoteKey | string {
  const parsed = parseNoteKey(text ?? '');
  if (!parsed.ok) return parsed.error.message.replace(/^expected /, '');
  if (parsed.value.kind !== kind) return `a key of kind ${kind === 'ed25519' ? 1 : 4}`;
  const isTwice = others.some((other) => areSameBytes(other.publicKey, parsed.value.publicKey));
  return isTwice ? 'a key that is not in the file already' : parsed.value;
}

function define(draft: Draft, name: string | undefined, quorum: Quorum): string | null {
  const isFree = name !== undefined && name !== 'none' && !draft.names.has(name);
  if (!isFree || draft.names.size === MOST_DEFINITIONS) return `a name that is not taken, at most ${MOST_DEFINITIONS}`;
  draft.names.set(name, quorum);
  return null;
}
