import type { Fault } from '../../kernel/issue.ts';
import { decodeXml } from '../xml/decode.ts';
import { RECORD_LIMITS } from '../xml/limits.ts';
import { scanXml, scanXmlInSteps } from '../xml/scan.ts';
import { finish, type Steps } from '../xml/steps.ts';
import { xmlFault } from '../xml/xml-fault.ts';
import { EnvelopeReader } from './records/envelope-reader.ts';
import { peekPlainRecord } from './records/plain-record.ts';

/** What a record says of itself, as far as it can be read without its form. Texts are as they stand, not checked. */
export interface RecordEnvelope {
  /** `id` of its root element, or the namespace where it has none (OpenRosa, older forms). */
  readonly formId: string | null;
  readonly version: string | null;
  /** `meta/instanceID`, and the one that it corrects: `meta/deprecatedID`. */
  readonly instanceId: string | null;
  readonly deprecatedId: string | null;
  /** `encrypted="yes"`: nobody but the holder of a private key can read its answers. */
  readonly isEncrypted: boolean;
}

/**
 * A record at first sight: `record`, XML from beginning to end; `unreadable`, kept for a person although it is no XML or
 * broken off, with what was read before the fault; `refused`, an attack on whoever reads it (DOCTYPE, entities, too deep,
 * too large), which nobody should keep.
 */
export type PeekedRecord =
  | { readonly kind: 'record'; readonly envelope: RecordEnvelope }
  | { readonly kind: 'unreadable'; readonly envelope: RecordEnvelope; readonly fault: Fault }
  | { readonly kind: 'refused'; readonly fault: Fault };

const ATTACKS: ReadonlySet<string> = new Set([
  'xml-doctype',
  'xml-instruction',
  'xml-too-deep',
  'xml-too-many-elements',
  'xml-too-many-attributes',
  'xml-text-too-long',
  'xml-name-too-long',
  'xml-too-large',
]);

/** Bytes that are read at most of a record that is not written plainly, so that nobody else waits for it. */
const MOST_PEEKED = 1_000_000;

/**
 * Reads what a record says of itself, in one pass and without building anything of it: UTF-8 or UTF-16, by mark or
 * declaration. Never throws, whatever the bytes are; takes time by their number alone. A text of blanks alone counts as none.
 *
 * Beyond a million bytes, records with comments, CDATA or faults are `unreadable` at first sight (`xml-too-large`).
 */
export function peekRecord(bytes: Uint8Array): PeekedRecord {
  return finish(peekRecordInSteps(bytes));
}

/** As `peekRecord`, in steps of some milliseconds: one for what observers send, hundreds for what attackers do. */
export function* peekRecordInSteps(bytes: Uint8Array): Steps<PeekedRecord> {
  const plain = yield* peekPlainRecord(bytes);
  if (plain !== null) return { kind: 'record', envelope: plain };
  const large = xmlFault('xml-too-large', { line: 1, column: 1, found: String(RECORD_LIMITS.size) });
  if (bytes.length > RECORD_LIMITS.size * 2) return { kind: 'refused', fault: large };
  const peeked = yield* peekFully(bytes.subarray(0, MOST_PEEKED));
  if (bytes.length <= MOST_PEEKED || peeked.kind === 'refused') return peeked;
  return { kind: 'unreadable', envelope: peeked.envelope, fault: large };
}

function* peekFully(bytes: Uint8Array): Steps<PeekedRecord> {
  const reader = new EnvelopeReader();
  const text = decodeXml(bytes);
  if (!text.ok) return { kind: 'unreadable', envelope: asciiEnvelope(bytes), fault: text.error };
  const read = yield* scanXmlInSteps(text.value, reader, RECORD_LIMITS);
  if (read.ok) return { kind: 'record', envelope: reader.envelope() };
  const fault = read.error;
  return isAttack(fault) ? { kind: 'refused', fault } : { kind: 'unreadable', envelope: reader.envelope(), fault };
}

/** Whatever is in another encoding is read for what of it is ASCII, so that no wrong letters are kept. */
function asciiEnvelope(bytes: Uint8Array): RecordEnvelope {
  const reader = new EnvelopeReader();
  scanXml(textOfAscii(bytes), reader, RECORD_LIMITS);
  const { formId, version, instanceId, deprecatedId, isEncrypted } = reader.envelope();
  return {
    formId: ifAscii(formId),
    version: ifAscii(version),
    instanceId: ifAscii(instanceId),
    deprecatedId: ifAscii(deprecatedId),
    isEncrypted,
  };
}

const NO_ASCII = '\uFFFD';
const PIECE = 8192;

function textOfAscii(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE).map((byte) => (byte < 0x80 ? byte : 0x7f)));
  }
  return text.replace(/\u007F/g, NO_ASCII);
}

function ifAscii(text: string | null): string | null {
  return text?.includes(NO_ASCII) ? null : text;
}

/** Numbers of impossible characters are a fault of who wrote it; other entities than the five are there to be multiplied. */
function isAttack({ code, parameters }: Fault): boolean {
  return ATTACKS.has(code) || (code === 'xml-entity' && /undefined entity/.test(String(parameters.found)));
}
