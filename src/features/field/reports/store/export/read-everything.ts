import type { Db } from '../../../../../platform/http/endpoint.ts';

/** A file that came for a report, at the version that it belongs to. */
export interface KeptFile {
  readonly name: string;
  /** In hexadecimal digits, as the key that opens what the log states of it. */
  readonly sha256: string;
  readonly key: string;
  readonly bytes: number;
  readonly contentType: string;
  readonly index: number;
  /** The device that sent it; null: none, or the desk. */
  readonly deviceId: string | null;
}

/** A version of a report with all that is known of it: what somebody needs who goes on elsewhere. */
export interface KeptVersion {
  /** Its place in the log. */
  readonly index: string;
  /** The report that it belongs to, whatever name it came under. */
  readonly report: string;
  readonly number: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly receivedAt: Date;
  readonly channel: string;
  readonly deviceId: string | null;
  readonly pseudonym: string | null;
  readonly deviceName: string | null;
  readonly formId: string | null;
  readonly formVersion: string | null;
  /** The version of ours that it was read with. */
  readonly formNumber: number | null;
  readonly instanceId: string | null;
  readonly deprecatedId: string | null;
  readonly fault: string | null;
  /** Null: it was erased, or its bytes were deleted when their time was over. */
  readonly raw: Uint8Array | null;
  /** What opens the commitments of the log, in hexadecimal digits; null: it was erased. */
  readonly key: string | null;
  readonly leafHash: Uint8Array;
  /** How its report stands; null: it was not read yet. */
  readonly state: string | null;
  readonly reason: string | null;
  readonly flags: readonly string[];
  readonly station: string | null;
  readonly isMoved: boolean;
  /** Whether it is the version of its report that counts. */
  readonly stands: boolean;
  readonly answers: Readonly<Record<string, string | null>> | null;
  readonly files: readonly KeptFile[];
}

/** Which versions of a mission: all, or those of one report. */
export interface WantedVersions {
  readonly missionId: string;
  readonly report: string | null;
}

/** At most so many versions, and of so many bytes, are held at once; one version may be larger. */
const [MOST_ROWS, MOST_BYTES] = [200, 4_000_000];

/** The next versions after a place of the log, in its order; none: there are no more. */
export async function readVersions(sql: Db, wanted: WantedVersions, after: number): Promise<KeptVersion[]> {
  const { missionId, report } = wanted;
  const only =
    report === null
      ? sql``
      : sql`and report_id = any (array(
          select ${report}::uuid union all select id from report_alias where report_id = ${report}))`;
  return await sql<KeptVersion[]>`
    with page as materialized (
      select report_id, number from (
        select report_id, number, sum(bytes) over (order by leaf_index) - bytes as before from (
          select report_id, number, bytes, leaf_index from report_item
          where mission_id = ${missionId} and leaf_index > ${after}
            ${only}
          order by leaf_index limit ${MOST_ROWS}
        ) as next
      ) as summed where before < ${MOST_BYTES}
    )
    select i.leaf_index as index, coalesce(a.report_id, i.report_id) as report, i.number,
      encode(i.sha256, 'hex') as sha256, i.bytes, i.received_at as "receivedAt", i.channel, i.device_id as "deviceId",
      d.pseudonym, d.name as "deviceName", i.form_id as "formId", i.form_version as "formVersion",
      q.form_number as "formNumber", i.instance_id as "instanceId", i.deprecated_id as "deprecatedId", i.fault, i.raw,
      encode(i.key, 'hex') as key, i.leaf_hash as "leafHash", r.state, r.reason, coalesce(r.flags, '{}') as flags,
      r.station, coalesce(r.station_moved, false) as "isMoved", q.answers,
      coalesce(r.version_report_id = i.report_id and r.version_sha256 = i.sha256, false) as stands,
      case when i.key is null then '[]' else coalesce(f.files, '[]') end as files
    from page p join report_item i on i.report_id = p.report_id and i.number = p.number
    left join report_alias a on a.id = i.report_id
    left join report r on r.id = coalesce(a.report_id, i.report_id)
    left join report_reading q on q.report_id = i.report_id and q.sha256 = i.sha256
    left join device d on d.id = i.device_id
    left join lateral (${filesOf(sql)}) f on true
    order by i.leaf_index`;
}

/**
 * The files of version `i`, so that each is with one version: the first that names it, otherwise the last that came before
 * it, otherwise the first of all.
 */
const filesOf = (sql: Db) => sql`
  select json_agg(json_build_object('name', g.name, 'sha256', encode(g.sha256, 'hex'), 'key', encode(g.key, 'hex'),
    'bytes', g.bytes, 'contentType', g.content_type, 'index', g.leaf_index, 'deviceId', g.device_id)
    order by g.leaf_index, g.name collate "C", g.sha256) as files
  from report_file g
  where g.report_id = i.report_id and g.key is not null and i.leaf_index = coalesce(
    (select min(n.leaf_index) from report_reading n where n.report_id = g.report_id and g.name = any (n.expected_files)),
    (select max(o.leaf_index) from report_item o where o.report_id = g.report_id and o.leaf_index < g.leaf_index),
    (select min(o.leaf_index) from report_item o where o.report_id = g.report_id))`;

/** A file whose report has not come. */
export interface LoneFile extends KeptFile {
  readonly report: string;
}

/** Files that came and whose reports did not, in the order of the log. */
export async function readLoneFiles(sql: Db, missionId: string): Promise<LoneFile[]> {
  return await sql<LoneFile[]>`
    select g.report_id as report, g.name, encode(g.sha256, 'hex') as sha256, encode(g.key, 'hex') as key,
      g.bytes::float8 as bytes, g.content_type as "contentType", g.leaf_index::float8 as index,
      g.device_id as "deviceId"
    from report_file g
    where g.mission_id = ${missionId} and g.key is not null
      and not exists (select from report_item i where i.report_id = g.report_id)
    order by g.leaf_index`;
}

/** Something that a person did to a report, or wrote to it. */
export interface KeptWork {
  readonly report: string;
  readonly at: Date;
  readonly kind: string;
  readonly byId: string;
  readonly byName: string;
  /** The reason of an act, the text of a comment; null: withdrawn, or erased. */
  readonly text: string | null;
  /** Where it was moved to. */
  readonly station: string | null;
  /** The version that was made or chosen, in hexadecimal digits. */
  readonly version: string | null;
}

/** All acts on the reports of a mission, and all comments, in the order of time. Of one report: where that is given. */
export async function readWork(sql: Db, missionId: string, reports: readonly string[] | null): Promise<KeptWork[]> {
  const only = reports === null ? sql`` : sql`and w.report_id = any (${reports as string[]}::uuid[])`;
  return await sql<KeptWork[]>`
    select w.report_id as report, w.at, w.kind, w.by_id as "byId", w.by_name as "byName", w.reason as text, w.station,
      encode(w.version_sha256, 'hex') as version
    from report_act w where w.mission_id = ${missionId} ${only}
    union all
    select w.report_id, w.at, 'comment', w.by_id, w.by_name, w.text, null, null
    from report_comment w where w.mission_id = ${missionId} ${only}
    order by at, report`;
}
