import type { TransactionSql } from 'postgres';
import { formatHex } from '../../../../../kernel/bytes/hex.ts';
import { type Standing, standingOf } from '../../standing/standing.ts';
import { type History, loadHistories, type PastVersion } from './load-histories.ts';

/**
 * Makes the rows of the reports to which these ids belong anew, out of all that came for them and all that was done to them;
 * a row is written where it changes. The caller has `lockProgress` of the mission.
 */
export async function saveStandings(
  sql: TransactionSql,
  missionId: string,
  { ids, at }: { readonly ids: readonly string[]; readonly at: Date },
): Promise<void> {
  if (ids.length === 0) return;
  const histories = (await loadHistories(sql, ids)).filter(({ versions }) => versions.length > 0);
  const fresh = histories.filter(({ id, rows }) => !rows.some((row) => row.id === id)).sort(byFirst);
  const places = new Map(fresh.map(({ id }, place) => [id, place]));
  const rows = histories.flatMap((history) => rowsOf(history, places.get(history.id) ?? null));
  if (rows.length > 0) await upsert(sql, missionId, { rows, at });
}

function byFirst(one: History, other: History): number {
  return (one.versions[0]?.index ?? 0) - (other.versions[0]?.index ?? 0);
}

type Row = Readonly<Record<string, unknown>>;

/** The row of a report, and of those that were found to be part of it. */
function rowsOf(history: History, place: number | null): Row[] {
  const { id, versions, acts, count, rows } = history;
  const told = versions.filter(({ isErased }) => !isErased);
  const standing = standingOf(told, acts);
  const version = told.find(({ key }) => key === standing.version?.key) ?? null;
  const [first, last] = [versions[0] as PastVersion, versions.at(-1) as PastVersion];
  const span = {
    first_index: first.index,
    first_at: first.at,
    last_index: last.index,
    last_at: last.at,
    versions: Math.max(count, 1),
  };
  const ordinal = rows.find((row) => row.id === id)?.ordinal ?? null;
  const joined = rows.filter((row) => row.id !== id && row.state !== 'joined');
  const none = { ...columnsOf(null, null), ...span, state: 'joined' };
  return [
    { id, place, ordinal, ...span, ...columnsOf(standing, version) },
    ...joined.map((row) => ({ ...none, id: row.id, place: null, ordinal: row.ordinal })),
  ];
}

function columnsOf(standing: Standing | null, version: PastVersion | null): Row {
  return {
    state: standing?.state ?? null,
    reason: version?.reason ?? null,
    version_report_id: version?.reportId ?? null,
    version_sha256: version === null ? null : formatHex(version.sha256),
    form_name: version?.formName ?? null,
    form_uuid: version?.form?.id ?? null,
    form_number: version?.form?.number ?? null,
    station: standing?.station ?? null,
    station_moved: standing?.isMoved ?? false,
    channel: version?.channel ?? null,
    device_id: standing?.deviceId ?? null,
    api_key_id: version?.apiKeyId ?? null,
    flags: standing?.flags ?? [],
    filled_at: version?.filledAt?.toISOString() ?? null,
  };
}

const COMPARED = [
  ...['first_index', 'first_at', 'last_index', 'last_at', 'versions', 'state', 'reason', 'version_report_id'],
  ...['version_sha256', 'form_name', 'form_uuid', 'form_number', 'station', 'station_moved', 'channel', 'device_id'],
  ...['api_key_id', 'flags', 'filled_at'],
] as const;

async function upsert(
  sql: TransactionSql,
  missionId: string,
  { rows, at }: { readonly rows: readonly Row[]; readonly at: Date },
): Promise<void> {
  const list = (of: string) => COMPARED.map((column) => `${of}${column}`).join(', ');
  await sql`
    with next as (select coalesce(max(ordinal), -1) + 1 as ordinal from report where mission_id = ${missionId})
    insert into report (id, mission_id, ordinal, changed_at, ${sql.unsafe(list(''))})
    select id, ${missionId}, coalesce(g.ordinal, next.ordinal + place), ${at}, first_index, first_at, last_index, last_at,
      versions, state, reason, version_report_id, decode(version_sha256, 'hex'), form_name, form_uuid, form_number,
      station, station_moved, channel, device_id, api_key_id, array(select json_array_elements_text(flags)),
      filled_at
    from next, json_to_recordset(${JSON.stringify(rows)}::text::json) as g (id uuid, place int, ordinal int,
      first_index bigint, first_at timestamptz, last_index bigint, last_at timestamptz, versions int, state text,
      reason text, version_report_id uuid, version_sha256 text, form_name text, form_uuid uuid, form_number int,
      station text, station_moved boolean, channel text, device_id uuid, api_key_id uuid, flags json, filled_at timestamptz)
    on conflict (id) do update set ${sql.unsafe(COMPARED.map((name) => `${name} = excluded.${name}`).join(', '))},
      is_settled = false, placed_as = 0, changed_at = excluded.changed_at
    where (${sql.unsafe(list('report.'))}) is distinct from (${sql.unsafe(list('excluded.'))})`;
}
