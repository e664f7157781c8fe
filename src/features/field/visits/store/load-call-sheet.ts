import type { Db } from '../../../../platform/http/endpoint.ts';
import type { SheetMember, SheetPhone, SheetRow } from '../call-sheet.ts';
import { filteredVisits, findDue, type VisitFilter, visitsOf } from './visit-filter.ts';

type Row = Omit<SheetRow, 'visits'> & {
  readonly visits: readonly Omit<SheetRow['visits'][number], 'stationNames'>[];
};

/** Teams that have visits of a filter, those first that were called longest ago; each with its visits and its people of the day. */
export async function loadCallSheet(
  sql: Db,
  missionId: string,
  { filter, now, limit }: { readonly filter: VisitFilter; readonly now: Date; readonly limit: number },
): Promise<Row[]> {
  const due = await findDue(sql, missionId, { filter, now });
  return await sql<Row[]>`
    with wanted as materialized (
      select v.team_id, v.day, v.phase, v.station, v.expected_id, v.position from ${visitsOf(sql, filter)}
      where ${filteredVisits(sql, missionId, { filter, due })} and v.expected_id is not null
    ), teams as (
      select team_id, min(day) as day, jsonb_agg(jsonb_build_object('id', expected_id, 'day', day, 'phase', phase,
        'station', station) order by day, position, station) as visits
      from wanted group by team_id
    )
    select t.id, jsonb_build_object('id', t.id, 'code', t.code) as team, null as person, w.visits,
      ${membersOn(sql, missionId, sql`w.day`)} as members, c.last as "lastCall"
    from teams w join team t on t.mission_id = ${missionId} and t.id = w.team_id
    left join lateral (${lastCall(sql, missionId, sql`c.team_id = t.id`)}) c on true
    order by c.called_at nulls first, jsonb_array_length(w.visits) desc, t.code_key limit ${limit}`;
}

/** Those whom a message has not reached, those first that were called longest ago. */
export async function loadNotReached(
  sql: Db,
  missionId: string,
  { message, day, limit }: { readonly message: string; readonly day: string; readonly limit: number },
): Promise<Row[]> {
  return await sql<Row[]>`
    with missed as (
      select team_id, person_id from message_recipient
      where mission_id = ${missionId} and message_id = ${message} and num_nonnulls(team_id, person_id) > 0
      group by 1, 2 having bool_and(delivered_at is null)
    )
    select coalesce(t.id, p.id) as id, case when t.id is not null then jsonb_build_object('id', t.id, 'code', t.code) end as team,
      case when p.id is not null then jsonb_build_object('id', p.id, 'code', p.code) end as person, '[]'::jsonb as visits,
      ${membersOn(sql, missionId, sql`${day}::date`)} as members, c.last as "lastCall"
    from missed x
    left join team t on t.mission_id = ${missionId} and t.id = x.team_id
    left join person p on p.mission_id = ${missionId} and p.id = x.person_id
    left join lateral (
      ${lastCall(sql, missionId, sql`(c.team_id = x.team_id or c.person_id = x.person_id)`)}
    ) c on true
    order by c.called_at nulls first, coalesce(t.code_key, p.code_key) limit ${limit}`;
}

type Part = ReturnType<Db>;

/** People of the team `t` on a day, in their order. */
const membersOn = (sql: Db, missionId: string, day: Part) => sql`coalesce((
    select jsonb_agg(jsonb_build_object('id', o.id, 'code', o.code, 'part', m.part) order by m.place)
    from team_member m join person o on o.mission_id = m.mission_id and o.id = m.person_id
    where m.mission_id = ${missionId} and m.team_id = t.id and daterange(m.from_day, m.to_day, '[]') @> ${day}
      and o.left_at is null
  ), '[]')`;

/** The last call `c` to somebody. */
const lastCall = (sql: Db, missionId: string, isToThem: Part) => sql`
  select c.called_at, jsonb_build_object('outcome', c.outcome, 'calledAt', to_char(c.called_at at time zone 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', c.by_name, 'note', c.note) as last
  from call_entry c where c.mission_id = ${missionId} and c.struck_at is null and ${isToThem}
  order by c.called_at desc limit 1`;

/** The teams that have visits of a filter. */
export async function listVisitTeams(
  sql: Db,
  missionId: string,
  { filter, now }: { readonly filter: VisitFilter; readonly now: Date },
): Promise<{ readonly id: string; readonly code: string }[]> {
  const due = await findDue(sql, missionId, { filter, now });
  return await sql<{ id: string; code: string }[]>`
    select t.id, t.code from team t where t.mission_id = ${missionId} and t.id in (
      select v.team_id from ${visitsOf(sql, filter)}
      where ${filteredVisits(sql, missionId, { filter, due })} and v.expected_id is not null
    ) order by t.code_key`;
}

/** A person, with what they are called. */
export async function listPersonAlone(
  sql: Db,
  missionId: string,
  person: string,
): Promise<{ readonly id: string; readonly code: string; readonly name: string | null }[]> {
  return await sql<{ id: string; code: string; name: string | null }[]>`
    select p.id, p.code, i.name from person p
    left join person_identity i on i.mission_id = p.mission_id and i.person_id = p.id
    where p.mission_id = ${missionId} and p.id = ${person}`;
}

/** Telephones of people, the one that was used last first. */
export async function loadSheetPhones(
  sql: Db,
  missionId: string,
  persons: readonly SheetMember['id'][],
): Promise<ReadonlyMap<string, readonly SheetPhone[]>> {
  const rows = await sql<(Omit<SheetPhone, 'lastUsedAt'> & { person: string; lastUsedAt: Date | null })[]>`
    select person_id as person, id, written, e164, label, last_used_at as "lastUsedAt" from person_phone
    where mission_id = ${missionId} and person_id = any (${persons as string[]}::uuid[])
    order by last_used_at desc nulls last, place, id`;
  const found = new Map<string, SheetPhone[]>();
  for (const { person, lastUsedAt, ...phone } of rows) {
    found.set(person, [...(found.get(person) ?? []), { ...phone, lastUsedAt: lastUsedAt?.toISOString() ?? null }]);
  }
  return found;
}

/** People of a team on a day, with what they are called. */
export async function listTeamPeople(
  sql: Db,
  missionId: string,
  { team, day }: { readonly team: string; readonly day: string },
): Promise<{ readonly id: string; readonly code: string; readonly name: string | null }[]> {
  return await sql<{ id: string; code: string; name: string | null }[]>`
    select p.id, p.code, i.name from team_member m
    join person p on p.mission_id = m.mission_id and p.id = m.person_id and p.left_at is null
    left join person_identity i on i.mission_id = p.mission_id and i.person_id = p.id
    where m.mission_id = ${missionId} and m.team_id = ${team} and daterange(m.from_day, m.to_day, '[]') @> ${day}::date
    order by m.place`;
}
