import type { Sql, TransactionSql } from 'postgres';
import { type CodebookTable, readCodebookTable } from '../../forms/checking/codebook-table.ts';
import { type PackageNode, type RuleForm, repeatPaths, ruleQuestions } from '../rule/rule-form.ts';
import type { ValueType } from '../rule/term.ts';

type Db = Sql | TransactionSql;

/** A form that checks may be about. */
export interface CheckedForm {
  readonly id: string;
  readonly formId: string;
  /** Number of its newest version. */
  readonly number: number;
}

/** The form of that name on telephones, with its newest version; null: there is none, or it was never published. */
export async function findCheckedForm(sql: Db, missionId: string, formId: string): Promise<CheckedForm | null> {
  const rows = await sql<CheckedForm[]>`
    select f.id, f.form_id as "formId", max(v.number)::int as number from form f join form_version v on v.form_id = f.id
    where f.mission_id = ${missionId} and f.form_id = ${formId} group by f.id`;
  return rows[0] ?? null;
}

/** A version of a form as rules see it; null: there is none. */
export async function loadRuleForm(
  sql: Db,
  version: { readonly id: string; readonly number: number },
): Promise<RuleForm | null> {
  const [row] = await sql<{ formId: string; codebook: CodebookTable; nodes: readonly PackageNode[] }[]>`
    select f.form_id as "formId", v.codebook, v.package -> 'core' -> 'nodes' as nodes
    from form_version v join form f on f.id = v.form_id
    where v.form_id = ${version.id} and v.number = ${version.number}`;
  if (row === undefined) return null;
  const questions = ruleQuestions(readCodebookTable(row.codebook).values(), repeatPaths(row.nodes ?? []));
  return { formId: row.formId, number: version.number, questions };
}

const UNITS: Readonly<Record<string, ValueType>> = { count: 'number', percent: 'number', date: 'date' };

/** What authorities may speak of, by the subjects of the register: what their values are. */
export async function loadSubjects(sql: Db, electionId: string | null): Promise<ReadonlyMap<string, ValueType>> {
  if (electionId === null) return new Map();
  const rows = await sql<{ key: string; unit: string | null }[]>`
    select s.key, c.unit from record s left join (
      select cells ->> 'subject' as subject, min(cells ->> 'unit') as unit from record
      where election_id = ${electionId} and kind = 'claim' and not withdrawn and cells ->> 'kind' = 'official'
        and cells ->> 'place' <> '' group by 1
    ) c on c.subject = s.key
    where s.election_id = ${electionId} and s.kind = 'subject' and not s.withdrawn`;
  return new Map(rows.map(({ key, unit }) => [key, unit === null ? 'number' : (UNITS[unit] ?? 'text')]));
}

/** How often the register of an election has changed; null: the mission observes none. */
export async function findRegister(sql: Db, missionId: string): Promise<{ id: string; revision: number } | null> {
  const rows = await sql<{ id: string; revision: number }[]>`
    select e.id, e.revision::float8 as revision from mission m join election e on e.id = m.election_id
    where m.id = ${missionId}`;
  return rows[0] ?? null;
}
