import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ReportedMission, reportedMission } from '../../../../test/support/exported-reports.ts';
import { testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { must } from '../../../kernel/result.ts';
import type { FoundReport, ListedCheck, ReportChecks, ShownCheck, Trial } from './check.ts';
import { CheckRunner } from './jobs/run-checks.ts';
import { checkEndpoints } from './routes/check-endpoints.ts';

const { sql } = await testDatabase();
const app = testApp(checkEndpoints, { sql });
type Role = Parameters<typeof app.call>[0];
const runner = new CheckRunner({
  ...{ sql, log: pino({ level: 'silent' }), now: () => new Date(), rest: async () => {}, isEnding: () => false },
});

const SHEETS = {
  survey: [
    ['type', 'name', 'label'],
    ['integer', 'voters', 'Voters'],
    ['integer', 'cast', 'Ballots cast'],
    ['select_one yn', 'open', 'Open?'],
    ['begin_repeat', 'box', 'Box'],
    ['integer', 'votes', 'Votes'],
    ['end_repeat', '', ''],
  ],
  choices: [
    ['list_name', 'name', 'label'],
    ['yn', 'yes', 'Yes'],
    ['yn', 'no', 'No'],
  ],
  settings: [
    ['form_title', 'form_id', 'version'],
    ['Visit', 'visit', '1'],
  ],
};

const DEVICES = [randomUUID(), randomUUID()];
const answersOf = (voters: string, cast: string, open = 'yes') => ({
  '/data/voters': voters,
  '/data/cast': cast,
  '/data/open': open,
});

let mission: ReportedMission;
let path: `/${string}`;
let reports: readonly string[];

async function ask<T>(role: Role, line: `${string} /${string}`, body?: unknown): Promise<T> {
  const reply = await app.call(role, line, body);
  expect([line, reply.status, reply.ok ? '' : await reply.clone().text()]).toEqual([line, expect.any(Number), '']);
  return (reply.status === 204 ? undefined : await reply.json()) as T;
}

async function refused(role: Role, line: `${string} /${string}`, body?: unknown) {
  const reply = await app.call(role, line, body);
  const { code, issues } = (await reply.json()) as {
    code: string;
    issues?: { code: string; parameters: { at?: number } }[];
  };
  return [reply.status, code, ...(issues ?? []).map((issue) => `${issue.code} ${issue.parameters.at ?? ''}`)];
}

const MORE = {
  form: 'visit',
  title: { en: 'More ballots than voters' },
  severity: 'error',
  expression: '${cast} > ${voters}',
  other: null,
  isOn: false,
} as const;

async function make(words: Record<string, unknown> = {}): Promise<ShownCheck> {
  return await ask<ShownCheck>('editor', `POST ${path}/checks`, { ...MORE, id: randomUUID(), ...words });
}

async function change(check: ShownCheck, words: Record<string, unknown>): Promise<ShownCheck> {
  const { title, severity, expression, other, isOn, version: base } = check;
  const body = { title, severity, expression, other, isOn, base, reason: 'Why not', ...words };
  return await ask<ShownCheck>('editor', `PUT ${path}/checks/${check.id}`, body);
}

async function statesOf(check: string): Promise<Record<string, string>> {
  const rows = await sql<{ id: string; state: string }[]>`
    select report_id as id, state from check_result where check_id = ${check}`;
  return Object.fromEntries(rows.map(({ id, state }) => [reports.indexOf(id), state]));
}

/** What a report says from now on, as a correction that was read. */
async function say(report: number, answers: Record<string, string>): Promise<void> {
  const id = must(reports[report], 'report');
  await sql`update report_reading set answers = ${JSON.stringify(answers)}::text::json where report_id = ${id}`;
  await sql`update report set changed_at = changed_at + interval '1 second', is_settled = false where id = ${id}`;
}

beforeAll(async () => {
  mission = await reportedMission(sql, [SHEETS]);
  path = `/api/missions/${mission.slug}`;
  reports = await mission.add([
    { answers: answersOf('100', '90'), station: '1', deviceId: DEVICES[0] ?? null },
    { answers: answersOf('100', '101'), station: '1', deviceId: DEVICES[1] ?? null },
    { answers: answersOf('', '5'), station: '2' },
    { answers: answersOf('5', '6', 'no'), station: '2', state: 'void' },
    { answers: { ...answersOf('7', '8', 'no'), '/data/box[1]/votes': '3', '/data/box[2]/votes': '4' }, station: '3' },
  ]);
});

describe('a check', () => {
  test('is tried on what is there, and nothing is stored', async () => {
    const trial = await ask<Trial>('editor', `POST ${path}/checks/trial`, { ...rule(MORE.expression) });
    expect(trial).toMatchObject({ counts: { ok: 1, flagged: 2, missing: 1 }, isWhole: true });
    expect(trial.first.map(({ id }) => reports.indexOf(id))).toEqual([4, 1]);
    const byEngine = await ask<Trial>('editor', `POST ${path}/checks/trial`, rule('sum(${votes}) = 7'));
    expect(byEngine).toMatchObject({ counts: { ok: 3, flagged: 1, missing: 0 }, isWhole: true });
    expect(await sql`select 1 from check_result`).toHaveLength(0);
    expect(await ask('reader', `GET ${path}/checks`)).toEqual([]);
  });

  test('that is wrong is refused, with what and where', async () => {
    const line = `POST ${path}/checks/trial` as const;
    expect(await refused('editor', line, rule("${nobody} > 1 and ${open} = 'maybe'"))).toEqual([
      ...[422, 'invalid-input', 'check-name-unknown 1', 'check-choice 29'],
    ]);
    expect(await refused('editor', line, { ...rule('${cast} > 1'), form: 'no such' })).toEqual([
      ...[422, 'invalid-input', 'check-form-unknown '],
    ]);
    expect(
      await refused('editor', `POST ${path}/checks`, { ...MORE, id: randomUUID(), expression: '${cast} >' }),
    ).toEqual([...[422, 'invalid-input', 'check-incomplete 10']]);
  });

  test('keeps all of its versions, and is sent twice only once', async () => {
    const id = randomUUID();
    const first = await make({ id });
    expect(await make({ id })).toEqual(first);
    expect(await refused('editor', `POST ${path}/checks`, { ...MORE, id, severity: 'note' })).toEqual([
      409,
      'conflict',
    ]);
    const second = await change(first, { severity: 'note' });
    const body = { ...MORE, form: undefined, base: 1, reason: 'Late' };
    expect(await refused('editor', `PUT ${path}/checks/${id}`, body)).toEqual([409, 'changed-meanwhile']);
    expect(second.versions.map(({ number, severity, reason }) => [number, severity, reason])).toEqual([
      [2, 'note', 'Why not'],
      [1, 'error', null],
    ]);
    const acts = (await app.audited()).filter(({ subject }) => subject.includes(id));
    expect(acts.map(({ action }) => action)).toEqual(['check.made', 'check.changed']);
  });

  test('judges all reports once it is on, and forgets them once it is off', async () => {
    const check = await make();
    await runner.run();
    expect(await statesOf(check.id)).toEqual({});
    const on = await change(check, { isOn: true });
    expect(on.isJudged).toBe(false);
    await runner.run();
    expect(await statesOf(check.id)).toEqual({ 1: 'flagged', 2: 'missing', 4: 'flagged' });
    const [listed] = (await ask<ListedCheck[]>('reader', `GET ${path}/checks`)).filter(({ id }) => id === check.id);
    expect(listed).toMatchObject({ isJudged: true, counts: { flagged: 2, verified: 0, missing: 1 } });
    const page = await ask<FoundReport[]>('reader', `GET ${path}/checks/${check.id}/reports?limit=1`);
    expect(page.map(({ id }) => reports.indexOf(id))).toEqual([4]);
    const next = await ask<FoundReport[]>('reader', `GET ${path}/checks/${check.id}/reports?after=${page[0]?.ordinal}`);
    expect(next.map(({ id }) => reports.indexOf(id))).toEqual([1]);
    const other = await change(on, { expression: "${open} = 'no'" });
    await runner.run();
    expect(await statesOf(check.id)).toEqual({ 4: 'flagged' });
    await change(other, { isOn: false });
    await runner.run();
    expect(await statesOf(check.id)).toEqual({});
  });

  test('that SQL does not know judges by the engine, bit by bit', async () => {
    const check = await make({ expression: 'sum(${votes}) > 6', isOn: true });
    await runner.run();
    expect(await statesOf(check.id)).toEqual({ 4: 'flagged' });
    await change(check, { isOn: false });
    await runner.run();
  });
});

describe('a report that changes', () => {
  test('is judged anew, and forgotten once it is set aside', async () => {
    const check = await make({ isOn: true });
    await runner.run();
    await say(0, answersOf('100', '200'));
    await runner.run();
    expect(await statesOf(check.id)).toMatchObject({ 0: 'flagged', 1: 'flagged' });
    await sql`update report set state = 'void', changed_at = changed_at + interval '1 second' where id = ${reports[0] ?? ''}`;
    await runner.run();
    expect(Object.keys(await statesOf(check.id))).not.toContain('0');
    await sql`update report set state = 'read', changed_at = changed_at + interval '1 second' where id = ${reports[0] ?? ''}`;
    await say(0, answersOf('100', '90'));
    await runner.run();
    expect(Object.keys(await statesOf(check.id))).not.toContain('0');
    await change(check, { isOn: false });
    await runner.run();
  });

  test('has those judged anew that look at it, where it is and where it was', async () => {
    const check = await make({ expression: '${other.voters} != ${voters}', other: 'visit', isOn: true });
    await runner.run();
    expect(await statesOf(check.id)).toEqual({ 2: 'missing', 4: 'missing' });
    await say(1, answersOf('99', '90'));
    await runner.run();
    expect(await statesOf(check.id)).toMatchObject({ 0: 'flagged', 1: 'flagged' });
    const move = (station: string) =>
      sql`update report set station = ${station}, changed_at = changed_at + interval '1 second' where id = ${reports[1] ?? ''}`;
    await move('9');
    await runner.run();
    expect(await statesOf(check.id)).toMatchObject({ 0: 'missing', 1: 'missing' });
    await move('1');
    await say(1, answersOf('100', '101'));
    await runner.run();
    expect(await statesOf(check.id)).toEqual({ 2: 'missing', 4: 'missing' });
    await change(check, { isOn: false });
    await runner.run();
  });
});

describe('an answer that somebody made sure of', () => {
  const report = () => must(reports[1], 'report');
  const verify = (answers: readonly { path: string; value: string }[], id = randomUUID()) =>
    ask('editor', `POST ${path}/reports/${report()}/verifications`, { id, answers, how: 'call', note: 'Asked twice' });
  const told = async () => await ask<ReportChecks>('reader', `GET ${path}/reports/${report()}/checks`);
  const checksOf = async () => (await told()).checks;
  const [voters, cast] = [
    { path: '/data/voters', value: '100' },
    { path: '/data/cast', value: '101' },
  ];

  test('takes its flag away, and no other; it stays through what is judged anew; another answer brings it back', async () => {
    const more = await make({ isOn: true });
    const many = await make({ expression: '${cast} > 100', isOn: true });
    await runner.run();
    expect((await told()).isPending).toBe(false);
    await verify([cast]);
    expect((await told()).isPending).toBe(true);
    await runner.run();
    expect([await statesOf(more.id), await statesOf(many.id)]).toMatchObject([{ 1: 'flagged' }, { 1: 'verified' }]);
    const id = randomUUID();
    await verify([voters], id);
    await verify([voters], id);
    await runner.run();
    expect(await statesOf(more.id)).toMatchObject({ 1: 'verified' });
    const shown = (await checksOf()).find(({ check }) => check === more.id);
    expect(shown).toMatchObject({
      state: 'verified',
      answers: [
        { ...cast, labels: { '': 'Ballots cast' }, choices: [], verified: { how: 'call' } },
        { ...voters, verified: { note: 'Asked twice' } },
      ],
    });
    // In bulk, too.
    const renamed = await change(more, { expression: '${cast} > ${voters} + 0' });
    await runner.run();
    expect(await statesOf(more.id)).toMatchObject({ 1: 'verified' });
    await say(1, answersOf('100', '102'));
    await runner.run();
    expect([await statesOf(more.id), await statesOf(many.id)]).toMatchObject([{ 1: 'flagged' }, { 1: 'flagged' }]);
    await say(1, answersOf('100', '101'));
    await runner.run();
    expect(await statesOf(more.id)).toMatchObject({ 1: 'verified' });
    await ask('editor', `POST ${path}/reports/${report()}/verifications/${id}/withdrawal`, { reason: 'Wrong station' });
    await runner.run();
    expect([await statesOf(more.id), await statesOf(many.id)]).toMatchObject([{ 1: 'flagged' }, { 1: 'verified' }]);
    for (const check of [renamed, many]) await change(check, { isOn: false });
    await runner.run();
  });

  test('is refused where it says something else by now, or something else was sent under its id', async () => {
    const line = `POST ${path}/reports/${report()}/verifications` as const;
    const body = { id: randomUUID(), answers: [cast], how: 'visit', note: null };
    expect(await refused('editor', line, { ...body, answers: [{ ...cast, value: '7' }] })).toEqual([
      409,
      'changed-meanwhile',
    ]);
    await ask('editor', line, body);
    expect(await refused('editor', line, { ...body, how: 'call' })).toEqual([409, 'conflict']);
  });

  test('goes with its report, in the same transaction', async () => {
    const check = await make({ isOn: true });
    await runner.run();
    await sql`
      update report set state = 'erased', version_report_id = null, version_sha256 = null,
        changed_at = changed_at + interval '1 second' where id = ${report()}`;
    const left =
      await sql`select 1 from check_verification where report_id = ${report()} and (value is not null or note is not null)`;
    expect(left).toHaveLength(0);
    expect(Object.keys(await statesOf(check.id))).not.toContain('1');
  });
});

test('a register that changes has those reports judged anew that rest on it', async () => {
  const election = randomUUID();
  await sql`insert into election (id, slug, visibility, created_at) values (${election}, ${election}, 'private', now())`;
  const claim = { subject: 'voters.registered', place: '3', value: '900', kind: 'official', unit: 'count' };
  const record = (kind: string, key: string, cells: Record<string, string>) => sql`
    insert into record (election_id, kind, key, version, withdrawn, cells, position, search)
    values (${election}, ${kind}, ${key}, 1, false, ${sql.json(cells)}, 0, '')`;
  await record('subject', 'voters.registered', { section: 'voters' });
  await record('claim', 'a', claim);
  await sql`update mission set election_id = ${election} where id = ${mission.missionId}`;
  const check = await make({ expression: '${cast} > ${station.registered}', isOn: true });
  await runner.run();
  expect(await statesOf(check.id)).toEqual({ 0: 'missing', 2: 'missing' });
  await sql`update record set cells = ${sql.json({ ...claim, value: '2' })} where election_id = ${election} and key = 'a'`;
  await sql`update election set revision = revision + 1 where id = ${election}`;
  await runner.run();
  expect(await statesOf(check.id)).toEqual({ 0: 'missing', 2: 'missing', 4: 'flagged' });
});

function rule(expression: string) {
  return { form: 'visit', expression, other: null };
}
