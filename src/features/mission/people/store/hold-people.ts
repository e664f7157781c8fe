import type { TransactionSql } from 'postgres';

/** Who changes people, and when. */
export interface Doer {
  readonly id: string;
  readonly name: string;
  readonly at: Date;
}

/** One change of a mission's people: who makes it, and the how many it is. */
export interface Change extends Doer {
  readonly missionId: string;
  readonly number: number;
  /** Calling code of the mission's country; null: none was decided. */
  readonly countryCode: string | null;
}

/**
 * Begins a change of a mission's people. Until the transaction ends, whoever else begins one waits, so that what was looked at
 * is what is changed.
 */
export async function beginChange(sql: TransactionSql, missionId: string, { id, name, at }: Doer): Promise<Change> {
  const [row] = await sql<{ number: string; countryCode: string | null }[]>`
    insert into people_settings (mission_id, changes) values (${missionId}, 1)
    on conflict (mission_id) do update set changes = people_settings.changes + 1
    returning changes as number, country_code as "countryCode"`;
  return { id, name, at, missionId, number: Number(row?.number), countryCode: row?.countryCode ?? null };
}

/** How far changes of a mission's people have come; 0: there was none. */
export async function findLastChange(sql: TransactionSql, missionId: string): Promise<number> {
  const [row] = await sql<{ number: string }[]>`
    select changes as number from people_settings where mission_id = ${missionId}`;
  return Number(row?.number ?? 0);
}
