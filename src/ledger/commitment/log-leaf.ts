import { isUuid } from '../../kernel/ids.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { canonicalBytes, type JsonValue, parseCanonicalJson } from './canonical-json.ts';

/** What a leaf tells of; see `LogLeaf` for which members each has. */
export type LeafType = keyof typeof MEMBERS;

/**
 * One event in the log of a mission. It holds commitments and what is listed here, and nothing else: what is written into
 * the log can never be taken out. Hashes are 64 hexadecimal digits.
 */
export interface LogLeaf {
  /** Of this schema. */
  readonly v: 1;
  readonly type: LeafType;
  /** The object that the event is of: a UUID of ours, never a text of others. */
  readonly id: string;
  /** From 1 on. */
  readonly version: number;
  /** When the server took it, in milliseconds since the epoch. */
  readonly time: number;
  /** The leaf hash of the version before. */
  readonly previous?: string;
  /** Commitment to bytes (`commitContent`), or the hash of what is public anyway (a build, a definition) or cannot be guessed (a list). */
  readonly content?: string;
  /** Root of the field commitments (`commitRecord`). */
  readonly fields?: string;
  /** The leaf hash of the receipt that is interpreted, or that an attachment belongs to. */
  readonly receipt?: string;
  /** The leaf hash of the event that this one is about. */
  readonly about?: string;
  /** Commitments to attachments. */
  readonly attachments?: readonly string[];
  readonly channel?: 'app' | 'odk' | 'desk' | 'api' | 'sms' | 'file';
  /** Pseudonym of a device: 16 hexadecimal digits. */
  readonly device?: string;
  /** The number that the device gave the event, from 1 on: a gap shows that one never arrived. */
  readonly sequence?: number;
  /** The hash that the device gave with it, of its event before. */
  readonly devicePrevious?: string;
  /** What was registered before the day. */
  readonly subject?: 'sample' | 'form' | 'figure';
  /** Of a list whose time was over: how many of each kind were deleted. */
  readonly deleted?: CountsByKind;
  /** How many were not there any more. */
  readonly gone?: CountsByKind;
  /** How many were left, because they had changed or their reports are kept. */
  readonly kept?: CountsByKind;
}

/** How many of each kind of what is kept for a time; a kind that is not there: none was on the list. */
export type CountsByKind = Readonly<Partial<Record<'people' | 'files' | 'papers' | 'submissions', number>>>;

/** The longest leaf, in bytes. */
export const LONGEST_LEAF = 4096;

const EARLIEST_TIME = Date.UTC(2020, 0);
const LATEST_TIME = Date.UTC(2100, 0);
const CHANNELS: readonly unknown[] = ['app', 'odk', 'desk', 'api', 'sms', 'file'];
const SUBJECTS: readonly unknown[] = ['sample', 'form', 'figure'];
const KEPT_KINDS: readonly string[] = ['people', 'files', 'papers', 'submissions'];

/** By type: the members that it must have beside `v type id version time`, and those that it may have. */
const MEMBERS = {
  receipt: ['content channel', 'previous attachments device sequence devicePrevious'],
  interpretation: ['receipt fields', 'previous'],
  attachment: ['content', 'previous receipt channel device'],
  decision: ['content', 'previous about'],
  case: ['content', 'previous about'],
  release: ['content', 'previous about'],
  correction: ['content', 'previous about'],
  erasure: ['about', 'previous'],
  retention: ['content deleted', 'previous gone kept'],
  enrolment: ['device', 'previous content'],
  revocation: ['device', 'previous about'],
  registration: ['content subject', 'previous'],
  build: ['content', 'previous'],
} as const;

interface Rule {
  readonly wanted: string;
  readonly holds: (value: unknown) => boolean;
}

const HASH: Rule = { wanted: '64 hexadecimal digits', holds: isHexHash };
const COUNTS: Rule = { wanted: `whole numbers by ${KEPT_KINDS.join(', ')}`, holds: areCounts };

const RULES: Readonly<Record<string, Rule>> = {
  v: { wanted: '1', holds: (value) => value === 1 },
  type: { wanted: `one of ${Object.keys(MEMBERS).join(', ')}`, holds: isLeafType },
  id: { wanted: 'a UUID', holds: (value) => typeof value === 'string' && isUuid(value) },
  version: { wanted: 'a whole number from 1 on', holds: isCount },
  time: { wanted: 'milliseconds since 1970, of the years 2020 to 2099', holds: isTime },
  previous: HASH,
  content: HASH,
  fields: HASH,
  receipt: HASH,
  about: HASH,
  attachments: {
    wanted: 'a list of 64 hexadecimal digits each',
    holds: (value) => Array.isArray(value) && value.every(isHexHash),
  },
  channel: { wanted: `one of ${CHANNELS.join(', ')}`, holds: (value) => CHANNELS.includes(value) },
  device: {
    wanted: '16 hexadecimal digits',
    holds: (value) => typeof value === 'string' && /^[0-9a-f]{16}$/.test(value),
  },
  sequence: { wanted: 'a whole number from 1 on', holds: isCount },
  devicePrevious: HASH,
  subject: { wanted: `one of ${SUBJECTS.join(', ')}`, holds: (value) => SUBJECTS.includes(value) },
  deleted: COUNTS,
  gone: COUNTS,
  kept: COUNTS,
};

/**
 * The leaf as the bytes that go into the log: canonical JSON, at most 4,096 bytes; or in English why it may not go there.
 */
export function formatLeaf(leaf: LogLeaf): Result<Uint8Array, string> {
  const fault = findFault(leaf);
  if (fault !== null) return err(fault);
  const bytes = canonicalBytes(leaf as unknown as JsonValue);
  return bytes.length <= LONGEST_LEAF
    ? ok(bytes)
    : err(`expected at most ${LONGEST_LEAF} bytes, found ${bytes.length}`);
}

/** Reads a leaf of a log; or says in English why these bytes are none. */
export function parseLeaf(bytes: Uint8Array): Result<LogLeaf, string> {
  if (bytes.length > LONGEST_LEAF) return err(`expected at most ${LONGEST_LEAF} bytes, found ${bytes.length}`);
  const parsed = parseCanonicalJson(bytes);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return err('expected an object');
  const fault = findFault(value);
  return fault === null ? ok(value as unknown as LogLeaf) : err(fault);
}

function findFault(members: object): string | null {
  const entries = Object.entries(members);
  const type = entries.find(([name]) => name === 'type')?.[1];
  if (!isLeafType(type)) return `type: expected ${RULES.type?.wanted}`;
  const [required, optional] = MEMBERS[type].map((list) => list.split(' '));
  const must = ['v', 'type', 'id', 'version', 'time', ...(required ?? [])];
  const names = entries.map(([name]) => name);
  const missing = must.find((name) => !names.includes(name));
  if (missing !== undefined) return `${missing}: missing, and every ${type} has one`;
  for (const [name, value] of entries) {
    if (!must.includes(name) && optional?.includes(name) !== true) return `${name}: not allowed in the log for ${type}`;
    const rule = RULES[name];
    if (rule?.holds(value) !== true) return `${name}: expected ${rule?.wanted}`;
  }
  return null;
}

function isLeafType(value: unknown): value is LeafType {
  return typeof value === 'string' && Object.hasOwn(MEMBERS, value);
}

function isHexHash(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

function areCounts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([kind, count]) => KEPT_KINDS.includes(kind) && (count === 0 || isCount(count)));
}

function isTime(value: unknown): boolean {
  return isCount(value) && Number(value) >= EARLIEST_TIME && Number(value) < LATEST_TIME;
}
