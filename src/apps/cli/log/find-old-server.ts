import { join } from 'node:path';
import type { StoredLog } from '../../../features/mission/logs/store/find-logs.ts';
import { decodeUtf8 } from '../../../kernel/bytes/utf8.ts';
import { readSighting } from '../../../platform/backup/logs/ask-sightings.ts';
import { findHolder } from '../../../platform/db/embedded/hold-lock.ts';
import { findCluster } from '../../../platform/db/embedded/place-cluster.ts';
import { isRunning } from '../../../platform/db/embedded/process-identity.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { folderSource, type LogSource, LogUnreadable, openLogSource } from '../../../platform/log/serve/log-source.ts';
import { readServedCheckpoint } from '../../../platform/log/serve/served-checkpoint.ts';

/**
 * Who publishes a log at the address after which it is named: `other`, somebody else than the server of this data folder;
 * `own-or-other`, what is there is what this server publishes itself, where it runs; `nobody`, nothing is there, or nothing
 * of this log; `silent`, the address does not answer from here, so that nothing is known.
 */
export interface FoundServer {
  readonly kind: 'other' | 'own-or-other' | 'nobody' | 'silent';
  readonly address: string;
}

/** Where the log was published when it began: `https://observers.example/log/coast/`. */
export function addressOfOrigin(origin: string): string {
  const [host = '', ...name] = origin.split('/');
  const isOfThisMachine = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
  return `${isOfThisMachine ? 'http' : 'https'}://${host}/log/${name.join('/')}/`;
}

/** Looks who publishes the log at its address. @param dataFolder of the server that is to go on with the log. */
export async function findOldServer(
  log: Pick<StoredLog, 'slug' | 'origin' | 'verifierKey'>,
  dataFolder: string,
): Promise<FoundServer> {
  const address = addressOfOrigin(log.origin);
  const source = openLogSource(address);
  try {
    await readSighting(source, 'checkpoint', log.verifierKey);
    if (!mayServe(dataFolder)) return { kind: 'other', address };
    const own = await readServedCheckpoint(folderSource(join(dataFolder, 'log', log.slug)));
    return { kind: (await textAt(source)) === own ? 'own-or-other' : 'other', address };
  } catch (error) {
    if (error instanceof LogUnreadable) return { kind: 'silent', address };
    if (error instanceof Refusal) return { kind: 'nobody', address };
    throw error;
  }
}

async function textAt(source: LogSource): Promise<string | null> {
  const bytes = await source.read('checkpoint');
  return bytes === null ? null : decodeUtf8(bytes);
}

/** Whether a server may be running on the data folder; with a PostgreSQL of its own nothing here says so. */
function mayServe(dataFolder: string): boolean {
  const home = findCluster(dataFolder)?.home;
  if (home === undefined) return true;
  const holder = findHolder(home);
  return holder !== null && holder.purpose === 'serve' && isRunning(holder);
}
