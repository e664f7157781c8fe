import { markOf } from '../../../platform/db/noted/lexemes.ts';
import type { Db } from '../../../platform/http/endpoint.ts';
import type { Act } from '../../office/history/act.ts';
import type { CopiedCode, CopiedDevice, CopiedEntry, CopiedEvent, CopiedReport } from './observer-copy.ts';

/** The device of a mission, or null. */
export async function findCopiedDevice(sql: Db, missionId: string, id: string): Promise<CopiedDevice | null> {
  const rows = await sql<CopiedDevice[]>`
    select id, pseudonym, name, kind, login, created_at as "createdAt", enrolled_at as "enrolledAt",
      last_seen_at as "lastSeenAt", revoked_at as "revokedAt", revocation_reason as "revocationReason"
    from device where mission_id = ${missionId} and id = ${id}`;
  return rows[0] ?? null;
}

/** The codes that were made for a device, oldest first. */
export async function listCopiedCodes(sql: Db, deviceId: string): Promise<CopiedCode[]> {
  return await sql<CopiedCode[]>`
    select created_at as "createdAt", ends_at as "endsAt", used_at as "usedAt", withdrawn_at as "withdrawnAt", refusals
    from device_code where device_id = ${deviceId} order by created_at`;
}

/** The reports of which the device sent something, or which count as the device's: those typed for it at the desk as well. */
export async function listCopiedReports(sql: Db, missionId: string, deviceId: string): Promise<CopiedReport[]> {
  return await sql<CopiedReport[]>`
    select f.id, coalesce((
      select o.device_id from report_item o
      where o.report_id = any (array(select f.id union all select id from report_alias where report_id = f.id))
      order by o.leaf_index limit 1), r.device_id) is not distinct from ${deviceId}::uuid as "isOwn"
    from (
      select coalesce(a.report_id, i.report_id) as id
      from report_item i left join report_alias a on a.id = i.report_id
      where i.device_id = ${deviceId} and i.mission_id = ${missionId}
      union select id from report where device_id = ${deviceId} and mission_id = ${missionId}
    ) as f left join report r on r.id = f.id order by f.id`;
}

/** What was noted when versions with these hashes were typed for the device. */
export async function listCopiedEntries(
  sql: Db,
  { missionId, deviceId }: { readonly missionId: string; readonly deviceId: string },
  hashes: readonly string[],
): Promise<CopiedEntry[]> {
  return await sql<CopiedEntry[]>`
    select at, came_by as "cameBy", note, typist_id as "typistId" from report_entry
    where mission_id = ${missionId} and device_id = ${deviceId}
      and sha256 in (select decode(hex, 'hex') from unnest(${hashes as string[]}::text[]) as given (hex))
    order by at`;
}

/** Whose acts and events are looked for: a device, its object in the history, and its reports. */
export interface Concerned {
  readonly deviceId: string;
  /** `mission/pseudonym`. */
  readonly key: string;
  readonly reports: readonly string[];
}

/** The acts that concern them, oldest first. */
export async function listCopiedActs(sql: Db, { deviceId, key, reports }: Concerned): Promise<Act[]> {
  return await sql<Act[]>`
    select e.id, e.at, e.actor_id as "actorId", e.actor_name as "actorName", e.action, v.slug as election,
      e.subject_kind as "subjectKind", e.subject_key as "subjectKey", e.reason, e.details
    from (
      select id from audit_entry where subject_kind = 'device' and subject_key = ${key}
      union select id from audit_entry
        where subject_kind = 'report' and subject_key = any (${reports as string[]}::text[])
      union select i.entry_id from history_index i where i.words @@ ${quoted(markOf('a', deviceId))}::tsquery
    ) as found join audit_entry e on e.id = found.id left join election v on v.id = e.election_id
    order by e.at, e.id`;
}

/** The events of security that concern the device, oldest first. */
export async function listCopiedEvents(sql: Db, { deviceId, key }: Concerned): Promise<CopiedEvent[]> {
  return await sql<CopiedEvent[]>`
    select at, last_at as "lastAt", count, kind, actor_id as "actorId", actor_name as "actorName", source, details
    from security_event
    where area = 'security' and (actor_id = ${deviceId} or (subject_kind = 'device' and subject_key = ${key}))
    order by at, id`;
}

function quoted(lexeme: string): string {
  return `'${lexeme}'`;
}
