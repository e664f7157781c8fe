import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ReportedMission, reportedMission } from '../../../../test/support/exported-reports.ts';
import { TEST_NOW, testApp } from '../../../../test/support/http.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { must } from '../../../kernel/result.ts';
import { stoppedClock } from '../../../kernel/time/clock.ts';
import { ChangeHub } from '../../../platform/jobs/streams/change-hub.ts';
import { ChangeStreams } from '../../../platform/jobs/streams/change-streams.ts';
import { listenForChanges } from '../../../platform/jobs/streams/listen-changes.ts';
import { bigBelow, streamOf } from '../../../stats/random.ts';
import { changeEndpoints } from '../../mission/changes/routes.ts';
import { applyAct, NOTHING, PRIORITIES, STATUSES } from './incident.ts';
import type { IncidentBoard, IncidentPage, IncidentSettings, ShownIncident, SosCall } from './incident-replies.ts';
import { makeIncidents } from './jobs/make-incidents.ts';
import { incidentEndpoints } from './routes/incident-endpoints.ts';
import { getIncident } from './store/keep-incidents.ts';

const { sql } = await testDatabase();
const app = testApp(incidentEndpoints, { sql });
type Role = Parameters<typeof app.call>[0];

const SHEETS = {
  survey: [
    ['type', 'name', 'label'],
    ['select_one kind', 'kind', 'Kind'],
    ['select_one yn', 'urgent', 'Urgent?'],
    ['text', 'what', 'What'],
    ['geopoint', 'position', 'Position'],
  ],
  choices: [
    ['list_name', 'name', 'label'],
    ['kind', 'violence', 'Violence'],
    ['kind', 'media', 'Media'],
    ['yn', 'yes', 'Yes'],
    ['yn', 'no', 'No'],
  ],
  settings: [
    ['form_title', 'form_id', 'version'],
    ['Incident', 'incident-quick', '1'],
  ],
};

let mission: ReportedMission;
let path: `/${string}`;
const now = () => new Date('2031-05-18T08:00:00Z');
const make = () => makeIncidents(sql, { now, rest: async () => {}, isEnding: () => false });
const answersOf = (what: string, { kind = 'violence', urgent = 'no', position = '' } = {}) => ({
  ...{ '/data/kind': kind, '/data/urgent': urgent, '/data/what': what, '/data/position': position },
});

async function ask<T>(role: Role, line: `${string} /${string}`, body?: unknown): Promise<T> {
  const reply = await app.call(role, line, body);
  if (!reply.ok) throw new Error(`${line}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
}

async function refused(line: `${string} /${string}`, body: unknown): Promise<string> {
  const reply = await app.call('editor', line, body);
  const { code, issues } = (await reply.json()) as { code: string; issues?: { code: string }[] };
  return [code, ...(issues ?? []).map((issue) => issue.code)].join(' ');
}

const acting = (incident: ShownIncident, act: object, more: object = {}) => {
  return { id: randomUUID(), base: incident.revision, act, reason: null, ...more };
};
const doTo = (incident: ShownIncident, act: object, more: object = {}) =>
  ask<ShownIncident>('editor', `POST ${path}/incidents/${incident.id}/acts`, acting(incident, act, more));
const show = (id: string) => ask<ShownIncident>('reader', `GET ${path}/incidents/${id}`);
const list = (query = '') => ask<IncidentPage>('reader', `GET ${path}/incidents${query}`);

async function ofReport(report: string): Promise<ShownIncident> {
  const [row] = await sql<{ id: string }[]>`select id from incident where report_id = ${report}`;
  return await show(must(row, 'incident').id);
}

async function typed(facts: object): Promise<ShownIncident> {
  return await ask<ShownIncident>('editor', `POST ${path}/incidents`, { id: randomUUID(), facts });
}

/** What a report says from now on, as a correction that was read. */
async function change(report: string, words: { answers?: object; state?: string; station?: string }): Promise<void> {
  if (words.answers !== undefined) {
    await sql`
      update report_reading set answers = ${JSON.stringify(words.answers)}::text::json where report_id = ${report}`;
  }
  await sql`
    update report set changed_at = changed_at + interval '1 second', is_settled = false,
      state = ${words.state ?? 'read'}, station = ${words.station ?? null}
    where id = ${report}`;
}

/** What the acts of an incident come to, against what is stored. */
async function expectReplayed(id: string): Promise<void> {
  const { acts } = await show(id);
  const replayed = acts.reduce((state, act) => applyAct(state, act), NOTHING);
  const stored = await getIncident(sql, mission.missionId, id);
  expect(replayed).toEqual(stored.state);
  expect(acts.map(({ number }) => number)).toEqual(acts.map((_, at) => at + 1));
  expect(stored.revision).toBe(acts.length);
}

beforeAll(async () => {
  mission = await reportedMission(sql, [SHEETS]);
  path = `/api/missions/${mission.slug}`;
});

describe('a report of an incident form', () => {
  test('makes an incident by itself, with nothing set up; read again, no second one', async () => {
    const answers = answersOf('Pushed out', { urgent: 'yes', position: '40.5 49.5' });
    const [report = ''] = await mission.add([{ answers, station: '7' }]);
    await make();
    await make();
    const incident = await ofReport(report);
    expect(incident).toMatchObject({ status: 'new', isLoud: true, standing: 'read', report });
    expect(incident.facts).toEqual({
      ...{ what: 'Pushed out', category: 'violence', danger: 'sos', station: '7' },
      ...{ latitude: 40.5, longitude: 49.5 },
    });
  });

  test('is followed when it is corrected, moved, set aside and erased; what the desk did stays', async () => {
    const [report = ''] = await mission.add([{ answers: answersOf('First'), station: '1' }]);
    await make();
    const incident = await ofReport(report);
    await doTo(incident, { kind: 'told', told: { category: 'media' } });
    await change(report, { answers: answersOf('Second'), station: '2' });
    await make();
    expect((await show(incident.id)).facts).toMatchObject({ what: 'Second', station: '2', category: 'media' });
    await change(report, { state: 'void', station: '2' });
    await make();
    expect(await show(incident.id)).toMatchObject({ standing: 'void', facts: { what: 'Second' } });
    await sql`
      update report set state = 'erased', version_report_id = null, version_sha256 = null,
        changed_at = changed_at + interval '1 second' where id = ${report}`;
    // At once, and not when somebody comes to it.
    expect(JSON.stringify(await sql`select * from incident_act where incident_id = ${incident.id}`)).not.toMatch(
      /First|Second/,
    );
    expect(JSON.stringify(await sql`select * from incident where id = ${incident.id}`)).not.toMatch(/First|Second/);
    await make();
    expect(await show(incident.id)).toMatchObject({ standing: 'erased', facts: { category: 'media' } });
    await expectReplayed(incident.id);
  });

  test('random reports, moves and voids make the incidents that a plain rule makes', async () => {
    const random = streamOf(['incidents follow reports']);
    const pick = <T>(from: readonly T[]) => from[Number(bigBelow(random, BigInt(from.length)))] as T;
    const ids = [
      ...(await mission.add(
        Array.from({ length: 12 }, () => ({ answers: answersOf('Start'), state: pick(['read', 'void']) }) as const),
      )),
    ];
    const model = new Map<string, { what: string; standing: string; station: string | null }>();
    const begun = await sql<
      { id: string; state: string }[]
    >`select id, state from report where id = any (${ids}::uuid[])`;
    for (const { id, state } of begun)
      if (state === 'read') model.set(id, { what: 'Start', standing: 'read', station: null });
    await make();
    for (let step = 0; step < 60; step += 1) {
      const [id, state, station] = [pick(ids), pick(['read', 'void'] as const), pick(['1', '2'])];
      const what = `Step ${step}`;
      await change(id, { answers: answersOf(what), state, station });
      await make();
      if (state === 'read' || model.has(id)) model.set(id, { what, standing: state, station });
    }
    const stored = await sql<{ id: string; what: string; standing: string; station: string | null }[]>`
      select report_id as id, what, standing, station from incident where report_id = any (${ids}::uuid[])`;
    const found = new Map(stored.map(({ id, ...rest }) => [id, rest]));
    expect(found).toEqual(model);
    // The comparison notices what it should.
    const [first] = [...model.keys()];
    expect(new Map([...found, [must(first, 'first'), { what: 'Other', standing: 'read', station: null }]])).not.toEqual(
      model,
    );
  });

  test('of a form that is none any more makes nothing; of one that becomes one, all of its reports do', async () => {
    const other = await reportedMission(sql, [
      {
        ...SHEETS,
        settings: [
          ['form_title', 'form_id'],
          ['Visit', 'visit'],
        ],
      },
    ]);
    const base = `/api/missions/${other.slug}` as const;
    await other.add([{ answers: answersOf('Before') }]);
    await make();
    const count = async () => (await ask<IncidentPage>('reader', `GET ${base}/incidents`)).count;
    expect(await count()).toBe(0);
    const settings = await ask<IncidentSettings>('reader', `GET ${base}/incidents/settings`);
    const [form] = settings.forms;
    expect(form).toMatchObject({ form: 'visit', isOn: false, mapping: { category: '/data/kind' } });
    const forms = [{ form: 'visit', isOn: true, mapping: must(form, 'form').mapping }];
    const body = { base: 0, categories: settings.categories, forms, reason: null };
    await ask('editor', `PUT ${base}/incidents/settings`, body);
    await make();
    expect(await count()).toBe(1);
    expect((await app.call('editor', `PUT ${base}/incidents/settings`, body)).status).toBe(409);
    const off = { ...body, base: 1, forms: forms.map((one) => ({ ...one, isOn: false })) };
    await ask('editor', `PUT ${base}/incidents/settings`, off);
    await make();
    const { incidents } = await ask<IncidentPage>('reader', `GET ${base}/incidents`);
    expect(incidents.map(({ standing }) => standing)).toEqual(['other-form']);
    const without = settings.categories.filter(({ key }) => key !== 'violence');
    const gone = await app.call('editor', `PUT ${base}/incidents/settings`, { ...off, base: 2, categories: without });
    expect(JSON.stringify(await gone.json())).toContain('incident-category-used');
  });
});

describe('what is done to an incident', () => {
  test('sent again is done once; on what somebody has changed since, it is refused', async () => {
    const incident = await typed({ what: 'By telephone' });
    const body = acting(incident, { kind: 'priority', priority: 'high' });
    const line = `POST ${path}/incidents/${incident.id}/acts` as const;
    const once = await ask<ShownIncident>('editor', line, body);
    expect((await ask<ShownIncident>('editor', line, body)).revision).toBe(once.revision);
    expect(await refused(line, { ...body, act: { kind: 'priority', priority: 'low' } })).toBe('conflict');
    expect(await refused(line, acting(incident, { kind: 'priority', priority: 'low' }))).toBe('changed-meanwhile');
  });

  test('entered twice at once, with one id, is one incident', async () => {
    const body = { id: randomUUID(), facts: { what: 'Pressed twice' } };
    const enter = () => ask<ShownIncident>('editor', `POST ${path}/incidents`, body);
    let both: Promise<ShownIncident[]> = Promise.resolve([]);
    await sql.begin(async (holding) => {
      await holding`select from incident_count where mission_id = ${mission.missionId} for update`;
      both = Promise.all([enter(), enter()]);
      // One waits for what is held, and the other for the one, before either goes on.
      for (let isWaiting = false; !isWaiting; ) {
        const rows = await holding`
          select from pg_locks l join pg_database d on d.oid = l.database
          where l.locktype = 'advisory' and not l.granted and d.datname = current_database()`;
        isWaiting = rows.length > 0;
      }
    });
    const [one, other] = await both;
    expect(one).toEqual(other);
    expect((await list('?search=Pressed')).incidents.map(({ id }) => id)).toEqual([body.id]);
  });

  test('an SOS is heard by one, and others see by whom', async () => {
    const incident = await typed({ what: 'Help', danger: 'sos' });
    const before = await ask<SosCall>('reader', `GET ${path}/incidents/sos`);
    expect(before.incidents.map(({ id }) => id)).toContain(incident.id);
    const heard = await doTo(incident, { kind: 'acknowledged' }, { base: null });
    expect(heard).toMatchObject({ isLoud: false, acknowledged: { by: expect.any(String) } });
    const line = `POST ${path}/incidents/${incident.id}/acts` as const;
    expect(await refused(line, acting(heard, { kind: 'acknowledged' }))).toBe('invalid-input incident-not-loud');
    const after = await ask<SosCall>('reader', `GET ${path}/incidents/sos`);
    expect(after.count).toBe(before.count - 1);
    expect(after.heard.map(({ id }) => id)).toContain(incident.id);
  });

  test('a duplicate points to the one that stays, which shows it; it can be taken apart', async () => {
    const [stays, twin, third] = [await typed({ what: 'A' }), await typed({ what: 'B' }), await typed({ what: 'C' })];
    const reason = { reason: 'Seen by two' };
    await doTo(twin, { kind: 'merged', into: stays.id }, reason);
    expect((await show(stays.id)).merged.map(({ id }) => id)).toEqual([twin.id]);
    expect((await list('?limit=200')).incidents.map(({ id }) => id)).not.toContain(twin.id);
    expect((await list('?merged=only')).incidents.map(({ id }) => id)).toEqual([twin.id]);
    const into = (from: ShownIncident, target: ShownIncident) =>
      refused(`POST ${path}/incidents/${from.id}/acts`, acting(from, { kind: 'merged', into: target.id }, reason));
    expect(await into(third, twin)).toContain('incident-into-merged');
    expect(await into(stays, third)).toContain('incident-has-duplicates');
    expect(await into(third, third)).toContain('incident-into-itself');
    const apart = await doTo(await show(twin.id), { kind: 'unmerged' }, reason);
    expect([apart.mergedInto, apart.into]).toEqual([null, null]);
  });

  test('reports are linked by their ids, and only those of the mission', async () => {
    const incident = await typed({ what: 'Linked' });
    const [report = ''] = await mission.add([{ answers: answersOf('Other') }]);
    const linked = await doTo(incident, { kind: 'linked', link: 'report', target: report });
    expect(linked.links).toMatchObject([{ kind: 'report', target: report }]);
    const line = `POST ${path}/incidents/${incident.id}/acts` as const;
    expect(await refused(line, acting(linked, { kind: 'linked', link: 'report', target: report }))).toContain('linked');
    expect(await refused(line, acting(linked, { kind: 'linked', link: 'person', target: randomUUID() }))).toBe(
      'not-found',
    );
    expect((await doTo(linked, { kind: 'unlinked', link: 'report', target: report })).links).toEqual([]);
  });

  test('random acts, as far as they are let through, come to the state that is stored', async () => {
    const random = streamOf(['acts replay']);
    const pick = <T>(from: readonly T[]) => from[Number(bigBelow(random, BigInt(from.length)))] as T;
    const { assignees } = await ask<IncidentSettings>('reader', `GET ${path}/incidents/settings`);
    const people = [null, ...assignees.map(({ id }) => id)];
    const [report = ''] = await mission.add([{ answers: answersOf('Zero') }]);
    await make();
    const { id } = await ofReport(report);
    const acts = [
      () => ({ kind: 'status', status: pick(STATUSES) }),
      () => ({ kind: 'assigned', assignee: pick(people) }),
      () => ({ kind: 'priority', priority: pick([...PRIORITIES, null]) }),
      () => ({ kind: 'told', told: { danger: pick(['sos', 'low', null]), placeWords: pick(['Here', null]) } }),
      () => ({ kind: 'acknowledged' }),
      () => ({ kind: 'noted', text: 'Called back' }),
      () => ({ kind: 'due', dueAt: pick(['2031-05-18T10:00:00+04:00', null]) }),
    ];
    let done = 0;
    for (let step = 0; step < 80; step += 1) {
      if (step % 9 === 0) {
        await change(report, { answers: answersOf(`Step ${step}`, { urgent: pick(['yes', 'no']) }) });
        await make();
      }
      const body = acting(await show(id), pick(acts)(), { reason: pick([null, 'Why']) });
      const reply = await app.call('editor', `POST ${path}/incidents/${id}/acts`, body);
      expect([201, 200, 400, 422]).toContain(reply.status);
      if (reply.ok) done += 1;
    }
    expect(done).toBeGreaterThan(20);
    await expectReplayed(id);
  });
});

describe('what is seen', () => {
  test('pages join on in each order, and their filters count what they list', async () => {
    for (const sort of ['newest', 'oldest', 'due']) {
      const seen: string[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const page: IncidentPage = await list(
          `?merged=also&limit=3&sort=${sort}${after === '' ? '' : `&after=${after}`}`,
        );
        seen.push(...page.incidents.map(({ id }) => id));
        after = page.next;
        if (after === null) expect(seen.length).toBe(page.count);
      }
      expect(new Set(seen).size).toBe(seen.length);
    }
    const board = await ask<IncidentBoard>('reader', `GET ${path}/incidents/board`);
    const total = board.columns.reduce((sum, { count }) => sum + count, 0);
    expect(total).toBe((await list()).count);
  });

  test('a map loses nothing: what has no position is counted and listed', async () => {
    const map = await ask<{ points: { count: number }[]; placedCount: number; unplacedCount: number }>(
      'reader',
      `GET ${path}/incidents/map`,
    );
    expect(map.placedCount + map.unplacedCount).toBe((await list()).count);
    expect(map.points.reduce((sum, { count }) => sum + count, 0)).toBe(map.placedCount);
    expect(map.placedCount).toBeGreaterThan(0);
  });

  test('in files, what would be a formula is text', async () => {
    await typed({ what: '=1+1' });
    const csv = await (await app.call('reader', `GET ${path}/incidents/export.csv`)).text();
    expect(csv).toContain(`'=1+1`);
    expect(csv.trim().split('\n').length).toBe((await list()).count + 1);
  });

  test('whoever watches hears of a change, and never what it was', async () => {
    const [hub, log] = [new ChangeHub(), pino({ level: 'silent' })];
    const streams = new ChangeStreams({ sql, clock: stoppedClock(TEST_NOW), log, findActor: async () => null, hub });
    await listenForChanges(sql, { hub, streams, log });
    const watching = testApp(changeEndpoints(streams), { sql });
    const reply = await watching.call('reader', `GET ${path}/changes`);
    expect(reply.headers.get('content-type')).toContain('text/event-stream');
    const reader = must(reply.body, 'stream').getReader();
    const next = async () => Buffer.from(must((await reader.read()).value, 'part') as Uint8Array).toString();
    expect(await next()).toContain('"anything"');
    await typed({ what: 'Kestrel', danger: 'sos' });
    const told = await next();
    expect(told).toContain('"incidents"');
    expect(told).not.toContain('Kestrel');
    streams.close();
    expect((await reader.read()).done).toBe(true);
  });
});
