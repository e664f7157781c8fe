import type { Sql } from 'postgres';

/** A version as an export needs it. */
export interface ExportedRow {
  readonly index: string;
  readonly reportId: string;
  readonly sha256: string;
  readonly number: number;
  readonly receivedAt: Date;
  readonly channel: string;
  readonly pseudonym: string | null;
  readonly formId: string | null;
  readonly formVersion: string | null;
  readonly instanceId: string | null;
  readonly deprecatedId: string | null;
  readonly fault: string | null;
  readonly raw: Uint8Array | null;
  readonly leafHash: Uint8Array;
  /** As JSON text; null where the log does not state a reading yet. */
  readonly answers: string | null;
  readonly readForm: number | null;
  /** Files that came before the end, as JSON text. */
  readonly files: string;
}

/** Which part of the log is read next. */
export interface BatchPlace {
  /** Only what has a greater place. */
  readonly after: number;
  /** Only what has a smaller place: the size of the log when the export began. */
  readonly end: number;
}

/** At most so many versions, and of so many bytes, are held at once; one version may be larger. */
export const BATCH = { rows: 200, bytes: 4_000_000 } as const;

/**
 * The next versions in the order of the log: a statement of its own, so that no old state of the database is held while an
 * export runs. Readings and files count as far as the log below `end` states them: what is exported follows from the log.
 */
export async function readBatch(sql: Sql, missionId: string, { after, end }: BatchPlace): Promise<ExportedRow[]> {
  return await sql<ExportedRow[]>`
    with page as materialized (
      select report_id, sha256 from (
        select report_id, sha256, sum(bytes) over (order by leaf_index) - bytes as before from (
          select report_id, sha256, bytes, leaf_index from report_item
          where mission_id = ${missionId} and leaf_index > ${after} and leaf_index < ${end}
          order by leaf_index limit ${BATCH.rows}
        ) as next
      ) as summed where before < ${BATCH.bytes}
    )
    select i.leaf_index as index, i.report_id as "reportId", encode(i.sha256, 'hex') as sha256, i.number,
      i.received_at as "receivedAt", i.channel, d.pseudonym, i.form_id as "formId", i.form_version as "formVersion",
      i.instance_id as "instanceId", i.deprecated_id as "deprecatedId", i.fault, i.raw, i.leaf_hash as "leafHash",
      case when l.index < ${end} then r.answers::text end as answers,
      case when l.index < ${end} then r.form_number end as "readForm",
      (
        select coalesce(json_agg(json_build_object('index', f.leaf_index, 'name', f.name, 'sha256',
          encode(f.sha256, 'hex'), 'bytes', f.bytes, 'contentType', f.content_type)
          order by f.leaf_index, f.name collate "C", f.sha256), '[]')::text
        from report_file f where f.report_id = i.report_id and f.leaf_index < ${end}
      ) as files
    from page p join report_item i on i.report_id = p.report_id and i.sha256 = p.sha256
    left join report_reading r on r.report_id = i.report_id and r.sha256 = i.sha256
    left join log_leaf l on l.mission_id = i.mission_id and l.announced_id = r.announced_id
    left join device d on d.id = i.device_id
    order by i.leaf_index`;
}

/** How many leaves the log of a mission has. */
export async function findLogSize(sql: Sql, missionId: string): Promise<number> {
  const rows = await sql<{ index: string }[]>`
    select index from log_leaf where mission_id = ${missionId} order by index desc limit 1`;
  return rows[0] === undefined ? 0 : Number(rows[0].index) + 1;
}
