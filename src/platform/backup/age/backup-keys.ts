import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

/** A pair of keys: what is sealed for the recipient, only the identity opens. */
export interface AgePair {
  /** `age1…`: for the server, no secret. */
  readonly recipient: string;
  /** `AGE-SECRET-KEY-1…`: never on the server. */
  readonly identity: string;
}

/** A new pair of X25519 keys, as `age-keygen` makes them. */
export async function makeAgePair(): Promise<AgePair> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The file of an identity, as `age-keygen` writes it. */
export function formatIdentityFile({ identity, recipient }: AgePair, at: Date): string {
  return `# created: ${at.toISOString()}\n# public key: ${recipient}\n${identity}\n`;
}

/** The identities in a text with one a line; lines that begin with # are passed over. Null: a line is something else. */
export function parseIdentities(text: string): readonly string[] | null {
  const lines = linesOf(text);
  return lines.length > 0 && lines.every(isIdentity) ? lines : null;
}

/** The recipients in a text, one a line or with commas between; lines that begin with # are passed over. Null: as above. */
export function parseRecipients(text: string): readonly string[] | null {
  const words = linesOf(text).flatMap((line) => line.split(/[\s,]+/).filter((word) => word !== ''));
  return words.length > 0 && words.every(isRecipient) ? [...new Set(words)] : null;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

function isIdentity(text: string): boolean {
  return isTaken(() => new Decrypter().addIdentity(text));
}

function isRecipient(text: string): boolean {
  return isTaken(() => new Encrypter().addRecipient(text));
}

/** The library says by an error that it does not know what it was given. */
function isTaken(give: () => void): boolean {
  try {
    give();
    return true;
  } catch {
    return false;
  }
}
