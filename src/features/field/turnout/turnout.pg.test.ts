import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { type ReportedMission, reportedMission } from '../../../../test/support/exported-reports.ts';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { storeElection } from '../../../../test/support/stored-election.ts';
import { must } from '../../../kernel/result.ts';
import { makeTurnout } from './jobs/make-turnout.ts';
import { turnoutEndpoints } from './routes/turnout-endpoints.ts';
import type { ShownTurnout, ShownTurnoutSettings, StationTurnout, TurnoutQuestion } from './turnout.ts';

const { sql } = await testDatabase();
const app = testApp(turnoutEndpoints, { sql });
type Role = Parameters<typeof app.call>[0];
const DAY = '2024-02-07';

const SHEETS = {
  survey: [
    ['type', 'name', 'label'],
    ['integer', 'voters', 'On the list'],
    ['integer', 'noon', 'Voted by noon'],
    ['integer', 'five', 'Voted by five'],
    ['text', 'note', 'Note'],
    ['begin_repeat', 'box', 'Box'],
    ['integer', 'votes', 'Votes'],
    ['end_repeat', '', ''],
  ],
  choices: [['list_name', 'name', 'label']],
  settings: [
    ['form_title', 'form_id', 'version'],
    ['Visit', 'visit', '1'],
  ],
};

const claim = (key: string, subject: string, value: string, more: Record<string, string> = {}) => ({
  ...{ key, subject, value, unit: 'count', kind: 'official', basis: 'sourced', ...more },
});
const share = (key: string, value: string, time: string, more: Record<string, string> = {}) =>
  claim(key, 'turnout.percent', value, { unit: 'percent', as_of: DAY, as_of_time: time, ...more });
const RECORDS = {
  place: [
    { code: 'XA', level: 'country', name_en: 'Invented Country' },
    ...['1', '2', '3'].map((code) => ({
      code,
      parent: 'XA',
      level: 'precinct',
      number: code,
      name_en: `Pier ${code}`,
    })),
  ],
  subject: [
    { key: 'voters.registered', section: 'voters', title_en: 'Registered voters', over_time: 'constant' },
    { key: 'turnout.percent', section: 'turnout', title_en: 'Turnout', over_time: 'varies' },
  ],
  claim: [
    claim('one', 'voters.registered', '200', { place: '1' }),
    claim('two', 'voters.registered', '400', { place: '2' }),
    share('ten', '19.44', '10:00'),
    share('noon', '38.57', '12:00'),
    share('noon.press', '99', '12:00', { kind: 'quoted' }),
    share('noon.first', '37', '12:00'),
    share('noon.corrected', '38.57', '12:00', { supersedes: 'noon.first' }),
    share('next', '50', '12:00', { as_of: '2024-02-08' }),
  ].filter(({ key }) => key !== 'noon'),
};

let mission: ReportedMission;
let reports: readonly string[];
const NOON: TurnoutQuestion = { form: 'visit', voted: '/data/noon', at: '12:00', registered: null };

async function ask<T>(role: Role, line: string, body?: unknown): Promise<T> {
  const [method, path] = line.split(' ');
  const reply = await app.call(role, `${method} /api/missions/${mission.slug}/${path}` as 'GET /', body);
  expect([line, reply.ok, reply.ok ? '' : await reply.clone().text()]).toEqual([line, true, '']);
  return (await reply.json()) as T;
}

async function refused(body: object): Promise<string[]> {
  const reply = await app.call('editor', `PUT /api/missions/${mission.slug}/turnout-settings`, body);
  const { code, issues = [] } = (await reply.json()) as { code: string; issues?: { code: string }[] };
  return [code, ...issues.map((issue) => issue.code)];
}

const decide = async (questions: readonly TurnoutQuestion[]) => {
  const { revision: base } = await ask<ShownTurnoutSettings>('reader', 'GET turnout-settings');
  await ask('editor', 'PUT turnout-settings', { questions, base, reason: 'Agreed' });
};
const made = () => makeTurnout(sql, { rest: async () => {}, isEnding: () => false });
const shown = () => ask<ShownTurnout>('reader', `GET turnout?day=${DAY}`);
const seenOf = async () => (await shown()).points.flatMap(({ seen }) => (seen === null ? [] : [seen]));

/** What a report says from now on, as a correction that was read. */
async function say(report: number, answers: Record<string, string>): Promise<void> {
  const id = must(reports[report], 'report');
  await sql`update report_reading set answers = ${JSON.stringify(answers)}::text::json where report_id = ${id}`;
  await sql`update report set changed_at = changed_at + interval '1 second' where id = ${id}`;
}

beforeAll(async () => {
  mission = await reportedMission(sql, [SHEETS]);
  const election = await storeElection(sql, { slug: 'lighthouse', visibility: 'private', records: RECORDS });
  await sql`update mission set election_id = ${election} where id = ${mission.missionId}`;
  reports = await mission.add([
    { answers: { '/data/noon': '50', '/data/voters': '100' }, station: '1' },
    { answers: { '/data/noon': '60', '/data/five': '90', '/data/voters': '100' }, station: '1' },
    { answers: { '/data/noon': '401' }, station: '2' },
    { answers: { '/data/noon': '7' }, station: '3' },
    { answers: { '/data/noon': 'many' }, station: '3' },
    { answers: { '/data/noon': '9' }, station: '2', state: 'void' },
    { answers: { '/data/noon': '9' } },
  ]);
});

test('nothing is followed until the mission says which questions mean turnout; it chooses of whole numbers asked once', async () => {
  expect(await shown()).toEqual({ day: DAY, isFollowed: false, isPending: false, points: [] });
  const { forms, questions, revision } = await ask<ShownTurnoutSettings>('reader', 'GET turnout-settings');
  expect([questions, revision, forms.length]).toEqual([[], 0, 1]);
  expect(forms[0]).toMatchObject({ form: 'visit', title: 'Visit' });
  expect(forms[0]?.numbers.map(({ path }) => path)).toEqual(['/data/voters', '/data/noon', '/data/five']);
});

test('what the form does not ask is refused, with what it is', async () => {
  const body = (...questions: object[]) => ({ questions, base: 0, reason: null });
  expect(await refused(body({ ...NOON, form: 'other' }))).toEqual(['invalid-input', 'turnout-form-unknown']);
  for (const voted of ['/data/note', '/data/box/votes', '/data/none']) {
    expect(await refused(body({ ...NOON, voted }))).toEqual(['invalid-input', 'turnout-question-unknown']);
  }
  expect(await refused(body({ ...NOON, registered: '/data/note' }))).toEqual([
    ...['invalid-input', 'turnout-question-unknown'],
  ]);
  expect(await refused(body(NOON, { ...NOON, voted: '/data/five' }))).toEqual(['invalid-input', 'turnout-twice']);
  expect((await refused(body({ ...NOON, at: '24:00' })))[0]).toBe('invalid-input');
});

test('each station counts once, by the report filled last; official points stand beside, replaced and quoted ones left out', async () => {
  await decide([NOON]);
  expect((await shown()).isPending).toBe(true);
  await made();
  const { isPending, points } = await shown();
  expect(isPending).toBe(false);
  expect(points).toEqual([
    { minutes: 600, seen: null, official: { minutes: 600, percent: '19.44', voted: null } },
    {
      minutes: 720,
      seen: { minutes: 720, stations: 3, known: 2, voted: 461, registered: 600, differing: 1, over: 1 },
      official: { minutes: 720, percent: '38.57', voted: null },
    },
  ]);
  expect(await ask<StationTurnout[]>('reader', `GET turnout/stations?day=${DAY}&minutes=720`)).toEqual([
    { station: '2', names: { en: 'Pier 2' }, voted: 401, registered: 400, isDiffering: false, reports: [reports[2]] },
    {
      ...{ station: '1', names: { en: 'Pier 1' }, voted: 60, registered: 200, isDiffering: true },
      reports: [reports[1], reports[0]],
    },
    { station: '3', names: { en: 'Pier 3' }, voted: 7, registered: null, isDiffering: false, reports: [reports[3]] },
  ]);
});

test('a correction, a move, a report set aside and one erased are felt, each by itself', async () => {
  await say(1, { '/data/noon': '70' });
  await made();
  expect(await seenOf()).toMatchObject([{ voted: 471 }]);
  await sql`update report set station = '3', changed_at = changed_at + interval '1 second' where id = ${reports[2] ?? ''}`;
  await made();
  expect(await seenOf()).toMatchObject([{ stations: 2, known: 1, voted: 70, registered: 200, differing: 2, over: 0 }]);
  await sql`update report set state = 'void', changed_at = changed_at + interval '1 second' where id = ${reports[1] ?? ''}`;
  await made();
  expect(await seenOf()).toMatchObject([{ voted: 50, differing: 1 }]);
  await sql`update report set state = 'read', changed_at = changed_at + interval '1 second' where id = ${reports[1] ?? ''}`;
  await made();
  await sql`
    update report set state = 'erased', version_report_id = null, version_sha256 = null where id = ${reports[0] ?? ''}`;
  // At once, without waiting for anything to look.
  expect(await sql`select from turnout_seen where report_id = ${reports[0] ?? ''}`).toHaveLength(0);
  expect(await seenOf()).toMatchObject([{ voted: 70 }]);
});

test('the number on the list may be asked as well; a change of questions, register or zone makes all of it anew', async () => {
  await decide([
    { ...NOON, registered: '/data/voters' },
    { ...NOON, voted: '/data/five', at: '17:00' },
  ]);
  await made();
  expect(await seenOf()).toMatchObject([{ minutes: 720, known: 0 }]);
  await say(1, { '/data/noon': '60', '/data/five': '90', '/data/voters': '100' });
  await made();
  expect((await seenOf()).map(({ minutes, voted, registered }) => [minutes, voted, registered])).toEqual([
    [720, 60, 100],
    [1_020, 90, 200],
  ]);
  await sql`update record set cells = cells || '{"value": "300"}' where kind = 'claim' and key = 'one'`;
  await sql`update election set revision = revision + 1`;
  await made();
  expect((await seenOf()).map(({ registered }) => registered)).toEqual([100, 300]);
  await decide([{ ...NOON, at: null }]);
  await made();
  // Filled at 08:00 UTC, which is noon in Baku.
  expect((await seenOf()).map(({ minutes }) => minutes)).toEqual([480]);
  await sql`
    insert into plan_settings (mission_id, zone, day_begins_at, generation, changed_by, changed_at)
    values (${mission.missionId}, 'Asia/Baku', 4, 1, 'A', now())`;
  await made();
  expect((await seenOf()).map(({ minutes }) => minutes)).toEqual([720]);
});

test('two people who decide at once: the second is told of the first, and what stood before is kept', async () => {
  const { revision, questions } = await ask<ShownTurnoutSettings>('reader', 'GET turnout-settings');
  await ask('editor', 'PUT turnout-settings', { questions: [], base: revision, reason: 'Not today' });
  expect(await refused({ questions, base: revision, reason: null })).toEqual(['changed-meanwhile']);
  const [last] = await sql`select before, reason from turnout_settings_version order by revision desc limit 1`;
  expect(last).toMatchObject({ reason: 'Not today', before: [{ voted: '/data/noon', at: null }] });
  expect((await shown()).isFollowed).toBe(false);
});

test('after any course of reports, corrections and moves the sums are those of a recount of the raw rows', async () => {
  await decide([NOON]);
  await made();
  const step = fc.record({
    report: fc.nat(5),
    station: fc.constantFrom('1', '2', '3', null),
    noon: fc.option(fc.nat(300)),
    state: fc.constantFrom('read', 'read', 'read', 'void'),
    isSeen: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const fresh = await reportedMission(sql, [SHEETS]);
      await sql`update mission set election_id = (select election_id from mission where id = ${mission.missionId})
        where id = ${fresh.missionId}`;
      mission = fresh;
      await decide([NOON]);
      reports = await fresh.add(Array.from({ length: 6 }, () => ({ answers: {} })));
      const model = reports.map(() => ({ station: null as string | null, noon: null as number | null, state: 'read' }));
      for (const { report, station, noon, state, isSeen } of steps) {
        model[report] = { station, noon, state };
        await sql`update report set station = ${station}, state = ${state} where id = ${reports[report] ?? ''}`;
        await say(report, noon === null ? {} : { '/data/noon': String(noon) });
        if (isSeen) await made();
      }
      await made();
      const last = new Map<string, number>();
      for (const { station, noon, state } of model) {
        if (station !== null && noon !== null && state === 'read') last.set(station, noon);
      }
      const known = [...last].filter(([station]) => station !== '3');
      const [seen] = await seenOf();
      expect([seen?.stations ?? 0, seen?.known ?? 0, seen?.voted ?? 0]).toEqual([
        ...[last.size, known.length, known.reduce((sum, [, noon]) => sum + noon, 0)],
      ]);
    }),
    { numRuns: 25 },
  );
});
