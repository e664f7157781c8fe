import type { Uuid } from '../../../../kernel/ids.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';

/** A question that a browser has to answer. */
export interface Ceremony {
  readonly id: Uuid;
  readonly purpose: 'passkey-creation' | 'passkey-sign-in' | 'totp';
  /** The challenge, or the secret of an authenticator app to be. */
  readonly secret: string;
  /** The account or set-up that it is for; null: whoever answers. */
  readonly ownerId: Uuid | null;
}

export async function saveCeremony(sql: Db, ceremony: Ceremony, expiresAt: Date): Promise<void> {
  const { id, purpose, secret, ownerId } = ceremony;
  await sql`
    insert into ceremony (id, purpose, secret, owner_id, expires_at)
    values (${id}, ${purpose}, ${secret}, ${ownerId}, ${expiresAt})`;
}

/** Which ceremony is looked for: one of another purpose or for somebody else is none. */
export type WantedCeremony = Omit<Ceremony, 'secret'> & { readonly now: Date };

/** The secret of a ceremony, which is thereby used up; null where there is none such or it has run out. */
export async function takeCeremony(sql: Db, wanted: WantedCeremony): Promise<string | null> {
  const [taken] = await sql<{ secret: string }[]>`
    delete from ceremony
    where id = ${wanted.id} and purpose = ${wanted.purpose} and expires_at > ${wanted.now}
      and owner_id is not distinct from ${wanted.ownerId}::uuid
    returning secret`;
  return taken?.secret ?? null;
}

/** The secret of a ceremony that may be tried again (a mistyped code); null as for `takeCeremony`. */
export async function findCeremony(sql: Db, wanted: WantedCeremony): Promise<string | null> {
  const [found] = await sql<{ secret: string }[]>`
    select secret from ceremony
    where id = ${wanted.id} and purpose = ${wanted.purpose} and expires_at > ${wanted.now}
      and owner_id is not distinct from ${wanted.ownerId}::uuid`;
  return found?.secret ?? null;
}
