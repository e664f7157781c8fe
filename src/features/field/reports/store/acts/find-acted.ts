import type { TransactionSql } from 'postgres';
import type { ReportAct, VersionPlace } from '../../standing/act.ts';
import type { ActKind } from '../../standing/history.ts';
import { lockProgress } from '../reading/find-unread.ts';
import { idsOfReport } from '../show/load-report.ts';

/** A report that something is done to. */
export interface ActedReport {
  /** The id that it goes by, and all under which its rows stand, that one first. */
  readonly id: string;
  readonly ids: readonly string[];
  readonly state: 'read' | 'held' | 'void' | 'erased' | 'joined';
  readonly lastIndex: number;
  /** SHA-256 of the version that stands, in hexadecimal digits; null: it was erased. */
  readonly standing: string | null;
  /** Code of its polling station; null: none is known. */
  readonly station: string | null;
  readonly isMoved: boolean;
  /** The last act that said where it belongs: moved it, or back, or accepted it; null: none did. */
  readonly lastPlaced: string | null;
}

/**
 * A report as it stands, until the transaction ends: nobody else reads what comes for it or does anything to it. Null: the
 * mission has no such report, or nothing of it was read yet.
 */
export async function holdReport(sql: TransactionSql, missionId: string, id: string): Promise<ActedReport | null> {
  await lockProgress(sql, missionId);
  const ids = await idsOfReport(sql, id);
  const rows = await sql<Omit<ActedReport, 'ids'>[]>`
    select id, state, station, station_moved as "isMoved", last_index::float8 as "lastIndex", encode(version_sha256, 'hex') as standing, (
        select a.id from report_act a where a.report_id = any (${ids as readonly string[] as string[]}::uuid[])
          and a.kind in ('move', 'release') order by a.after_index desc, a.number desc limit 1
      ) as "lastPlaced"
    from report where id = ${ids[0]} and mission_id = ${missionId}`;
  return rows[0] === undefined ? null : { ...rows[0], ids };
}

/** A version that an act is about. */
export interface ActedVersion {
  readonly reportId: string;
  readonly sha256: string;
  readonly index: number;
  readonly leafHash: Uint8Array;
  readonly channel: string;
  readonly instanceId: string | null;
  /** Null: erased, or larger than was asked for. */
  readonly raw: Uint8Array | null;
  /** Null: it was not read yet. */
  readonly state: 'read' | 'held' | null;
  /** That it names. */
  readonly station: string | null;
  /** An act has made it. */
  readonly isMade: boolean;
}

/** A version of a report; null: it has none with these bytes. */
export async function findActedVersion(
  sql: TransactionSql,
  { ids }: Pick<ActedReport, 'ids'>,
  { sha256, mostBytes }: { readonly sha256: string; readonly mostBytes: number },
): Promise<ActedVersion | null> {
  const rows = await sql<ActedVersion[]>`
    select i.report_id as "reportId", encode(i.sha256, 'hex') as sha256, i.leaf_index::float8 as index,
      i.leaf_hash as "leafHash", i.channel,
      i.instance_id as "instanceId", case when i.bytes <= ${mostBytes} then i.raw end as raw, r.state, r.station,
      exists (
        select from report_act a where a.report_id = any (${ids as string[]}::uuid[])
          and a.kind in ('correct', 'release') and a.version_sha256 = i.sha256
      ) as "isMade"
    from report_item i left join report_reading r on r.report_id = i.report_id and r.sha256 = i.sha256
    where i.report_id = any (${ids as string[]}::uuid[]) and i.sha256 = ${Buffer.from(sha256, 'hex')}
    order by i.leaf_index limit 1`;
  return rows[0] ?? null;
}

interface ActRow {
  readonly id: string;
  readonly kind: ActKind;
  readonly at: Date;
  readonly byId: string;
  readonly byName: string;
  readonly reason: string | null;
  readonly on: VersionPlace;
  readonly version: VersionPlace | null;
  readonly held: VersionPlace | null;
  readonly station: string | null;
  readonly deviceId: string | null;
  readonly form: { readonly id: string; readonly number: number } | null;
}

/** An act that was done to a report; null: there is none of that id. */
export async function findAct(
  sql: TransactionSql,
  { ids }: Pick<ActedReport, 'ids'>,
  id: string,
): Promise<ReportAct | null> {
  const place = (name: string) => sql`
    case when ${sql(`${name}_sha256`)} is not null then json_build_object('reportId', ${sql(`${name}_report_id`)},
      'sha256', encode(${sql(`${name}_sha256`)}, 'hex')) end`;
  const rows = await sql<ActRow[]>`
    select id, kind, at, by_id as "byId", by_name as "byName", reason, ${place('on')} as on, ${place('version')} as version,
      ${place('held')} as held, station, device_id as "deviceId",
      case when form_uuid is not null then json_build_object('id', form_uuid, 'number', form_number) end as form
    from report_act where report_id = any (${ids as string[]}::uuid[]) and id = ${id}`;
  const [row] = rows;
  if (row === undefined) return null;
  const { byId, byName, reason, ...act } = row;
  return { ...act, by: { id: byId, name: byName }, reason: reason ?? '' };
}

/** A published version of a form by its name on phones. */
export interface PublishedVersion {
  readonly id: string;
  readonly number: number;
  /** As its author calls it. */
  readonly version: string | null;
}

/** A version of a form of the mission; null: there is none. */
export async function findFormVersion(
  sql: TransactionSql,
  missionId: string,
  { form, number }: { readonly form: string; readonly number: number },
): Promise<PublishedVersion | null> {
  const rows = await sql<PublishedVersion[]>`
    select f.id, v.number, v.version from form f join form_version v on v.form_id = f.id and v.number = ${number}
    where f.mission_id = ${missionId} and f.form_id = ${form}`;
  return rows[0] ?? null;
}

/** Whether a device is one of the mission. */
export async function isDeviceOf(sql: TransactionSql, missionId: string, id: string): Promise<boolean> {
  const rows = await sql<{ found: boolean }[]>`
    select exists (select from device where id = ${id} and mission_id = ${missionId}) as found`;
  return rows[0]?.found === true;
}

/** Says to whoever keeps copies of a report that something about it has changed. */
export async function unsettle(sql: TransactionSql, id: string, at: Date): Promise<void> {
  await sql`update report set is_settled = false, changed_at = ${at} where id = ${id}`;
}
