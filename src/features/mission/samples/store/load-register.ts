import type { CalendarDate } from '../../../../kernel/calendar-date.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { FramePlace, SizeClaim } from '../register-frame.ts';
import type { SizesWanted } from '../sample.ts';

/** An election as far as a frame is made of it. */
export interface FrameElection {
  readonly id: string;
  readonly slug: string;
  readonly revision: number;
  readonly day: CalendarDate;
}

/** The election that a mission observes; null: none on this server. */
export async function findElection(sql: Db, missionId: string): Promise<FrameElection | null> {
  const rows = await sql<FrameElection[]>`
    select e.id, e.slug, e.revision, r.cells ->> 'election_day' as day
    from mission m join election e on e.id = m.election_id
    join record r on r.election_id = e.id and r.kind = 'election' and not r.withdrawn
    where m.id = ${missionId}`;
  return rows[0] ?? null;
}

/** All places of an election, by their codes. */
export async function loadPlaces(sql: Db, electionId: string): Promise<FramePlace[]> {
  return await sql<FramePlace[]>`
    select key as code, cells ->> 'parent' as parent, cells ->> 'level' as level, cells ->> 'station' as station,
      cells ->> 'valid_from' as "validFrom", cells ->> 'valid_to' as "validTo"
    from record where election_id = ${electionId} and kind = 'place' and not withdrawn
    order by key collate "C"`;
}

/** What is claimed of places, without what its speaker replaced by something else. */
export async function loadSizes(
  sql: Db,
  electionId: string,
  { subject, asOf, kind }: SizesWanted,
): Promise<SizeClaim[]> {
  return await sql<SizeClaim[]>`
    select c.cells ->> 'place' as place, c.cells ->> 'value' as value, c.cells ->> 'bound' is null as "isExact"
    from record c
    where c.election_id = ${electionId} and c.kind = 'claim' and not c.withdrawn
      and c.cells ->> 'subject' = ${subject} and c.cells ->> 'place' is not null
      ${asOf === null ? sql`` : sql`and c.cells ->> 'as_of' = ${asOf}`}
      ${kind === null ? sql`` : sql`and c.cells ->> 'kind' = ${kind}`}
      and not exists (
        select from record later where later.election_id = ${electionId} and later.kind = 'claim' and not later.withdrawn
          and later.cells ->> 'supersedes' = c.key)
    order by 1`;
}

/** Levels of places with how many there are, as far as polling stations lie in them. */
export async function listLevels(
  sql: Db,
  electionId: string,
): Promise<{ readonly level: string; readonly places: number }[]> {
  return await sql<{ level: string; places: number }[]>`
    select cells ->> 'level' as level, count(*)::int as places from record
    where election_id = ${electionId} and kind = 'place' and not withdrawn
      and cells ->> 'level' in ('region', 'district', 'constituency')
    group by 1 order by 2, 1`;
}

/** Sorts of polling stations with how many there are. */
export async function listSorts(
  sql: Db,
  electionId: string,
): Promise<{ readonly sort: string; readonly stations: number }[]> {
  return await sql<{ sort: string; stations: number }[]>`
    select coalesce(cells ->> 'station', '') as sort, count(*)::int as stations from record
    where election_id = ${electionId} and kind = 'place' and not withdrawn and cells ->> 'level' = 'precinct'
    group by 1 order by 2 desc, 1`;
}

/** A sort of claim that stations have, and how many of them. */
export interface SizeSort extends SizesWanted {
  readonly stations: number;
}

/** What is claimed of polling stations in whole numbers, most of them first. */
export async function listSizes(sql: Db, electionId: string): Promise<SizeSort[]> {
  return await sql<SizeSort[]>`
    select c.cells ->> 'subject' as subject, c.cells ->> 'as_of' as "asOf", c.cells ->> 'kind' as kind,
      count(distinct c.cells ->> 'place')::int as stations
    from record c join record p on p.election_id = c.election_id and p.kind = 'place' and not p.withdrawn
      and p.key = c.cells ->> 'place' and p.cells ->> 'level' = 'precinct'
    where c.election_id = ${electionId} and c.kind = 'claim' and not c.withdrawn and c.cells ->> 'value' ~ '^[0-9]{1,15}$'
      and c.cells ->> 'candidate' is null
    group by 1, 2, 3 order by 4 desc, 1, 2, 3 limit 50`;
}
