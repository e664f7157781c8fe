import type { Db } from '../../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import type { ReportReply, ShownFile, ShownVersion } from '../../arrivals/arrival-replies.ts';
import { type ArrivalRow, arrivalColumns, arrivalJoins, arrivalOf, codeOf, type MissionNames } from './arrival-row.ts';
import { loadHistory } from './load-standing.ts';

/** More versions or files of one report than these are not shown at once. */
const MOST_SHOWN = 200;
/** So many of the warnings of a version are shown above the report; a record of strangers may earn thousands. */
const MOST_WARNINGS = 20;

interface VersionRow extends ArrivalRow {
  readonly instanceId: string | null;
  readonly deprecatedId: string | null;
  readonly courierId: string | null;
  readonly courierName: string | null;
  readonly courierPseudonym: string | null;
  readonly bytes: number;
  readonly fault: string | null;
  readonly warnings: ShownVersion['warnings'] | null;
  readonly deviceSequence: number | null;
  readonly deviceTime: Date | null;
  readonly rawDeletedAt: Date | null;
}

/** The ids under which the rows of a report stand; the first is the one that the report goes by. */
export async function idsOfReport(sql: Db, id: string): Promise<readonly [string, ...string[]]> {
  const rows = await sql<{ id: string }[]>`
    with own as (select coalesce((select report_id from report_alias where id = ${id}), ${id}::uuid) as id)
    select id from (
      select id, 0 as place from own
      union all select m.id, 1 from report_alias m join own on m.report_id = own.id
    ) as found order by place, id`;
  const [first = { id }, ...rest] = rows;
  return [first.id, ...rest.map((row) => row.id)];
}

/** A report with everything that came for it. @throws Problem `not-found` where the mission has no such report. */
export async function loadReport(sql: Db, mission: MissionNames, id: string): Promise<ReportReply> {
  const ids = await idsOfReport(sql, id);
  const found = await loadVersions(sql, mission, ids);
  if (found.length === 0) throw new Problem('not-found', { what: `report ${id}` });
  const files = await loadFiles(sql, mission, ids);
  const [newest] = found;
  return {
    reportId: ids[0],
    versions: found.slice(0, MOST_SHOWN).reverse(),
    isCut: found.length > MOST_SHOWN,
    files,
    missingFiles: newest === undefined ? [] : await missingFiles(sql, ids, newest.sha256),
    ...(await loadHistory(sql, mission.id, ids)),
    hold: await findHold(sql, mission.id, ids),
  };
}

async function findHold(sql: Db, missionId: string, ids: readonly string[]): Promise<ReportReply['hold']> {
  const rows = await sql<{ by: string; at: Date }[]>`
    select by_name as by, at from retention_hold
    where mission_id = ${missionId} and report_id in ${sql(ids)} and ended_at is null order by at limit 1`;
  return rows[0] === undefined ? null : { by: rows[0].by, at: rows[0].at.toISOString() };
}

/** Newest first. */
async function loadVersions(sql: Db, mission: MissionNames, ids: readonly string[]): Promise<ShownVersion[]> {
  const rows = await sql<VersionRow[]>`
    select ${arrivalColumns(sql)}, i.instance_id as "instanceId", i.deprecated_id as "deprecatedId", i.bytes, i.fault,
      (
        select json_agg(w.value order by w.place)
        from json_array_elements(r.warnings) with ordinality as w (value, place) where w.place <= ${MOST_WARNINGS}
      ) as warnings,
      i.courier_id as "courierId", c.name as "courierName", c.pseudonym as "courierPseudonym",
      i.device_sequence as "deviceSequence", i.device_time as "deviceTime", i.raw_deleted_at as "rawDeletedAt"
    from report_item i ${arrivalJoins(sql)} left join device c on c.id = i.courier_id
    where i.report_id in ${sql(ids)} and i.mission_id = ${mission.id}
    order by i.leaf_index desc limit ${MOST_SHOWN + 1}`;
  return rows.map((row) => {
    const { courierId, courierName, courierPseudonym, deviceTime, rawDeletedAt, warnings, ...told } = row;
    const { reportId: _, ...version } = arrivalOf(told, mission);
    const courier = courierId === null ? null : { id: courierId, name: courierName, pseudonym: courierPseudonym };
    const { instanceId, deprecatedId, bytes, fault, deviceSequence } = row;
    const stated = { deviceSequence, deviceTime: deviceTime?.toISOString() ?? null };
    const deleted = { rawDeletedAt: rawDeletedAt?.toISOString() ?? null };
    return {
      ...version,
      ...stated,
      ...deleted,
      instanceId,
      deprecatedId,
      bytes,
      fault,
      warnings: warnings ?? [],
      courier,
    };
  });
}

async function loadFiles(sql: Db, mission: MissionNames, ids: readonly string[]): Promise<ShownFile[]> {
  type Row = Omit<ShownFile, 'receivedAt' | 'code' | 'bytes' | 'deletedAt'> & {
    readonly receivedAt: Date;
    readonly deletedAt: Date | null;
    readonly bytes: string;
    readonly index: string;
    readonly leafHash: Uint8Array;
  };
  const rows = await sql<Row[]>`
    select name, encode(sha256, 'hex') as sha256, bytes, content_type as "contentType", received_at as "receivedAt",
      leaf_index as index, leaf_hash as "leafHash", key is null as "isErased", deleted_at as "deletedAt"
    from report_file where report_id in ${sql(ids)} and mission_id = ${mission.id}
    order by leaf_index, name limit ${MOST_SHOWN}`;
  return rows.map(({ index, leafHash, receivedAt, deletedAt, bytes, ...file }) => ({
    ...file,
    bytes: Number(bytes),
    receivedAt: receivedAt.toISOString(),
    deletedAt: deletedAt?.toISOString() ?? null,
    code: codeOf(mission, Number(index), leafHash),
  }));
}

/** What a version names and nobody sent, in the order of its answers. Asked of all files, of which only some are shown. */
async function missingFiles(sql: Db, ids: readonly string[], sha256: string): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`
    select expected.name from report_reading r, unnest(r.expected_files) with ordinality as expected (name, place)
    where r.report_id in ${sql(ids)} and r.sha256 = ${Buffer.from(sha256, 'hex')}
      and not exists (select from report_file f where f.report_id in ${sql(ids)} and f.name = expected.name)
    order by expected.place`;
  return rows.map(({ name }) => name);
}

/** Which version, or which file, of a report. */
export interface PartOfReport {
  readonly report: string;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** What a version says, as it was read; null where it was not read, or was erased. */
export interface StoredReading {
  /** Path → answer, as JSON. */
  readonly answers: Readonly<Record<string, unknown>> | null;
  readonly warnings: readonly unknown[];
  /** The version of a form that it was read with, its id as in tables. */
  readonly form: { readonly id: string; readonly number: number } | null;
}

/** How a version was read. @throws Problem `not-found` where the mission has no such version. */
export async function loadReading(sql: Db, missionId: string, part: PartOfReport): Promise<StoredReading> {
  const rows = await sql<StoredReading[]>`
    select r.answers, coalesce(r.warnings, '[]') as warnings,
      case when v.number is null then null else json_build_object('id', v.form_id, 'number', v.number) end as form
    from report_item i ${arrivalJoins(sql)}
    where i.report_id in ${sql(await idsOfReport(sql, part.report))} and i.sha256 = ${Buffer.from(part.sha256, 'hex')}
      and i.mission_id = ${missionId}`;
  if (rows[0] === undefined) throw new Problem('not-found', { what: `version ${part.sha256}` });
  return rows[0];
}

/** The bytes of a version of at most so many; null: it has more, or none any more. */
export async function findRaw(
  sql: Db,
  missionId: string,
  { report, sha256, mostBytes }: PartOfReport & { readonly mostBytes: number },
): Promise<Uint8Array | null> {
  const rows = await sql<{ raw: Uint8Array | null }[]>`
    select raw from report_item
    where report_id in ${sql(await idsOfReport(sql, report))} and sha256 = ${Buffer.from(sha256, 'hex')}
      and mission_id = ${missionId} and bytes <= ${mostBytes}`;
  return rows[0]?.raw ?? null;
}

/** The bytes of a version as they came. @throws Problem `not-found`: the mission has no such version, or it was erased. */
export async function loadRaw(
  sql: Db,
  mission: MissionNames,
  part: PartOfReport,
): Promise<{ raw: Uint8Array; code: string }> {
  const rows = await sql<{ raw: Uint8Array | null; deletedAt: Date | null; index: string; leafHash: Uint8Array }[]>`
    select raw, raw_deleted_at as "deletedAt", leaf_index as index, leaf_hash as "leafHash" from report_item
    where report_id in ${sql(await idsOfReport(sql, part.report))} and sha256 = ${Buffer.from(part.sha256, 'hex')}
      and mission_id = ${mission.id}`;
  const [row] = rows;
  if (row?.raw === null && row.deletedAt !== null) throw new Problem('retention-deleted');
  if (row === undefined || row.raw === null) throw new Problem('not-found', { what: `version ${part.sha256}` });
  return { raw: row.raw, code: codeOf(mission, Number(row.index), row.leafHash) };
}

/** The name of a file of a report. @throws Problem `not-found`: the report has no such file, or it was erased. */
export async function findReportFile(sql: Db, missionId: string, part: PartOfReport): Promise<{ name: string }> {
  const rows = await sql<{ name: string }[]>`
    select name from report_file
    where report_id in ${sql(await idsOfReport(sql, part.report))} and sha256 = ${Buffer.from(part.sha256, 'hex')}
      and mission_id = ${missionId} and key is not null
    order by leaf_index limit 1`;
  if (rows[0] === undefined) throw new Problem('not-found', { what: `file ${part.sha256}` });
  return rows[0];
}
