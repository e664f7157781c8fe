import type { Db } from '../../../../platform/http/endpoint.ts';
import type { ActDetails } from '../incident.ts';
import type { ShownAct, ShownLink } from '../incident-replies.ts';

/** Everything that was done to an incident, the first first. */
export async function listActs(sql: Db, incident: string): Promise<ShownAct[]> {
  const rows = await sql<(Omit<ShownAct, 'at' | 'details'> & { details: ActDetails; at: Date })[]>`
    select id, number, details, reason, by_name as by, at from incident_act
    where incident_id = ${incident} order by number`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** What belongs to an incident besides the report that it was made of. */
export async function listLinks(sql: Db, incident: string): Promise<ShownLink[]> {
  return await sql<ShownLink[]>`
    select l.kind, l.target_id as target, coalesce(p.code, (r.ordinal + 1)::text, l.target_id::text) as label
    from incident_link l
    left join person p on l.kind = 'person' and p.mission_id = l.mission_id and p.id = l.target_id
    left join report r on l.kind = 'report' and r.id = l.target_id
    where l.incident_id = ${incident} order by l.kind, label`;
}

/** Pictures of a report that are there and can be opened. */
export async function listPhotos(sql: Db, report: string): Promise<{ name: string; sha256: string }[]> {
  return await sql<{ name: string; sha256: string }[]>`
    select distinct on (sha256) name, encode(sha256, 'hex') as sha256 from report_file
    where report_id = ${report} and content_type in ('image/jpeg', 'image/png', 'image/webp', 'image/gif') and key is not null order by sha256, name limit 20`;
}
