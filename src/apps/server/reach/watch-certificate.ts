import type { Server } from 'node:https';
import type { Logger } from 'pino';
import type { Clock } from '../../../kernel/time/clock.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import {
  type Certificate,
  type CertificateFiles,
  certificateWarnings,
  endingWarning,
  readCertificate,
} from './certificate.ts';

/** The certificate that is in use, read again as often as its files change. */
export interface WatchedCertificate {
  /** The one in use. */
  current(): Certificate;
  /** Reads the files now. */
  look(): Promise<void>;
  close(): void;
}

/** What a certificate is watched with. */
export interface WatchParts {
  readonly files: CertificateFiles;
  readonly server: Pick<Server, 'setSecureContext'>;
  readonly origin: string;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** Programs that renew certificates replace links and whole folders, which nothing but reading notices everywhere. */
const LOOK_EVERY_MS = 10_000;
const DAY_MS = 86_400_000;

/**
 * Reads the files of a certificate now and then; new connections get what is there, those that are open keep theirs.
 * While the two files do not belong together, as in the middle of a renewal, the one in use stays.
 */
export function watchCertificate(first: Certificate, parts: WatchParts): WatchedCertificate {
  const { files, server, origin, clock, log } = parts;
  const now = () => new Date(clock.now());
  let current = first;
  /** What was wrong when it was looked at last; told once it is found a second time. */
  let fault: { readonly words: string; readonly isTold: boolean } | null = null;
  let warnedAt = clock.now();
  const take = (found: Certificate) => {
    fault = null;
    if (found.pem.cert === current.pem.cert && found.pem.key === current.pem.key) return;
    server.setSecureContext({ ...found.pem, minVersion: 'TLSv1.2' });
    current = found;
    log.info({ notAfter: found.notAfter.toISOString() }, 'the certificate was read again');
    for (const warning of certificateWarnings(found, { origin, now: now() })) log.warn(warning);
  };
  const refuse = (error: unknown) => {
    const words = error instanceof Refusal ? error.message : String(error);
    const isAgain = fault?.words === words;
    if (isAgain && fault?.isTold === false)
      log.warn({ fault: words }, 'the certificate was not read again; the one in use stays');
    fault = { words, isTold: isAgain };
  };
  const look = async () => {
    await readCertificate(files).then(take, refuse);
    const ending = endingWarning(current, now());
    if (ending === null || clock.now() - warnedAt < DAY_MS) return;
    warnedAt = clock.now();
    log.warn(ending);
  };
  const looking = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  return { current: () => current, look, close: () => clearInterval(looking) };
}
