import type { Uuid } from '../../kernel/ids.ts';

/** Who may call an endpoint: everybody, or people signed in with at least that role. */
export type Access = 'public' | 'reader' | 'editor' | 'administrator';

/** A role that gives access; each includes those before it. */
export type AccessRole = Exclude<Access, 'public'>;

/** The person who makes a request. */
export interface Actor {
  readonly id: Uuid;
  readonly name: string;
  readonly role: AccessRole;
  readonly sessionId: Uuid;
  /** When the person last proved who they are. */
  readonly confirmedAt: Date;
}

const RANK: Readonly<Record<Access, number>> = { public: 0, reader: 1, editor: 2, administrator: 3 };

/** Whether somebody with `role` (null: nobody signed in) may call what asks for `access`. */
export function mayEnter(access: Access, role: AccessRole | null): boolean {
  return RANK[role ?? 'public'] >= RANK[access];
}
