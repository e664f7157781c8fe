import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';

/** The day of the vote in the room of tests: long past, so that what did not come is missing. */
export const ROOM_DAY = '2024-02-07';
const PHASES = { opening: 'Opening', voting: 'Voting' } as const;
export type RoomPhase = keyof typeof PHASES;

const CODEBOOKS = {
  opening: { columns: [], rows: [] },
  voting: {
    columns: ['path', 'control', 'type', 'value', 'label'],
    rows: [
      ['/data/listed', 'input', 'int', '', 'Voters on the list'],
      ['/data/voted', 'input', 'int', '', 'Voted so far'],
    ],
  },
};

/** A mission with an invented country of `districts` × `stations`, a plan of two phases and a team that is expected everywhere. */
export async function fillRoom(sql: Sql, size: { readonly districts: number; readonly stations: number }) {
  const [missionId, electionId, teamId] = [randomUUID(), randomUUID(), randomUUID()];
  const forms = { opening: randomUUID(), voting: randomUUID() };
  await sql`insert into election (id, slug, visibility, created_at) values (${electionId}, 'isles', 'private', now())`;
  await sql`
    insert into record (election_id, kind, key, version, withdrawn, cells, position, search)
    select ${electionId}, 'place', key, 1, false, cells, row_number() over (), key from (
      select 'land' as key, '{"level": "country"}'::jsonb as cells
      union all
      select 'd' || d, jsonb_build_object('level', 'district', 'parent', 'land', 'name_en', 'District ' || d)
      from generate_series(1, ${size.districts}::int) d
      union all
      select d || '-' || s, jsonb_build_object('level', 'precinct', 'parent', 'd' || d, 'name_en', 'School ' || s)
        || case when s % 9 = 0 then '{}' else jsonb_build_object('latitude', 39.2 + d * 0.31 + (s % 7) * 0.06,
          'longitude', 46.1 + (d % 4) * 0.8 + (s % 11) * 0.07) end
      from generate_series(1, ${size.districts}::int) d, generate_series(1, ${size.stations}::int) s
    ) p`;
  const said = {
    key: 'noon',
    subject: 'turnout.percent',
    value: '41.5',
    unit: 'percent',
    kind: 'official',
    basis: 'sourced',
  };
  await sql`
    insert into record (election_id, kind, key, version, withdrawn, cells, position, search)
    values (${electionId}, 'claim', 'noon', 1, false, ${sql.json({ ...said, as_of: ROOM_DAY, as_of_time: '12:00' })}, 1, 'noon')`;
  await sql`
    insert into mission (id, slug, name, election_id, created_at)
    values (${missionId}, 'isles', '{"en": "Isles"}', ${electionId}, now())`;
  await sql`
    insert into team (mission_id, id, code, code_key, kind, change, changed_by, changed_at, created_at)
    values (${missionId}, ${teamId}, 'T1', 't1', 'pair', 1, 'test', now(), now())`;
  await sql`
    insert into plan_settings (mission_id, zone, day_begins_at, generation, changed_by, changed_at)
    values (${missionId}, 'Asia/Baku', 4, 1, 'test', now())`;
  for (const [place, [phase, name]] of Object.entries(PHASES).entries()) {
    const form = forms[phase as RoomPhase];
    await sql`
      insert into plan_phase (mission_id, key, place, name, due_at)
      values (${missionId}, ${phase}, ${place}, ${sql.json({ en: name })}, ${place === 0 ? '09:30' : '19:00'})`;
    await sql`insert into form (id, mission_id, form_id, created_at) values (${form}, ${missionId}, ${phase}, now())`;
    await sql`
      insert into form_version (form_id, number, title, source_name, workbook, xform, package, codebook, warnings, questions,
        languages, author_name, at)
      values (${form}, 1, ${`${name} of the station`}, 'x.xlsx', '{}', '', '{}', ${sql.json(CODEBOOKS[phase as RoomPhase])}, '[]', 1, '{}',
        'test', now())`;
    await sql`insert into plan_phase_form (mission_id, form_id, phase) values (${missionId}, ${form}, ${phase})`;
    await sql`
      insert into expected_visit (mission_id, id, team_id, day, phase, station, position, source, mark, marked_at, changed_by,
        changed_at)
      select ${missionId}, gen_random_uuid(), ${teamId}, ${ROOM_DAY}, ${phase}, d || '-' || s, s, 'route',
        case when s % 17 = 0 then 'unreachable' when s % 23 = 0 then 'not-open' end,
        case when s % 17 = 0 or s % 23 = 0 then now() end, 'test', now()
      from generate_series(1, ${size.districts}::int) d, generate_series(1, ${size.stations}::int) s`;
  }
  return { missionId, forms };
}

/** Reports of stations that were read, minutes after six o'clock in UTC; the thread that reads reports hears of them. */
export async function addReports(
  sql: Sql,
  { missionId, form }: { readonly missionId: string; readonly form: string },
  reports: readonly { readonly station: string; readonly minute: number }[],
): Promise<void> {
  const given = sql.json(reports as never);
  await sql.begin(async (transaction) => {
    await transaction`
      insert into report (id, mission_id, ordinal, first_index, first_at, last_index, last_at, versions, state, form_uuid, station,
        changed_at, version_report_id, version_sha256)
      select n.id, ${missionId}, n.ordinal, n.ordinal, n.at, n.ordinal, n.at, 1, 'read', ${form}, n.station, now(), n.id,
        sha256(n.id::text::bytea)
      from (
        select gen_random_uuid() as id, r.station, ${`${ROOM_DAY}T02:00:00Z`}::timestamptz + make_interval(mins => r.minute) as at,
          (row_number() over () + (select coalesce(max(ordinal), 0) from report where mission_id = ${missionId}))::int as ordinal
        from jsonb_to_recordset(${given}) as r (station text, minute int)
      ) n`;
    await transaction`select pg_notify('scrutineer_reading', '')`;
  });
}

/** What every report of a form answers that was stored without answers: `voted` of 1,000 voters; more than that at one station. */
export async function addTurnout(
  sql: Sql,
  { missionId, form }: { readonly missionId: string; readonly form: string },
  { voted, wrongAt }: { readonly voted: number; readonly wrongAt: string },
): Promise<void> {
  const bare = sql`
    select id, version_sha256, ordinal, last_at, station from report r
    where mission_id = ${missionId} and form_uuid = ${form}
      and not exists (select from report_reading a where a.report_id = r.id)`;
  await sql.begin(async (transaction) => {
    await transaction`
      insert into report_item (report_id, sha256, mission_id, number, channel, form_id, form_version, raw, key, bytes, received_at,
        leaf_index, leaf_hash)
      select id, version_sha256, ${missionId}, 1, 'odk', 'voting', '1', '<data/>', version_sha256, 7, last_at, ordinal,
        version_sha256 from (${bare}) r`;
    await transaction`
      insert into report_reading (report_id, sha256, mission_id, leaf_index, state, flags, answers, form_uuid, form_number, read_at)
      select id, version_sha256, ${missionId}, ordinal, 'read', '{}', json_build_object('/data/listed', '1000', '/data/voted',
        case when station = ${wrongAt} then '1200' else ${String(voted)} end), ${form}, 1, now()
      from (${bare}) r`;
  });
}

/** A check that is on and flags some of the newest reports of a form. */
export async function addFlags(
  sql: Sql,
  { missionId, form }: { readonly missionId: string; readonly form: string },
  check: { readonly title: string; readonly severity: string; readonly isComparing: boolean; readonly count: number },
): Promise<void> {
  const [id, other] = [randomUUID(), check.isComparing ? form : null];
  // Judged already: the thread that judges leaves it alone, and what waited for checks before there were any.
  await sql`delete from check_due where mission_id = ${missionId}`;
  await sql`
    insert into report_check (id, mission_id, form_uuid, created_at, version, is_on, other_uuid, rule_version, judged_version,
      reads_register)
    values (${id}, ${missionId}, ${form}, now(), 1, true, ${other}, 1, 1, false)`;
  await sql`
    insert into report_check_version (check_id, number, title, severity, expression, other_uuid, form_number, other_number, is_on,
      by_id, by_name, at)
    values (${id}, 1, ${sql.json({ en: check.title })}, ${check.severity}, '1', ${other}, 1, ${other === null ? null : 1}, true,
      ${id}, 'test', now())`;
  await sql`
    insert into check_result (check_id, report_id, mission_id, ordinal, version, state, at)
    select ${id}, r.id, r.mission_id, r.ordinal, 1, 'flagged', now() from report r
    where r.mission_id = ${missionId} and r.form_uuid = ${form} order by r.ordinal desc limit ${check.count}`;
}
