import type { TransactionSql } from 'postgres';
import { formatHex } from '../../../../../kernel/bytes/hex.ts';
import type { StandingAct, StandingVersion } from '../../standing/history.ts';
import { memberTable } from '../reading/load-families.ts';

/** A version as the history of its report has it; its key is where it rests. */
export interface PastVersion extends StandingVersion {
  readonly reportId: string;
  readonly sha256: Uint8Array;
  readonly at: Date;
  readonly filledAt: Date | null;
  readonly isErased: boolean;
}

/** Everything that came for a report and was read, and everything that was done to it. */
export interface History {
  /** Of the report. */
  readonly id: string;
  /** In the order of the log. */
  readonly versions: PastVersion[];
  readonly acts: StandingAct[];
  /** How many versions have come, counted up to `MOST_COUNTED` under each of its names. */
  count: number;
  /** Its row in `report`, and those under names that belong to it. */
  readonly rows: { readonly id: string; readonly ordinal: number; readonly state: string }[];
}

/**
 * Of more versions under one name of a report, the first and the newest ones count, and those that acts name: whoever floods
 * a report has nobody else wait.
 */
const MOST_WEIGHED = 250;
const MOST_COUNTED = 1_000;

/** Key of a version by where it rests. */
export function versionKey(reportId: string, sha256: Uint8Array): string {
  return `${reportId} ${formatHex(sha256)}`;
}

/** The histories of the reports to which these ids belong, in no order. */
export async function loadHistories(sql: TransactionSql, ids: readonly string[]): Promise<History[]> {
  const [members, versions, acts] = await Promise.all([
    loadMembers(sql, ids),
    loadVersions(sql, ids),
    loadActs(sql, ids),
  ]);
  const histories = new Map<string, History>();
  for (const { family, id, count, ordinal, state } of members) {
    const history = histories.get(family) ?? { id: family, versions: [], acts: [], count: 0, rows: [] };
    histories.set(family, history);
    history.count += count;
    if (ordinal !== null && state !== null) history.rows.push({ id, ordinal, state });
  }
  for (const { family, formUuid, formNumber, ...version } of versions) {
    const form = formUuid === null || formNumber === null ? null : { id: formUuid, number: formNumber };
    const key = versionKey(version.reportId, version.sha256);
    histories.get(family)?.versions.push({ ...version, key, form });
  }
  for (const { family, ...act } of acts) histories.get(family)?.acts.push(act);
  return [...histories.values()];
}

async function loadMembers(sql: TransactionSql, ids: readonly string[]) {
  type Row = { family: string; id: string; count: number; ordinal: number | null; state: string | null };
  return await sql<Row[]>`
    ${memberTable(sql, ids)}
    select member.family, member.id, r.ordinal, r.state, (
      select count(*)::int from (select from report_item where report_id = member.id limit ${MOST_COUNTED}) c
    ) as count
    from member left join lateral (select ordinal, state from report where id = member.id offset 0) r on true`;
}

/**
 * The versions that are weighed: family, report, number. Each row by its key, whatever the planner believes of their number:
 * the table has rows of a page each.
 */
const weighedTable = (sql: TransactionSql) => sql`
    weighed as materialized (
      select member.family, k.* from member cross join lateral (
        (select report_id, number from report_item where report_id = member.id order by number limit ${MOST_WEIGHED})
        union
        (select report_id, number from report_item where report_id = member.id and number > 1
          order by number desc limit ${MOST_WEIGHED})
      ) k
      union
      select member.family, i.report_id, i.number from member
      cross join lateral (
        select version_report_id, version_sha256, on_report_id, on_sha256, held_report_id, held_sha256
        from report_act where report_id = member.id offset 0
      ) a
      cross join lateral (values (a.version_report_id, a.version_sha256), (a.on_report_id, a.on_sha256),
        (a.held_report_id, a.held_sha256)) n (report_id, sha256)
      cross join lateral (
        select mission_id, leaf_index from report_reading
        where report_id = n.report_id and sha256 = n.sha256 offset 0
      ) r
      cross join lateral (
        select report_id, number from report_item
        where mission_id = r.mission_id and leaf_index = r.leaf_index and report_id = n.report_id offset 0
      ) i
    )`;

async function loadVersions(sql: TransactionSql, ids: readonly string[]) {
  type Row = Omit<PastVersion, 'key' | 'form'> & {
    readonly family: string;
    readonly formUuid: string | null;
    readonly formNumber: number | null;
  };
  return await sql<Row[]>`
    ${memberTable(sql, ids)}, ${weighedTable(sql)}
    select weighed.family, i.report_id as "reportId", i.sha256, i.leaf_index::float8 as index, i.received_at as at,
      i.instance_id as "instanceId", i.deprecated_id as "deprecatedId", i.channel, i.device_id as "deviceId",
      i.api_key_id as "apiKeyId", i.form_id as "formName", r.form_uuid as "formUuid", r.form_number as "formNumber",
      r.reason, coalesce(r.flags, '{}') as flags, r.station, r.filled_at as "filledAt",
      i.erased_at is not null as "isErased"
    from weighed cross join lateral (
      select report_id, sha256, leaf_index, received_at, instance_id, deprecated_id, channel, device_id, api_key_id,
        form_id, erased_at
      from report_item where report_id = weighed.report_id and number = weighed.number offset 0
    ) i left join lateral (
      select report_id, form_uuid, form_number, reason, flags, station, filled_at
      from report_reading where report_id = i.report_id and sha256 = i.sha256 offset 0
    ) r on true
    where r.report_id is not null or i.erased_at is not null
    order by i.leaf_index`;
}

async function loadActs(sql: TransactionSql, ids: readonly string[]) {
  const key = (name: string) => sql`
    a.${sql(`${name}_report_id`)}::text || ' ' || encode(a.${sql(`${name}_sha256`)}, 'hex')`;
  return await sql<(StandingAct & { readonly family: string })[]>`
    ${memberTable(sql, ids)}
    select member.family, a.kind, a.number, a.after_index::float8 as "afterIndex", ${key('on')} as on,
      ${key('version')} as version, ${key('held')} as held, a.station, a.device_id as "deviceId"
    from member join report_act a on a.report_id = member.id where a.erased_at is null`;
}
