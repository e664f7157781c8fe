import type { Db } from '../../../../../platform/http/endpoint.ts';
import { type ArrivalRow, arrivalColumns, arrivalJoins, arrivalOf, type MissionNames } from './arrival-row.ts';

/** What a program is told of a version, beside what every list tells. */
export interface ProgramVersion extends ReturnType<typeof arrivalOf> {
  readonly leafHash: Uint8Array;
  readonly instanceId: string | null;
  readonly deprecatedId: string | null;
  readonly bytes: number;
  readonly answers: Readonly<Record<string, unknown>> | null;
}

type Row = ArrivalRow & Pick<ProgramVersion, 'leafHash' | 'instanceId' | 'deprecatedId' | 'bytes' | 'answers'>;

const columns = (sql: Db) => sql`
  ${arrivalColumns(sql)}, i.instance_id as "instanceId", i.deprecated_id as "deprecatedId", i.bytes, r.answers`;

/** Versions after a place of the log, in its order. */
export async function listAfter(
  sql: Db,
  mission: MissionNames,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<ProgramVersion[]> {
  const rows = await sql<Row[]>`
    with page as materialized (
      select report_id, sha256 from report_item where mission_id = ${mission.id} and leaf_index > ${after}
      order by leaf_index limit ${limit}
    )
    select ${columns(sql)} from page p join report_item i on i.report_id = p.report_id and i.sha256 = p.sha256
    ${arrivalJoins(sql)} order by i.leaf_index`;
  return rows.map((row) => versionOf(row, mission));
}

/** The last versions of the report whose rows stand under these ids, in the order of the log. */
export async function listVersionsOf(
  sql: Db,
  mission: MissionNames,
  { ids, limit }: { readonly ids: readonly string[]; readonly limit: number },
): Promise<ProgramVersion[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from report_item i ${arrivalJoins(sql)}
    where i.report_id in ${sql(ids)} and i.mission_id = ${mission.id}
    order by i.leaf_index desc limit ${limit}`;
  return rows.map((row) => versionOf(row, mission)).reverse();
}

function versionOf(row: Row, mission: MissionNames): ProgramVersion {
  const { leafHash, instanceId, deprecatedId, bytes, answers } = row;
  return { ...arrivalOf(row, mission), leafHash, instanceId, deprecatedId, bytes, answers };
}
