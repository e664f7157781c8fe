import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointOf, type ReadCheckpoint } from '../../log/serve/published-leaf.ts';

/** What a signer keeps of a log, as text. */
export interface SignerRecord {
  /** Its folder below that of the signer. */
  readonly name: string;
  readonly key: string;
  readonly head: string;
  readonly origin: string;
  readonly verifierKey: string;
  /** What it signed last; null: nothing yet. */
  readonly checkpoint: ReadCheckpoint | null;
}

/** What the signer of a data folder keeps, as it is at this moment: it may be signing. */
export function readSigner(signerFolder: string): SignerRecord[] {
  if (!existsSync(signerFolder)) return [];
  const names = readdirSync(signerFolder).filter((name) => /^[0-9a-f]+$/.test(name));
  return names.sort().flatMap((name) => {
    const [keyPath, headPath] = [join(signerFolder, name, 'key.pem'), join(signerFolder, name, 'head')];
    if (!existsSync(keyPath) || !existsSync(headPath)) return [];
    const [key, head] = [readFileSync(keyPath, 'utf8'), readFileSync(headPath, 'utf8')];
    const end = head.indexOf('\n\n');
    const verifierKey = head.slice(0, end);
    const origin = verifierKey.slice(0, verifierKey.indexOf('+'));
    return [{ name, key, head, origin, verifierKey, checkpoint: checkpointOf(head.slice(end + 2)) }];
  });
}
