import { formatCanonicalJson, type JsonValue } from '../../../ledger/commitment/canonical-json.ts';

/** An item of the phone app as it crosses the wire, whatever members it has. */
export type SentItem = Readonly<Record<string, JsonValue>>;

/** Members that the signature does not go over: itself, and the content, whose hash is signed in its place. */
const NOT_SIGNED: readonly string[] = ['content', 'signature'];

/**
 * The text that a phone signs for an item: a line that says what it is, and the item with its mission as canonical JSON.
 * Members of later versions of the protocol are signed like any other.
 *
 * @throws RangeError where a member has no canonical spelling.
 */
export function itemText(mission: string, item: SentItem): string {
  const members = Object.entries(item).filter(([name]) => !NOT_SIGNED.includes(name));
  return `scrutineer item v1\n${formatCanonicalJson(Object.fromEntries([...members, ['mission', mission]]))}`;
}

/** What of a request is signed. */
export interface RequestToSign {
  readonly method: string;
  /** As it is asked for, without host. */
  readonly path: string;
  /** Milliseconds since the epoch by the clock of the phone. */
  readonly timestamp: number;
  /** SHA-256 of the body in hexadecimal digits; null: `headers` say what is sent. */
  readonly bodyHash: string | null;
  /** Of SIGNED_HEADERS those that are sent, by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers of uploads that are signed, in this order. */
export const SIGNED_HEADERS = ['upload-checksum', 'upload-length', 'upload-metadata', 'upload-offset'] as const;

/** The text that a phone signs for a request. */
export function requestText({ method, path, timestamp, bodyHash, headers }: RequestToSign): string {
  const named = SIGNED_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [`${name}: ${headers[name]}`]));
  return ['scrutineer request v1', method, path, String(timestamp), bodyHash ?? '-', ...named].join('\n');
}
