import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { DeviceHolder } from '../people-replies.ts';
import type { Doer } from './hold-people.ts';

type Row = Omit<DeviceHolder, 'since'> & { readonly since: Date | null };

/** Every device of a mission, or the one with that id, with who has it now. */
export async function listHolders(sql: Db, missionId: string, deviceId: string | null = null): Promise<DeviceHolder[]> {
  const rows = await sql<Row[]>`
    select d.id as device, d.name as "deviceName", d.pseudonym, d.revoked_at is not null as "isRevoked", h.id,
      case when t.id is not null then jsonb_build_object('id', t.id, 'code', t.code) end as team,
      case when p.id is not null then jsonb_build_object('id', p.id, 'code', p.code) end as person, h.from_at as since
    from device d
    left join device_holder h on h.mission_id = d.mission_id and h.device_id = d.id and h.to_at is null
    left join team t on t.mission_id = h.mission_id and t.id = h.team_id
    left join person p on p.mission_id = h.mission_id and p.id = h.person_id
    where d.mission_id = ${missionId} and (${deviceId}::uuid is null or d.id = ${deviceId})
    order by d.revoked_at is not null, d.name, d.id`;
  return rows.map(({ since, ...holder }) => ({ ...holder, since: since?.toISOString() ?? null }));
}

/** The device of a mission with who has it, taken for a change. @throws Problem `not-found`. */
export async function lockHolder(sql: TransactionSql, missionId: string, deviceId: string): Promise<DeviceHolder> {
  await sql`select id from device where mission_id = ${missionId} and id = ${deviceId} for no key update`;
  const [found] = await listHolders(sql, missionId, deviceId);
  if (found === undefined) throw new Problem('not-found', { what: `device ${deviceId}` });
  return found;
}

/** Who has a device from now on. */
export interface NewHolder {
  readonly id: string;
  readonly deviceId: string;
  readonly team: string | null;
  readonly person: string | null;
  readonly reason: string | null;
}

/** Ends who had the device, and notes who has it; team and person null: nobody. */
export async function saveHolder(
  sql: TransactionSql,
  missionId: string,
  { holder, by }: { holder: NewHolder; by: Doer },
) {
  await sql`
    update device_holder set to_at = greatest(from_at, ${by.at}::timestamptz), is_matched = false
    where mission_id = ${missionId} and device_id = ${holder.deviceId} and to_at is null`;
  if (holder.team === null && holder.person === null) return;
  await sql`
    insert into device_holder (mission_id, id, device_id, team_id, person_id, from_at, by_id, by_name, reason)
    values (${missionId}, ${holder.id}, ${holder.deviceId}, ${holder.team}, ${holder.person}, ${by.at}, ${by.id}, ${by.name},
      ${holder.reason})`;
}
