import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { AccreditationStep } from '../accreditation.ts';
import type { ShownStep } from '../people-replies.ts';
import type { Change, Doer } from './hold-people.ts';

interface Row extends AccreditationStep {
  readonly id: string;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
  readonly struckAt: Date | null;
  readonly struckBy: string | null;
  readonly struckReason: string | null;
}

/** The steps of a person's accreditation in the order in which they were entered, struck ones included. */
export async function listSteps(sql: Db, missionId: string, personId: string): Promise<ShownStep[]> {
  const rows = await sql<Row[]>`
    select id, kind, on_day::text as on, badge, valid_to::text as "validTo", reason, by_name as by, at,
      struck_at as "struckAt", struck_by_name as "struckBy", struck_reason as "struckReason"
    from accreditation_step where mission_id = ${missionId} and person_id = ${personId} order by number`;
  return rows.map(({ struckAt, struckBy, struckReason, at, ...step }) => {
    const struck = struckAt && { reason: struckReason ?? '', by: struckBy ?? '', at: struckAt.toISOString() };
    return { ...step, at: at.toISOString(), struck };
  });
}

/** A step that somebody enters. */
export interface NewStep extends AccreditationStep {
  readonly id: string;
  readonly reason: string | null;
}

/** Enters a step behind those that are there. @throws Problem `conflict` where its id is taken. */
export async function insertStep(
  sql: TransactionSql,
  { personId, step }: { readonly personId: string; readonly step: NewStep },
  change: Change,
): Promise<void> {
  const rows = await sql`
    insert into accreditation_step (mission_id, id, person_id, number, kind, on_day, badge, valid_to, reason, by_id, by_name,
      at)
    select ${change.missionId}::uuid, ${step.id}::uuid, ${personId}::uuid, count(*) + 1, ${step.kind}, ${step.on}::date,
      ${step.badge}::text, ${step.validTo}::date, ${step.reason}::text, ${change.id}::uuid, ${change.name},
      ${change.at}::timestamptz
    from accreditation_step where mission_id = ${change.missionId} and person_id = ${personId}
    on conflict do nothing returning id`;
  if (rows.length === 0) throw new Problem('conflict', { what: `step ${step.id}` });
}

/** Strikes out a step. */
export async function strikeStep(
  sql: TransactionSql,
  { missionId, id }: { readonly missionId: string; readonly id: string },
  by: Doer & { readonly reason: string },
): Promise<void> {
  await sql`
    update accreditation_step set struck_at = ${by.at}, struck_by = ${by.id}, struck_by_name = ${by.name},
      struck_reason = ${by.reason}
    where mission_id = ${missionId} and id = ${id}`;
}
