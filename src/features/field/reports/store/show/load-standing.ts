import type { Db } from '../../../../../platform/http/endpoint.ts';
import type { ShownAct, ShownComment, ShownStanding } from '../../arrivals/standing-replies.ts';
import type { StationNames } from '../../arrivals/station.ts';
import { actsOn } from '../../standing/act.ts';
import { nameStations } from './name-stations.ts';

/** How a report stands, and what was done and written to it. */
export interface ReportHistory {
  readonly standing: ShownStanding | null;
  readonly acts: readonly ShownAct[];
  readonly comments: readonly ShownComment[];
  /** Names of the stations that it is of, and was moved to, where the register has them. */
  readonly stations: StationNames;
}

/** So many acts and comments of a report are shown, the newest ones. */
const MOST_SHOWN = 200;

/** Of the report whose rows stand under these ids, that which it goes by first. */
export async function loadHistory(
  sql: Db,
  missionId: string,
  ids: readonly [string, ...string[]],
): Promise<ReportHistory> {
  const acts = await loadActs(sql, missionId, ids);
  const standing = await loadStanding(sql, missionId, { ids, acts });
  const stations = [standing?.station ?? null, ...acts.map(({ station }) => station)];
  return {
    standing,
    acts,
    comments: await loadComments(sql, missionId, ids),
    stations: await nameStations(sql, missionId, stations),
  };
}

async function loadStanding(
  sql: Db,
  missionId: string,
  { ids, acts }: { readonly ids: readonly [string, ...string[]]; readonly acts: readonly ShownAct[] },
): Promise<ShownStanding | null> {
  const rows = await sql<Omit<ShownStanding, 'acts' | 'isSaid'>[]>`
    select r.state, encode(r.version_sha256, 'hex') as version, r.station, r.station_moved as "isMoved", r.flags,
      case when f.id is not null then json_build_object('formId', f.form_id, 'number', r.form_number) end as form,
      (
        select a.id from report_act a where a.report_id = any (${ids as readonly string[] as string[]}::uuid[])
          and a.kind in ('move', 'release') order by a.after_index desc, a.number desc limit 1
      ) as "lastPlaced",
      case when d.id is not null then json_build_object('name', d.name, 'pseudonym', d.pseudonym) end as device
    from report r left join form f on f.id = r.form_uuid left join device d on d.id = r.device_id
    where r.id = ${ids[0]} and r.mission_id = ${missionId} and r.state <> 'joined'`;
  const [row] = rows;
  if (row === undefined) return null;
  const accepted = acts.findLast(({ kind }) => kind === 'release');
  const isSaid = !row.isMoved && row.station !== null && accepted?.station === row.station;
  return { ...row, isSaid, acts: actsOn(row.state) };
}

async function loadActs(sql: Db, missionId: string, ids: readonly string[]): Promise<ShownAct[]> {
  const rows = await sql<(Omit<ShownAct, 'at'> & { readonly at: Date })[]>`
    select a.id, a.kind, a.at, a.by_name as by, a.reason, encode(a.on_sha256, 'hex') as on,
      encode(a.version_sha256, 'hex') as version, encode(a.held_sha256, 'hex') as held, a.station,
      coalesce(d.name, d.pseudonym) as device, l.index::float8 as index
    from report_act a
    left join device d on d.id = a.device_id
    left join log_leaf l on l.mission_id = a.mission_id and l.announced_id = a.announced_id
    where a.report_id in ${sql(ids)} and a.mission_id = ${missionId}
    order by a.after_index desc, a.number desc limit ${MOST_SHOWN}`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() })).reverse();
}

async function loadComments(sql: Db, missionId: string, ids: readonly string[]): Promise<ShownComment[]> {
  type Row = Pick<ShownComment, 'id' | 'text'> & {
    readonly at: Date;
    readonly byId: string;
    readonly byName: string;
    readonly withdrawnAt: Date | null;
  };
  const rows = await sql<Row[]>`
    select id, at, by_id as "byId", by_name as "byName", text, withdrawn_at as "withdrawnAt"
    from report_comment where report_id in ${sql(ids)} and mission_id = ${missionId}
    order by at desc, id desc limit ${MOST_SHOWN}`;
  const shown = rows.map(({ id, at, byId, byName, text, withdrawnAt }) => {
    const by = { id: byId, name: byName };
    return { id, at: at.toISOString(), by, text, withdrawnAt: withdrawnAt?.toISOString() ?? null };
  });
  return shown.reverse();
}
