import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { matchBatch } from '../../src/features/field/visits/jobs/match-visits.ts';
import { callSheetEndpoints } from '../../src/features/field/visits/routes/call-sheet-endpoints.ts';
import { responseEndpoints } from '../../src/features/field/visits/routes/visit-endpoints.ts';
import { callEndpoints } from '../../src/features/mission/messages/routes/call-endpoints.ts';
import type { ShownPlan } from '../../src/features/mission/plan/plan-replies.ts';
import { planEndpoints } from '../../src/features/mission/plan/routes/plan-endpoints.ts';
import type { Endpoint } from '../../src/platform/http/endpoint.ts';
import { peopleDesk } from './people-desk.ts';

/** The day of the vote in tests of plans. */
export const VOTE_DAY = '2031-05-18';

/** A phase of a plan. */
export const phase = (key: string, forms: readonly string[], more: object = {}) => {
  return { key, name: { en: key }, dueAt: null, dueDays: 0, forms, ...more };
};
export const planOf = (phases: readonly object[], base = 0) => {
  return { zone: 'Asia/Baku', dayBeginsAt: 4, phases, base, reason: null };
};

/** A visit in the opening of the vote. */
export const visit = (team: { readonly id: string }, station: string, more: object = {}) => {
  return {
    id: randomUUID(),
    team: team.id,
    day: VOTE_DAY,
    phase: 'opening',
    station,
    position: 1,
    source: 'route',
    ...more,
  };
};

/** Plans of missions over a real database. @param more what else can be asked. */
export function planDesk(sql: Sql, more: readonly Endpoint[] = []) {
  const own = [...planEndpoints, ...responseEndpoints, ...callEndpoints, ...callSheetEndpoints];
  const desk = peopleDesk(sql, [...own, ...more]);
  type Mission = Awaited<ReturnType<typeof desk.newMission>>;
  let ordinal = 0;

  /** A form that was published, as far as a plan is concerned. */
  const newForm = async ({ id: missionId }: Mission, name: string): Promise<string> => {
    const id = randomUUID();
    await sql`insert into form (id, mission_id, form_id, created_at) values (${id}, ${missionId}, ${name}, now())`;
    await sql`
      insert into form_version (form_id, number, title, source_name, workbook, xform, package, codebook, warnings, questions,
        languages, author_name, at)
      values (${id}, 1, ${`Form ${name}`}, 'x.xlsx', '{}', '', '{}', '[]', '[]', 1, '{}', 'test', now())`;
    return id;
  };
  /** A mission with two teams, a form for each of two phases. */
  const planned = async () => {
    const mission = await desk.newMission();
    const forms = { opening: await newForm(mission, 'opening'), voting: await newForm(mission, 'voting') };
    const plan = planOf([phase('opening', [forms.opening], { dueAt: '09:00' }), phase('voting', [forms.voting])]);
    await mission.done<ShownPlan>('PUT plan', plan);
    return { mission, forms, teams: [await mission.addTeam('T1'), await mission.addTeam('T2')] as const };
  };
  /** A report that was read, of no device. */
  const report = async ({ id: missionId }: Mission, form: string, station: string | null): Promise<string> => {
    const id = randomUUID();
    ordinal += 1;
    await sql`
      insert into report (id, mission_id, ordinal, first_index, first_at, last_index, last_at, versions, state, form_uuid,
        station, changed_at, version_report_id, version_sha256)
      values (${id}, ${missionId}, ${ordinal}, ${ordinal}, ${`${VOTE_DAY}T05:00:00Z`}, ${ordinal}, now(), 1, 'read', ${form},
        ${station}, now(), ${id}, ${Buffer.alloc(32)})`;
    return id;
  };
  const settle = async ({ id }: Mission): Promise<void> => {
    while ((await matchBatch(sql, id, 100)) > 0);
  };
  return { ...desk, newForm, planned, report, settle };
}
