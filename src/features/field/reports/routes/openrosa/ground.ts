import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { MessageParameters } from '../../../../../kernel/issue.ts';
import type { Clock } from '../../../../../kernel/time/clock.ts';
import type { Watch } from '../../../../../platform/db/noted/security-event.ts';
import type { DeviceKeeper } from '../../../../mission/devices/access.ts';
import type { Intake } from '../../arrival.ts';

/** What the door for OpenRosa stands on; the app that composes the server makes it once. */
export interface OpenRosaGround {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where the server is reached: `https://observers.example`; the first one where nothing else is known. */
  readonly origins: readonly [string, ...string[]];
  /** How many proxies stand before the server. */
  readonly proxies: number;
  /** Takes note of tokens and logins that are wrong or were revoked; absent: nobody does. */
  readonly watch?: Watch;
  readonly intake: Intake;
  readonly devices: Pick<DeviceKeeper, 'byToken' | 'byLogin' | 'seen'>;
  readonly blobs: FileKeeper;
  /** The messages of a language. */
  readonly wordsOf: (language: WordLanguage) => Words;
}

/** Takes a file while it arrives. */
export interface FileKeeper {
  /** @throws Problem `too-large`, `out-of-space`. */
  keep(stream: Readable, limits: { readonly maxBytes: number }): Promise<{ sha256: Uint8Array; bytes: number }>;
}

/** Languages in which enumerators are answered. */
export const WORD_LANGUAGES = ['en', 'ru', 'az'] as const;
export type WordLanguage = (typeof WORD_LANGUAGES)[number];

/** The messages of one language. */
export interface Words {
  readonly find: (key: string, parameters?: MessageParameters) => string | null;
}
