import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { findPlannedDays } from '../access.ts';

/** The days on which a mission expects anybody, and the one nearest to today. @throws Problem `plan-missing`. */
export async function getPlannedDays(
  sql: Db,
  { id, slug }: { readonly id: string; readonly slug: string },
  now: Date,
): Promise<NonNullable<Awaited<ReturnType<typeof findPlannedDays>>>> {
  const planned = await findPlannedDays(sql, id, now);
  if (planned === null) throw new Problem('plan-missing', { mission: slug });
  return planned;
}
