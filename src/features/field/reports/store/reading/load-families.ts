import type { TransactionSql } from 'postgres';

/** A version among all that came for its report, whatever name it came under. */
export interface RelatedVersion {
  /** Id of the report that all belong to. */
  readonly family: string;
  readonly reportId: string;
  readonly sha256: Uint8Array;
  readonly instanceId: string | null;
  readonly deprecatedId: string | null;
  readonly leafIndex: number;
  /** How it was read; null: not yet. */
  readonly flags: readonly string[] | null;
  /** Null: nothing of it could be read. */
  readonly expectedFiles: readonly string[] | null;
}

/** A file of a report. */
export interface RelatedFile {
  readonly family: string;
  readonly name: string;
  /** SHA-256 in hexadecimal digits. */
  readonly content: string;
}

/** Of more versions, or files, under one name of a report, only the newest are related to each other. */
const MOST_RELATED = 500;

/** The table `member`: all names that belong to the reports to which these ids belong. */
export const memberTable = (sql: TransactionSql, ids: readonly string[]) => sql`
  with roots as materialized (
    select distinct coalesce(a.report_id, g.id) as id
    from unnest(${ids as string[]}::uuid[]) g (id) left join report_alias a on a.id = g.id
  ), member as materialized (
    select id as family, id from roots
    union all select roots.id, a.id from roots join report_alias a on a.report_id = roots.id
  )`;

/** Everything that came for the reports to which these ids belong. */
export async function loadFamilies(
  sql: TransactionSql,
  ids: readonly string[],
): Promise<{ versions: RelatedVersion[]; files: RelatedFile[] }> {
  if (ids.length === 0) return { versions: [], files: [] };
  const members = memberTable(sql, ids);
  const versions = await sql<RelatedVersion[]>`
    ${members}
    select member.family, i.report_id as "reportId", i.sha256, i.instance_id as "instanceId",
      i.deprecated_id as "deprecatedId", i.leaf_index::float8 as "leafIndex", r.flags,
      case when r.answers is not null then r.expected_files end as "expectedFiles"
    from member cross join lateral (
      select report_id, sha256, instance_id, deprecated_id, leaf_index from report_item
      where report_id = member.id order by leaf_index desc limit ${MOST_RELATED}
    ) i
    left join report_reading r on r.report_id = i.report_id and r.sha256 = i.sha256`;
  const files = await sql<RelatedFile[]>`
    ${members}
    select member.family, f.name, encode(f.sha256, 'hex') as content
    from member cross join lateral (
      select name, sha256 from report_file where report_id = member.id order by leaf_index desc limit ${MOST_RELATED}
    ) f`;
  return { versions, files };
}
