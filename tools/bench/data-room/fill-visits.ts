import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import type { CalendarDate } from '../../../src/kernel/calendar-date.ts';

/** A mission with a plan, and reports of teams that follow it more or less. */
export interface VisitedMission {
  readonly id: string;
  readonly days: readonly [CalendarDate, ...CalendarDate[]];
  readonly expected: number;
  /** How many reports it has. */
  reports: number;
  readonly team: string;
  readonly area: string;
}

const TEAMS = 1_000;
const STATIONS = 6_000;
/** Of one day, at most. */
const REPORTS_A_DAY = 100_000;
/** Of the reports of a day, so many are expected; every twentieth of those never comes. */
const EXPECTED_SHARE = 0.6;
const PHASES = ['opening', 'voting', 'closing'];

/**
 * Makes a mission with so many reports, of which nothing has been matched. Reports have no answers: matching does not look at
 * any. Nine of ten follow the plan, the others come from stations where nobody is expected.
 */
export async function fillVisits(sql: Sql, reports: number): Promise<VisitedMission> {
  const id = randomUUID();
  const dayCount = Math.max(1, Math.ceil(reports / REPORTS_A_DAY));
  const days = Array.from({ length: dayCount }, (_, at) => dayAt(at)) as [CalendarDate, ...CalendarDate[]];
  const expectedADay = Math.floor((reports / dayCount) * EXPECTED_SHARE);
  await sql`insert into mission (id, slug, name, created_at) values (${id}, ${`m-${id.slice(0, 8)}`}, '{"en":"m"}', now())`;
  await fillPlan(sql, id);
  await sql`
    insert into expected_visit (mission_id, id, team_id, day, phase, station, position, source, changed_by, changed_at)
    select ${id}, gen_random_uuid(), t.id, d.day, (${PHASES}::text[])[1 + g.n % 3],
      lpad(((g.t * 7 + g.n / 3) % ${STATIONS})::text, 4, '0'), 1 + g.n / 3, 'route', 'A', now()
    from unnest(${[...days]}::date[]) d (day)
    cross join (select i % ${TEAMS} as t, i / ${TEAMS} as n from generate_series(0, ${expectedADay - 1}::int) i) g
    join team t on t.mission_id = ${id} and t.code = lpad(g.t::text, 4, '0')`;
  const [team] = await sql<{ id: string }[]>`select id from team where mission_id = ${id} and code = '0007'`;
  const mission = { id, days, expected: expectedADay * dayCount, reports: 0, team: team?.id ?? '', area: 'area-3' };
  await addReports(sql, mission, reports);
  return mission;
}

function dayAt(place: number): CalendarDate {
  return new Date(Date.UTC(2031, 4, 1 + place)).toISOString().slice(0, 10) as CalendarDate;
}

async function fillPlan(sql: Sql, id: string): Promise<void> {
  await sql`
    insert into plan_settings (mission_id, zone, day_begins_at, generation, changed_by, changed_at)
    values (${id}, 'Asia/Baku', 4, 1, 'A', now())`;
  for (const [place, phase] of PHASES.entries()) {
    const formId = randomUUID();
    await sql`insert into form (id, mission_id, form_id, created_at) values (${formId}, ${id}, ${phase}, now())`;
    await sql`insert into plan_phase (mission_id, key, place, name) values (${id}, ${phase}, ${place}, ${sql.json({ en: phase })})`;
    await sql`insert into plan_phase_form (mission_id, form_id, phase) values (${id}, ${formId}, ${phase})`;
  }
  await sql`
    insert into team (mission_id, id, code, code_key, kind, change, changed_by, changed_at, created_at)
    select ${id}, gen_random_uuid(), c, c, 'pair', 1, 'A', now(), now()
    from (select lpad(i::text, 4, '0') as c from generate_series(0, ${TEAMS - 1}::int) i) t`;
  await sql`
    insert into device (id, mission_id, name, pseudonym, kind, created_at)
    select gen_random_uuid(), ${id}, code, substr(encode(sha256(convert_to(code, 'UTF8')), 'hex'), 1, 16), 'app', now()
    from team where mission_id = ${id}`;
  await sql`
    insert into device_holder (mission_id, id, device_id, team_id, from_at, by_id, by_name)
    select ${id}, gen_random_uuid(), d.id, t.id, '2031-01-01', ${randomUUID()}, 'A'
    from team t join device d on d.mission_id = t.mission_id and d.name = t.code where t.mission_id = ${id}`;
}

/** Gives stations areas, which they would have of the register of an election. */
export async function spreadAreas(sql: Sql, { id }: VisitedMission): Promise<void> {
  await sql`update visit set areas = array['area-' || station::int % 100] where mission_id = ${id}`;
}

/** So many are stored with one statement. */
const STEP = 20_000;

/** Lets so many more reports come, the next ones of the story. */
export async function addReports(sql: Sql, mission: VisitedMission, count: number): Promise<void> {
  const { id, days, expected } = mission;
  const expectedADay = Math.max(1, Math.floor(expected / days.length));
  const devices = (await sql<{ id: string }[]>`select id from device where mission_id = ${id} order by name`).map(
    (row) => row.id,
  );
  const forms = await sql<
    { id: string; phase: string }[]
  >`select id, form_id as phase from form where mission_id = ${id}`;
  const formIds = PHASES.map((phase) => forms.find((form) => form.phase === phase)?.id ?? '');
  for (let end = mission.reports + count; mission.reports < end; ) {
    const last = Math.min(end, mission.reports + STEP) - 1;
    await sql`
      insert into report (id, mission_id, ordinal, first_index, first_at, last_index, last_at, versions, state,
        version_report_id, version_sha256, form_name, form_uuid, station, channel, device_id, changed_at)
      select r, ${id}, j, j, at, j, at, 1, 'read', r, sha256(uuid_send(r)), (${PHASES}::text[])[p], (${formIds}::uuid[])[p],
        lpad((s % ${STATIONS})::text, 4, '0'), 'app', (${devices}::uuid[])[1 + t], at
      from (
        select gen_random_uuid() as r, j, v % ${TEAMS} as t, 1 + (v / ${TEAMS}) % 3 as p,
          (v % ${TEAMS}) * 7 + v / ${TEAMS} / 3 + case when j % 10 = 0 then 3000 else 0 end as s,
          (${[...days]}::date[])[1 + j % ${days.length}::int] + time '12:00' + make_interval(secs => j % 20000) as at
        from (
          select j, (j::bigint / ${days.length} * 19 / 20 % ${expectedADay})::int as v
          from generate_series(${mission.reports}::int, ${last}::int) j
        ) g
      ) n`;
    mission.reports = last + 1;
  }
}
