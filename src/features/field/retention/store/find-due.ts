import type { PendingQuery, Row } from 'postgres';
import type { Db } from '../../../../platform/http/endpoint.ts';
import type { RetentionPart } from '../retention.ts';

/** Of which mission, and only these objects; null: all. */
export interface Sought {
  readonly missionId: string;
  readonly objects: readonly string[] | null;
}

/**
 * What a part of a mission consists of at present: `object_id`, `label` and `sha256` say which, `mark` how it stands, `is_gone`
 * that it was deleted or erased, `left_out` why it is not to be deleted now (null: it may be). A list is made of these rows,
 * and the job judges by them what has changed since: one question for both, so that they cannot mean different things.
 */
export function rowsOf(sql: Db, part: RetentionPart, sought: Sought) {
  return ROWS[part](sql, sought);
}

const ROWS: Readonly<Record<RetentionPart, (sql: Db, sought: Sought) => Part>> = {
  device: deviceRows,
  entry: entryRows,
  file: fileRows,
  scan: scanRows,
  copy: copyRows,
  submission: submissionRows,
};

/**
 * What was heard of since, enrolled or named anew stands otherwise. When it was heard of is written once a minute, so that
 * the place in the log of the last that it sent or brought is looked at as well. The device of a report that is kept stays
 * known.
 */
function deviceRows(sql: Db, { missionId, objects }: Sought) {
  return sql`
    select d.id as object_id, d.pseudonym as label, null::bytea as sha256, 0::bigint as bytes,
      concat_ws('.', d.enrolments, d.revoked_at is not null, extract(epoch from d.last_seen_at), md5(d.name),
        s.last_index) as mark,
      d.forgotten_at is not null as is_gone,
      case when d.id in (
        select r.device_id from report r where r.id in ${held(sql, missionId)} and r.device_id is not null
      ) then 'hold' end as left_out
    from device d left join (
      select t.device_id, max(t.leaf_index) as last_index from (
        select device_id, leaf_index from report_item where mission_id = ${missionId}
        union all select courier_id, leaf_index from report_item where mission_id = ${missionId}
        union all select device_id, leaf_index from report_file where mission_id = ${missionId}
      ) as t where t.device_id is not null ${among(sql, sql`t.device_id`, objects)} group by t.device_id
    ) as s on s.device_id = d.id
    where d.mission_id = ${missionId} ${among(sql, sql`d.id`, objects)}`;
}

function entryRows(sql: Db, { missionId, objects }: Sought) {
  return sql`
    select e.id as object_id, e.came_by as label, e.sha256, 0::bigint as bytes, '' as mark,
      e.reporter is null and e.note is null as is_gone,
      case when e.sha256 in (
        select i.sha256 from report_item i
        where i.mission_id = ${missionId} and i.report_id in (
          select h.report_id from retention_hold h where h.mission_id = ${missionId} and h.ended_at is null
          union all select a.id from report_alias a where a.report_id in ${held(sql, missionId)}
        )
      ) then 'hold' end as left_out
    from report_entry e where e.mission_id = ${missionId} ${among(sql, sql`e.id`, objects)}`;
}

function fileRows(sql: Db, { missionId, objects }: Sought) {
  const report = sql`coalesce(a.report_id, f.report_id)`;
  return sql`
    select f.report_id as object_id, f.name as label, f.sha256, f.bytes, ${markOf(sql, report)} as mark,
      f.key is null as is_gone, ${holdOf(sql, missionId, report)} as left_out
    from report_file f left join report_alias a on a.id = f.report_id
    where f.mission_id = ${missionId} ${among(sql, sql`f.report_id`, objects)}`;
}

/** A sheet that nobody has typed yet would lose what it says. */
function scanRows(sql: Db, { missionId, objects }: Sought) {
  const report = sql`coalesce(a.report_id, s.report_id)`;
  return sql`
    select p.id as object_id, p.label, coalesce(p.scan_sha256, '') as sha256, 0::bigint as bytes,
      concat_ws('.', encode(p.scan_sha256, 'hex'), p.withdrawn_at is not null, ${markOf(sql, report)}) as mark,
      p.scan_sha256 is null as is_gone,
      case when s.paper_id is null and p.withdrawn_at is null then 'untyped' else ${holdOf(sql, missionId, report)} end
        as left_out
    from paper p left join paper_settlement s on s.paper_id = p.id left join report_alias a on a.id = s.report_id
    where p.mission_id = ${missionId} ${among(sql, sql`p.id`, objects)}`;
}

function copyRows(sql: Db, { missionId, objects }: Sought) {
  const report = sql`coalesce(a.report_id, s.report_id)`;
  return sql`
    select e.id as object_id, concat_ws('/', p.label, e.place) as label, e.sha256,
      coalesce(length(e.raw), 0)::bigint as bytes,
      concat_ws('.', p.withdrawn_at is not null, e.withdrawn_at is not null, ${markOf(sql, report)}) as mark,
      e.raw is null as is_gone,
      case when s.paper_id is null and p.withdrawn_at is null then 'untyped' else ${holdOf(sql, missionId, report)} end
        as left_out
    from paper p join paper_entry e on e.paper_id = p.id
    left join paper_settlement s on s.paper_id = p.id left join report_alias a on a.id = s.report_id
    where p.mission_id = ${missionId} ${among(sql, sql`e.id`, objects)}`;
}

/** What was not read says nothing but its bytes. */
function submissionRows(sql: Db, { missionId, objects }: Sought) {
  const report = sql`coalesce(a.report_id, i.report_id)`;
  return sql`
    select i.report_id as object_id, i.number::text as label, i.sha256, i.bytes::bigint as bytes,
      ${markOf(sql, report)} as mark, i.raw is null as is_gone,
      case when r.state is distinct from 'read' then 'unread' else ${holdOf(sql, missionId, report)} end as left_out
    from report_item i left join report_alias a on a.id = i.report_id
    left join report_reading r on r.report_id = i.report_id and r.sha256 = i.sha256
    where i.mission_id = ${missionId} ${among(sql, sql`i.report_id`, objects)}`;
}

/** A part of a statement. */
type Part = PendingQuery<Row[]>;

function among(sql: Db, column: Part, objects: Sought['objects']) {
  return objects === null ? sql`` : sql`and ${column} = any (${objects as string[]}::uuid[])`;
}

/** The reports that are kept at present. */
function held(sql: Db, missionId: string) {
  return sql`(select h.report_id from retention_hold h where h.mission_id = ${missionId} and h.ended_at is null)`;
}

function holdOf(sql: Db, missionId: string, report: Part) {
  return sql`case when ${report} in ${held(sql, missionId)} then 'hold' end`;
}

/** How far a report has come: the place in the log of its last version, and how much people did to it. */
function markOf(sql: Db, report: Part) {
  return sql`concat_ws('.',
    (
      select max(v.leaf_index) from report_item v
      where v.report_id = any (array(select ${report} union all select m.id from report_alias m where m.report_id = ${report}))
    ),
    (select count(*) from report_act t where t.report_id = ${report}))`;
}
