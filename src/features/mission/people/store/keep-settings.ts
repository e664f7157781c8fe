import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';

/** What a mission decided about its people. */
export interface StoredSettings {
  readonly accreditationRule: string | null;
  readonly countryCode: string | null;
  readonly revision: number;
}

/** What a mission decided; nothing, with revision 0, where nobody did. */
export async function findSettings(sql: Db, missionId: string): Promise<StoredSettings> {
  const [row] = await sql<StoredSettings[]>`
    select accreditation_rule as "accreditationRule", country_code as "countryCode", revision
    from people_settings where mission_id = ${missionId}`;
  return row ?? { accreditationRule: null, countryCode: null, revision: 0 };
}

/** Keeps what a mission decided. @throws Problem `changed-meanwhile`. */
export async function saveSettings(
  sql: TransactionSql,
  missionId: string,
  { accreditationRule, countryCode, base }: Omit<StoredSettings, 'revision'> & { readonly base: number },
): Promise<void> {
  await sql`insert into people_settings (mission_id) values (${missionId}) on conflict do nothing`;
  const rows = await sql`
    update people_settings set accreditation_rule = ${accreditationRule}, country_code = ${countryCode},
      revision = revision + 1
    where mission_id = ${missionId} and revision = ${base} returning mission_id`;
  if (rows.length === 0) throw new Problem('changed-meanwhile');
}
