import type { TransactionSql } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { ListedSample, ShownUnit } from '../sample-replies.ts';
import { unitOrder } from './keep-samples.ts';

type Row = Omit<ListedSample, 'drawnAt' | 'withdrawn'> & {
  readonly drawnAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBy: string | null;
  readonly reason: string | null;
  readonly replacedBy: string | null;
};

/** Samples with how they stand, as a query that goes on with a condition or an order. */
const shownSamples = (sql: Db, missionId: string) => sql`
  select s.id, s.name, s.record, s.source, encode(s.document_hash, 'hex') as "documentSha256", s.drawn_at as "drawnAt",
    s.by_name as by, l.index::text as "logIndex", u.selected, u.reserves, c.expected, c.received,
    w.at as "withdrawnAt", w.by_name as "withdrawnBy", w.reason, w.replaced_by as "replacedBy",
    case
      when e.cells is null then null
      when (s.drawn_at at time zone (e.cells ->> 'timezone'))::date < (e.cells ->> 'election_day')::date then 'before'
      when (s.drawn_at at time zone (e.cells ->> 'timezone'))::date = (e.cells ->> 'election_day')::date then 'on-day'
      else 'after'
    end as "when"
  from sample s
  join mission m on m.id = s.mission_id
  left join record e on e.election_id = m.election_id and e.kind = 'election' and not e.withdrawn
  left join log_leaf l on l.mission_id = s.mission_id and l.announced_id = s.announced_id
  left join sample_withdrawal w on w.mission_id = s.mission_id and w.sample_id = s.id
  cross join lateral (
    select count(*) filter (where not is_reserve)::int as selected, count(*) filter (where is_reserve)::int as reserves
    from sample_unit where mission_id = s.mission_id and sample_id = s.id
  ) u
  cross join lateral (
    select coalesce(sum(complete + partial), 0)::int as received,
      coalesce(sum(complete + partial + none + unreachable + not_open + refused_entry), 0)::int as expected
    from response_count
    where mission_id = s.mission_id and unit = 'visit' and dimension = 'sample' and key = s.id::text
  ) c
  where s.mission_id = ${missionId}`;

function shownOf({ drawnAt, withdrawnAt, withdrawnBy, reason, replacedBy, ...row }: Row): ListedSample {
  const withdrawn =
    withdrawnAt === null
      ? null
      : { at: withdrawnAt.toISOString(), by: withdrawnBy ?? '', reason: reason ?? '', replacedBy };
  return { ...row, drawnAt: drawnAt.toISOString(), withdrawn };
}

/** The samples of a mission with how they stand, newest first. */
export async function listShownSamples(sql: Db, missionId: string): Promise<ListedSample[]> {
  const rows = await sql<Row[]>`${shownSamples(sql, missionId)} order by s.drawn_at desc, s.id`;
  return rows.map(shownOf);
}

/** A sample with how it stands; null: there is none of that id. */
export async function findListedSample(sql: Db, missionId: string, id: string): Promise<ListedSample | null> {
  const rows = await sql<Row[]>`${shownSamples(sql, missionId)} and s.id = ${id}`;
  return rows[0] === undefined ? null : shownOf(rows[0]);
}

/** The units of a sample: those that were selected, then the reserves; with names of the register, and what became of them. */
export async function loadShownUnits(sql: Db, missionId: string, id: string): Promise<ShownUnit[]> {
  return await sql<ShownUnit[]>`
    select u.position, u.is_reserve as "isReserve", u.station, u.stratum, u.cluster, u.stage, u.inclusion, u.weight,
      n.names, coalesce(v.expected, 0) as expected, coalesce(v.received, 0) as received
    from (select * from sample_unit where mission_id = ${missionId} and sample_id = ${id}) u
    left join (
      select station, count(*)::int as expected, count(*) filter (where status in ('complete', 'partial'))::int as received
      from visit where mission_id = ${missionId} and sample_id = ${id} and status is not null group by station
    ) v on v.station = u.station
    left join lateral (
      select jsonb_strip_nulls(jsonb_build_object('en', p.cells -> 'name_en', 'ru', p.cells -> 'name_ru',
        'az', p.cells -> 'name_az')) as names
      from record p join mission m on m.election_id = p.election_id
      where m.id = ${missionId} and p.kind = 'place' and p.key = u.station and not p.withdrawn
    ) n on true
    ${unitOrder(sql)}`;
}

/** A sample that does not count any more. */
interface Withdrawal {
  readonly id: string;
  readonly replacedBy: string | null;
  readonly reason: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: Date;
}

/** Withdraws a sample, which stays as it is. @returns its name. @throws Problem `not-found`, or `conflict` where it is already. */
export async function withdrawSample(
  sql: TransactionSql,
  missionId: string,
  { id, replacedBy, reason, by, at }: Withdrawal,
): Promise<string> {
  const [sample] = await sql<
    { name: string }[]
  >`select name from sample where mission_id = ${missionId} and id = ${id}`;
  if (sample === undefined) throw new Problem('not-found', { what: `sample ${id}` });
  const stored = await sql`
    insert into sample_withdrawal (mission_id, sample_id, replaced_by, by_id, by_name, at, reason)
    values (${missionId}, ${id}, ${replacedBy}, ${by.id}, ${by.name}, ${at}, ${reason})
    on conflict do nothing returning sample_id`;
  if (stored.length === 0) throw new Problem('conflict', { what: `sample ${sample.name}` });
  return sample.name;
}
