import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { TurnoutQuestion, TurnoutSettings } from '../turnout.ts';

/** Who decides, when and why. */
export interface Decider {
  readonly id: string;
  readonly name: string;
  readonly at: Date;
  readonly reason: string | null;
}

/** A question with the id of its form. */
export interface StoredQuestion extends TurnoutQuestion {
  readonly formUuid: string;
}

/** What a mission decided about turnout. */
export async function findSettings(sql: Db, missionId: string): Promise<TurnoutSettings> {
  const [found] = await sql<TurnoutSettings[]>`
    select revision, changed_by as "changedBy", (
      select coalesce(jsonb_agg(jsonb_build_object('form', f.form_id, 'voted', q ->> 'voted', 'at', q ->> 'at',
        'registered', q ->> 'registered') order by place), '[]')
      from jsonb_array_elements(questions) with ordinality a (q, place) join form f on f.id = (q ->> 'formUuid')::uuid
    ) as questions
    from turnout_settings where mission_id = ${missionId}`;
  return found ?? { questions: [], revision: 0, changedBy: null };
}

/** Keeps what a mission decides; what stood before is kept. @throws Problem `changed-meanwhile`. */
export async function saveSettings(
  sql: TransactionSql,
  missionId: string,
  {
    questions,
    base,
    by,
  }: { readonly questions: readonly StoredQuestion[]; readonly base: number; readonly by: Decider },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`turnout ${missionId}`}, 0))`;
  const { revision, changedBy } = await findSettings(sql, missionId);
  if (revision !== base) throw new Problem('changed-meanwhile', changedBy === null ? {} : { by: changedBy });
  await sql`
    insert into turnout_settings_version (mission_id, revision, before, by_id, by_name, at, reason)
    select mission_id, revision + 1, questions, ${by.id}, ${by.name}, ${by.at}, ${by.reason} from turnout_settings
    where mission_id = ${missionId}`;
  const forms = [...new Set(questions.map(({ formUuid }) => formUuid))];
  const kept = questions.map(({ form: _, ...question }) => question);
  await sql`
    insert into turnout_settings (mission_id, questions, forms, revision, changed_by, changed_at)
    values (${missionId}, ${sql.json(kept as never)}, ${forms}, 1, ${by.name}, ${by.at})
    on conflict (mission_id) do update set questions = excluded.questions, forms = excluded.forms,
      revision = turnout_settings.revision + 1, changed_by = excluded.changed_by, changed_at = excluded.changed_at,
      made_as = null`;
}
