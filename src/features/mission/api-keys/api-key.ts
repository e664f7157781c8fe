/** What a key may reach to. */
export const SCOPES = ['reports:write', 'reports:read', 'forms:read', 'log:read'] as const;
export type Scope = (typeof SCOPES)[number];

/** What every key begins with, so that one is known where it was left by mistake. */
export const KEY_PREFIX = 'scr_';

/** So many letters of a key are kept and shown: the prefix and four more, which tell keys apart and open nothing. */
export const START_LENGTH = 8;

/** A key as it is listed: never the key itself. */
export interface ListedKey {
  readonly id: string;
  readonly name: string;
  /** Its first letters. */
  readonly start: string;
  readonly scopes: readonly Scope[];
  readonly creatorName: string;
  /** ISO 8601 in UTC, as the others. */
  readonly createdAt: string;
  /** To the minute; null: never. */
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly revocationReason: string | null;
}

/** A key on the day that it is made: the only time that it is shown. */
export interface MadeKey extends ListedKey {
  readonly key: string;
}
