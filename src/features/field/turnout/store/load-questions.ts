import type { Db } from '../../../../platform/http/endpoint.ts';
import { type PackageNode, repeatPaths } from '../../checks/rule/rule-form.ts';
import { type CodebookTable, readCodebookTable } from '../../forms/checking/codebook-table.ts';
import type { NumberForm } from '../turnout.ts';

/** A form with its id. */
export type StoredForm = NumberForm & { readonly id: string };

/** Forms of a mission that were published, with the questions of their newest versions that ask once for a whole number. */
export async function listNumberForms(sql: Db, missionId: string): Promise<StoredForm[]> {
  const rows = await sql<
    { id: string; form: string; title: string; codebook: CodebookTable; nodes: readonly PackageNode[] | null }[]
  >`
    select f.id, f.form_id as form, v.title, v.codebook, v.package -> 'core' -> 'nodes' as nodes from form f
    join lateral (
      select title, codebook, package from form_version where form_id = f.id order by number desc limit 1
    ) v on true
    where f.mission_id = ${missionId} order by f.form_id`;
  return rows.map(({ id, form, title, codebook, nodes }) => {
    const repeats = repeatPaths(nodes ?? []);
    const isOnce = (path: string) => !repeats.some((repeat) => path.startsWith(`${repeat}/`));
    const asked = [...readCodebookTable(codebook).values()];
    const numbers = asked.filter(({ path, type }) => WHOLE.includes(type) && isOnce(path));
    return { id, form, title, numbers: numbers.map(({ path, labels }) => ({ path, labels })) };
  });
}

const WHOLE = ['int', 'integer'];
