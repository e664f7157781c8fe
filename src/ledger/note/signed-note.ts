import { formatBase64, parseBase64 } from '../../kernel/bytes/base64.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { type NoteFault, refuseLine, refuseText } from './note-fault.ts';
import { isKeyName, keyIdOf, type NoteKey } from './note-key.ts';

/** One signature of a note, not yet verified. */
export interface NoteSignature {
  readonly name: string;
  /** 4 bytes. */
  readonly keyId: Uint8Array;
  /** As the kind of key has it: 64 bytes of Ed25519, before them 8 bytes of time in a cosignature. */
  readonly bytes: Uint8Array;
}

/** A text and who signed it (C2SP signed-note); nothing of it may be believed before `openNote` has verified it. */
export interface SignedNote {
  /** Ends with a line feed, which is signed as well. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const MOST_SIGNATURES = 64;
const LONGEST_NOTE = 1_000_000;
const DASH = '\u2014 ';

/** One signature as a line of a note, its line feed included. */
export function formatSignature({ name, keyId, bytes }: NoteSignature): string {
  return `${DASH}${name} ${formatBase64(Uint8Array.of(...keyId, ...bytes))}\n`;
}

/** The signature that a key made. @throws Error where the text of the note could not be signed as it is. */
export function signatureOf(key: NoteKey, bytes: Uint8Array): NoteSignature {
  return { name: key.name, keyId: keyIdOf(key), bytes };
}

/**
 * The note as text.
 *
 * @throws RangeError where the text does not end with a line feed, or holds what a note may not hold.
 */
export function formatNote({ text, signatures }: SignedNote): string {
  const odd = findOddCharacter(text);
  if (!text.endsWith('\n') || odd !== null) {
    throw new RangeError(`Expected a text of whole lines to sign but found ${odd ?? 'no line feed at its end'}`);
  }
  return `${text}\n${signatures.map(formatSignature).join('')}`;
}

/**
 * Reads a signed note, strictly as C2SP signed-note says; at most 64 signatures and a million characters. Whether the
 * signatures hold is another question: `openNote`.
 */
export function parseNote(source: string): Result<SignedNote, NoteFault> {
  if (source.length > LONGEST_NOTE)
    return refuseText(`expected at most ${LONGEST_NOTE} characters, found ${source.length}`);
  const odd = findOddCharacter(source);
  if (odd !== null) return refuseText(`expected no control characters and whole characters, found ${odd}`);
  const split = source.lastIndexOf('\n\n');
  if (split < 0) return refuseText('expected an empty line between text and signatures, found none');
  if (!source.endsWith('\n') || split + 2 === source.length) {
    return refuseText('expected signatures after the last empty line, each with a line feed');
  }
  const text = source.slice(0, split + 1);
  const signatures = parseSignatures(source.slice(split + 2), countLines(text) + 2);
  return signatures.ok ? ok({ text, signatures: signatures.value }) : signatures;
}

/** Reads lines of signatures, as a witness answers with; `firstLine` is where they stand, for what is told of faults. */
export function parseSignatures(source: string, firstLine = 1): Result<NoteSignature[], NoteFault> {
  const lines = source.split('\n');
  if (lines.pop() !== '')
    return refuseLine(firstLine + lines.length, 'a line feed after the last signature', undefined);
  if (lines.length > MOST_SIGNATURES) {
    return refuseText(`expected at most ${MOST_SIGNATURES} signatures, found ${lines.length}`);
  }
  const signatures: NoteSignature[] = [];
  for (const [at, line] of lines.entries()) {
    const signature = parseSignature(line);
    if (signature === null) return refuseLine(firstLine + at, 'a signature: — name base64', line);
    signatures.push(signature);
  }
  return ok(signatures);
}

function parseSignature(line: string): NoteSignature | null {
  if (!line.startsWith(DASH)) return null;
  const [name = '', encoded = '', ...rest] = line.slice(DASH.length).split(' ');
  const bytes = parseBase64(encoded);
  if (!isKeyName(name) || bytes === null || bytes.length <= 4 || rest.length > 0) return null;
  return { name, keyId: bytes.slice(0, 4), bytes: bytes.slice(4) };
}

/** Names the first character that no note may hold: a control character but the line feed, or half of a surrogate pair. */
function findOddCharacter(text: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  const match = /[\u0000-\u0009\u000b-\u001f\p{Cs}]/u.exec(text);
  if (match === null) return null;
  return `U+${(match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
