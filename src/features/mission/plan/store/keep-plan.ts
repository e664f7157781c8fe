import type { TransactionSql } from 'postgres';
import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { PlanDays, PlanPhase } from '../plan.ts';
import type { PlanForm } from '../plan-replies.ts';

/** What a mission decided about its plan. */
export interface StoredPlan extends PlanDays {
  readonly phases: readonly PlanPhase[];
  readonly revision: number;
  readonly changedBy: string;
}

/** Who changes a plan, when and why. */
export interface PlanDoer {
  readonly id: string;
  readonly name: string;
  readonly at: Date;
  readonly reason: string | null;
}

/** The plan of a mission; null: it has none. */
export async function findPlan(sql: Db, missionId: string): Promise<StoredPlan | null> {
  const [found] = await sql<StoredPlan[]>`
    select s.zone, s.day_begins_at as "dayBeginsAt", s.revision, s.changed_by as "changedBy", coalesce((
      select jsonb_agg(jsonb_build_object('key', p.key, 'name', p.name, 'dueAt', to_char(p.due_at, 'HH24:MI'),
        'dueDays', p.due_days, 'forms', (
          select coalesce(jsonb_agg(f.form_id order by n.form_id), '[]') from plan_phase_form f join form n on n.id = f.form_id
          where f.mission_id = p.mission_id and f.phase = p.key
        )) order by p.place)
      from plan_phase p where p.mission_id = s.mission_id
    ), '[]') as phases
    from plan_settings s where s.mission_id = ${missionId}`;
  return found ?? null;
}

/** Where a plan begins: time zone and day of the vote; null: the mission observes no election. */
export async function findVote(
  sql: Db,
  electionId: string | null,
): Promise<{ readonly zone: string; readonly day: CalendarDate } | null> {
  if (electionId === null) return null;
  const [found] = await sql<{ zone: string; day: CalendarDate }[]>`
    select cells ->> 'timezone' as zone, cells ->> 'election_day' as day from record
    where election_id = ${electionId} and kind = 'election' and not withdrawn`;
  return found ?? null;
}

/** Forms of a mission that were published, by their names. */
export async function listForms(sql: Db, missionId: string): Promise<PlanForm[]> {
  return await sql<PlanForm[]>`
    select f.id, f.form_id as name, v.title from form f
    join lateral (select title from form_version where form_id = f.id order by number desc limit 1) v on true
    where f.mission_id = ${missionId} order by f.form_id`;
}

/** Keeps what a mission decides; what stood before is kept. @throws Problem `changed-meanwhile`. */
export async function savePlan(
  sql: TransactionSql,
  missionId: string,
  {
    plan,
    base,
    by,
  }: { readonly plan: Omit<StoredPlan, 'revision' | 'changedBy'>; readonly base: number; readonly by: PlanDoer },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`plan ${missionId}`}, 0))`;
  const before = await findPlan(sql, missionId);
  if ((before?.revision ?? 0) !== base)
    throw new Problem('changed-meanwhile', before === null ? {} : { by: before.changedBy });
  if (before !== null) {
    const { revision, changedBy: _, ...kept } = before;
    await sql`
      insert into plan_settings_version (mission_id, revision, before, by_id, by_name, at, reason)
      values (${missionId}, ${revision + 1}, ${sql.json(kept as never)}, ${by.id}, ${by.name}, ${by.at}, ${by.reason})`;
  }
  await sql`
    insert into plan_settings (mission_id, zone, day_begins_at, generation, revision, changed_by, changed_at)
    values (${missionId}, ${plan.zone}, ${plan.dayBeginsAt}, 1, 1, ${by.name}, ${by.at})
    on conflict (mission_id) do update set zone = excluded.zone, day_begins_at = excluded.day_begins_at,
      generation = plan_settings.generation + 1, revision = plan_settings.revision + 1, changed_by = excluded.changed_by,
      changed_at = excluded.changed_at`;
  await savePhases(sql, missionId, plan.phases);
}

/** @throws Problem `conflict` where visits are expected in a phase that would go. */
async function savePhases(sql: TransactionSql, missionId: string, phases: readonly PlanPhase[]): Promise<void> {
  const keys = phases.map(({ key }) => key);
  const [used] = await sql<{ phase: string }[]>`
    select phase from expected_visit where mission_id = ${missionId} and phase <> all (${keys}::text[]) limit 1`;
  if (used !== undefined) throw new Problem('conflict', { what: `phase ${used.phase}` });
  await sql`delete from plan_phase_form where mission_id = ${missionId}`;
  await sql`delete from plan_phase where mission_id = ${missionId} and key <> all (${keys}::text[])`;
  const rows = phases.map((phase, place) => ({ ...phase, place }));
  await sql`
    insert into plan_phase (mission_id, key, place, name, due_at, due_days)
    select ${missionId}::uuid, r.key, r.place, r.name, r."dueAt", r."dueDays"
    from jsonb_to_recordset(${sql.json(rows as never)})
      as r (key text, place integer, name jsonb, "dueAt" time, "dueDays" smallint)
    on conflict (mission_id, key) do update set place = excluded.place, name = excluded.name, due_at = excluded.due_at,
      due_days = excluded.due_days`;
  const forms = phases.flatMap(({ key, forms: own }) => own.map((form) => ({ key, form })));
  await sql`
    insert into plan_phase_form (mission_id, form_id, phase)
    select ${missionId}::uuid, r.form, r.key from jsonb_to_recordset(${sql.json(forms)}) as r (form uuid, key text)`;
  // What is expected in a phase, and when it is due, may be something else now.
  await sql`update expected_visit set is_matched = false where mission_id = ${missionId} and is_matched`;
}
