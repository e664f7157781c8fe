import type { Db } from '../../../platform/http/endpoint.ts';
import { Problem } from '../../../platform/http/problem.ts';
import type { Right } from './account.ts';
import { hasRight } from './store/keep-rights.ts';

/** Whether somebody may do what a right is for. */
export async function mayDo(sql: Db, actor: { readonly id: string }, right: Right): Promise<boolean> {
  return await hasRight(sql, actor.id, right);
}

/** @throws Problem `right-missing`, whatever was asked for: it tells nothing of what is there. */
export async function requireRight(sql: Db, actor: { readonly id: string }, right: Right): Promise<void> {
  if (!(await hasRight(sql, actor.id, right))) throw new Problem('right-missing', { right });
}
