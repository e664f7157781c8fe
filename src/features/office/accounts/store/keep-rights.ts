import { randomUUID } from 'node:crypto';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { Right } from '../account.ts';

/** Which right of whom is given or ended, by whom and why. */
export interface RightChange {
  readonly accountId: string;
  readonly right: Right;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: Date;
  readonly reason: string;
}

/** Gives an account a right. @throws Problem `conflict` where it has it. */
export async function giveRight(sql: Db, { accountId, right, by, at, reason }: RightChange): Promise<void> {
  const rows = await sql`
    insert into account_right (id, account_id, name, reason, given_at, given_by, given_by_name)
    values (${randomUUID()}, ${accountId}, ${right}, ${reason}, ${at}, ${by.id}, ${by.name})
    on conflict do nothing returning id`;
  if (rows.length === 0) throw new Problem('conflict', { what: `right ${right}` });
}

/** Ends a right of an account. @throws Problem `not-found` where it has none. */
export async function endRight(sql: Db, { accountId, right, by, at, reason }: RightChange): Promise<void> {
  const rows = await sql`
    update account_right set ended_at = ${at}, ended_by = ${by.id}, ended_by_name = ${by.name}, ended_reason = ${reason}
    where account_id = ${accountId} and name = ${right} and ended_at is null returning id`;
  if (rows.length === 0) throw new Problem('not-found', { what: `right ${right}` });
}

/** Whether an account has a right. */
export async function hasRight(sql: Db, accountId: string, right: Right): Promise<boolean> {
  const rows = await sql`
    select from account_right where account_id = ${accountId} and name = ${right} and ended_at is null`;
  return rows.length > 0;
}
