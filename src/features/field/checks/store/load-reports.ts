import type { Sql, TransactionSql } from 'postgres';
import { figureKey, type StoredAnswers } from '../rule/name-values.ts';
import type { NameSource } from '../rule/term.ts';
import { MOST_OTHERS } from './bulk/answer-query.ts';
import { RegisterFigures } from './bulk/register-figures.ts';
import { SqlParams } from './bulk/sql-params.ts';

type Db = Sql | TransactionSql;

/** A report as checks judge it. */
export interface CheckedReport {
  readonly id: string;
  readonly ordinal: number;
  readonly formUuid: string;
  readonly station: string | null;
  readonly answers: StoredAnswers;
}

const standing = (sql: Db) => sql`
  select p.id, p.ordinal, p.form_uuid as "formUuid", p.station, r.answers from report p
  join report_reading r on r.report_id = p.version_report_id and r.sha256 = p.version_sha256
  where p.state = 'read' and r.answers is not null`;

/** Those of these reports that say something. */
export async function loadReports(sql: Db, ids: readonly string[]): Promise<CheckedReport[]> {
  if (ids.length === 0) return [];
  return await sql<CheckedReport[]>`${standing(sql)} and p.id = any (${ids as string[]}::uuid[]) order by p.ordinal`;
}

/** The next reports of a form from an ordinal on. */
export async function loadNextReports(
  sql: Db,
  form: { readonly missionId: string; readonly formUuid: string },
  { from, most }: { readonly from: number; readonly most: number },
): Promise<CheckedReport[]> {
  return await sql<CheckedReport[]>`
    ${standing(sql)} and p.mission_id = ${form.missionId} and p.form_uuid = ${form.formUuid} and p.ordinal >= ${from}
    order by p.ordinal limit ${most}`;
}

/** The newest reports of a form, or of these ordinals alone. */
export async function loadNewestReports(
  sql: Db,
  form: { readonly missionId: string; readonly formUuid: string },
  { ordinals, most }: { readonly ordinals: readonly number[] | null; readonly most: number },
): Promise<CheckedReport[]> {
  const wanted = ordinals === null ? sql`true` : sql`p.ordinal = any (${ordinals as number[]}::int[])`;
  return await sql<CheckedReport[]>`
    ${standing(sql)} and p.mission_id = ${form.missionId} and p.form_uuid = ${form.formUuid} and ${wanted}
    order by p.ordinal desc limit ${most}`;
}

/** What other reports of their stations say, by report: the last ones of that form; of the same form, those of other devices. */
export async function loadOthers(
  sql: Db,
  ids: readonly string[],
  otherUuid: string,
): Promise<ReadonlyMap<string, readonly StoredAnswers[]>> {
  const rows = await sql<{ of: string; answers: StoredAnswers }[]>`
    select p.id as of, o.answers from report p cross join lateral (
      select a.answers, o.first_index from report o
      join report_reading a on a.report_id = o.version_report_id and a.sha256 = o.version_sha256 and a.answers is not null
      where o.mission_id = p.mission_id and o.station = p.station and o.state = 'read' and o.form_uuid = ${otherUuid}
        and o.id <> p.id and (p.form_uuid <> ${otherUuid} or o.device_id is distinct from p.device_id)
      order by o.first_index desc, o.id limit ${MOST_OTHERS}
    ) o where p.id = any (${ids as string[]}::uuid[])`;
  const found = new Map<string, StoredAnswers[]>();
  for (const { of, answers } of rows) found.set(of, [...(found.get(of) ?? []), answers]);
  return found;
}

/** What the register says of these stations: code → figure by its key. */
export async function loadFigures(
  sql: Db,
  electionId: string | null,
  wanted: { readonly sources: readonly NameSource[]; readonly stations: readonly (string | null)[] },
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const params = new SqlParams();
  const figures = new RegisterFigures(params, electionId);
  const stations = [...new Set(wanted.stations.filter((station) => station !== null))];
  const parts = wanted.sources.flatMap((source) => {
    if (source.kind === 'answer' || source.kind === 'other') return [];
    if (source.kind === 'station' && source.field === 'code') return [];
    return [`select ${params.add(figureKey(source), 'text')} as key, code, value from ${figures.tableOf(source)}`];
  });
  const found = new Map<string, Map<string, string>>();
  if (parts.length === 0 || stations.length === 0) return found;
  const codes = params.add(JSON.stringify(stations), 'text');
  const rows = await sql.unsafe<{ key: string; code: string; value: string }[]>(
    `with ${figures.tables.join(', ')} select * from (${parts.join(' union all ')}) f
    where code in (select json_array_elements_text(${codes}::json)) and value <> ''`,
    params.values,
  );
  for (const { key, code, value } of rows) {
    const own = found.get(code) ?? new Map<string, string>();
    found.set(code, own.set(key, value));
  }
  return found;
}
