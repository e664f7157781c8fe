import { Hono } from 'hono';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { type FilledMission, fillMission } from '../../../test/support/filled-mission.ts';
import { TEST_NOW, TEST_ORIGIN } from '../../../test/support/http.ts';
import {
  type AskedInTurn,
  findKeptContext,
  keepConnection,
  watchConnection,
} from '../../../test/support/kept-context.ts';
import { testDatabase } from '../../../test/support/postgres.ts';
import { letIn, openWholeServer } from '../../../test/support/whole-server.ts';
import { mountOpenRosa } from '../../features/field/reports/routes/openrosa/mount-openrosa.ts';
import { findKeyHolder } from '../../features/mission/api-keys/access.ts';
import { createDeviceKeeper } from '../../features/mission/devices/access.ts';
import { missionParams } from '../../features/mission/missions/contract.ts';
import { findActor } from '../../features/office/accounts/store/keep-sessions.ts';
import { stoppedClock } from '../../kernel/time/clock.ts';
import { connectApp } from '../../platform/db/connect.ts';
import { defineEndpoint, type Endpoint } from '../../platform/http/endpoint.ts';
import { mountKeyed } from '../../platform/http/keyed/mount-keyed.ts';
import { mountEndpoints } from '../../platform/http/mount.ts';
import { SESSION_COOKIE } from '../../platform/http/session.ts';
import { OPENROSA_MESSAGES } from '../../platform/i18n/messages/openrosa-messages.ts';

/** What tells nothing of a mission alone: backups, elections with what is due in them, accounts, security; receipts, which everybody may look up; limits of telephones; stations of an election, which these missions do not observe. */
const OF_NO_MISSION =
  /^\/api\/(?:v1\/openapi|backups|elections|receipts|session|set-up|my-account|accounts|security|form-templates|history\/choices)|\/submission$|\/room\/deadlines$|\/samples\/options$|\/plan\/map(?:\/list|\/stations)?$/;

/** Replies that are numbers, drawings or packed. */
const WORDLESS: readonly string[] = [
  '/api/missions/:mission/arrivals/counts',
  '/api/missions/:mission/checks/:check/reports',
  '/api/missions/:mission/devices/:device/copy',
  '/api/missions/:mission/devices/:device/copy.zip',
  '/api/missions/:mission/exports/:id/ready',
  '/api/missions/:mission/exports/estimate',
  '/api/missions/:mission/forms/:form/draft/form.xlsx',
  '/api/missions/:mission/forms/:form/draft/paper/form.pdf',
  '/api/missions/:mission/forms/:form/draft/paper/pages',
  '/api/missions/:mission/forms/:form/versions/:number/form.xlsx',
  '/api/missions/:mission/forms/:form/versions/:number/paper/form.pdf',
  '/api/missions/:mission/forms/:form/versions/:number/paper/pages',
  '/api/missions/:mission/incidents/export.xlsx',
  '/api/missions/:mission/log',
  '/api/missions/:mission/people/export.xlsx',
  '/api/missions/:mission/people/identities.xlsx',
  '/api/missions/:mission/people/settings',
  '/api/missions/:mission/retention',
  '/api/missions/:mission/room/flow',
  '/api/missions/:mission/room/incidents/wall',
  '/api/missions/:mission/turnout',
  '/api/missions/:mission/turnout/stations',
  '/api/missions/:mission/typists',
  '/api/missions/:mission/visits/teams',
  '/api/v1/missions/:mission/log/checkpoint',
  '/openrosa/:mission/forms/:form/:number/manifest',
  '/openrosa/:mission/key/:token/forms/:form/:number/manifest',
];

const QUERIES: Readonly<Record<string, (mission: FilledMission) => string>> = {
  '/api/missions/:mission/arrivals/counts': () => '?since=2024-02-05T00:00:00Z',
  '/api/missions/:mission/report-choices': () => '?form=sheet&column=/data/station',
  '/api/missions/:mission/report-columns': () => '?form=sheet',
  '/api/missions/:mission/report-tally': () => '?form=sheet&column=/data/place',
  '/api/missions/:mission/exports/estimate': () => '?form=sheet',
  '/api/missions/:mission/stations': () => '?search=Pier',
  '/api/missions/:mission/plan/map/routes': () => '?day=2024-02-05&phase=voting',
  '/api/missions/:mission/room/flow': () => '?day=2024-02-05',
  '/api/missions/:mission/room/map': () => '?day=2024-02-05&phase=voting',
  '/api/missions/:mission/turnout': () => '?day=2024-02-05',
  '/api/missions/:mission/turnout/stations': () => '?day=2024-02-05&minutes=720',
  '/api/missions/:mission/call-sheet': () => '?day=2024-02-05&status=pending',
  '/api/missions/:mission/visits/teams': () => '?day=2024-02-05&status=pending',
  '/api/missions/:mission/call-sheet/phones': ({ params }) => `?team=${params.team}&day=2024-02-05`,
  '/api/missions/:mission/reports/:report/differences': ({ sha256 }) => `?from=${sha256.earlier}&to=${sha256.version}`,
};

const { sql, target } = await testDatabase();
const single = connectApp(target, 1);
afterAll(() => single.end());
const server = await openWholeServer(sql, single);
const one = await fillMission(sql, server, { slug: 'coast', word: 'kestrel', count: 1 });
const other = await fillMission(sql, server, { slug: 'isles', word: 'osprey', count: 2 });
// Who asked for the export, and typed nothing.
await letIn(sql, 'administrator1', new Date(TEST_NOW));
// Who people are is told to those alone who have the right.
await sql`
  insert into account_right (id, account_id, name, reason, given_at, given_by, given_by_name)
  select gen_random_uuid(), id, 'identities', 'for the test', created_at, id, name from account
  where sign_in_key = 'administrator1'`;
await sql`
  insert into person_identity (mission_id, person_id, name, search, revision)
  select mission_id, id, 'Name of ' || role, '', 1 from person`;

// What somebody answered, as a telephone of our app brings it.
await sql`
  insert into message_recipient (mission_id, message_id, place, device_id, is_waiting)
  select m.mission_id, m.id, 100, d.id, true from mission_message m join device d on d.mission_id = m.mission_id`;
await sql`
  insert into message_answer (mission_id, id, message_id, device_id, text, at)
  select r.mission_id, gen_random_uuid(), r.message_id, r.device_id, m.texts ->> 'en', m.at
  from message_recipient r join mission_message m on m.mission_id = r.mission_id and m.id = r.message_id
  where r.device_id is not null`;

// Reports come when the test runs, and are looked for on the day that it plays.
await sql`update report_flow set step = '2024-02-05T09:00Z'`;
await sql`
  insert into turnout_seen (mission_id, report_id, minutes, day, station, voted, registered, filled_at, ordinal)
  select mission_id, id, 720, '2024-02-05', coalesce(station, '1'), abs(hashtext(mission_id::text) % 1000), 1000, first_at, ordinal
  from report`;

const clock = stoppedClock(TEST_NOW);
const log = pino({ level: 'silent' });
const services = { sql: single, clock, log, proxies: 0, origins: [TEST_ORIGIN] as const };

/** All doors of the server through which something can be read, on one connection of the database. */
function composeDoors(endpoints: readonly Endpoint[]): Hono {
  const app = new Hono();
  mountKeyed(app, server.keyEndpoints, { ...services, findHolder: (hash, now) => findKeyHolder(single, hash, now) });
  mountEndpoints(app, endpoints, { ...services, findActor });
  const { intake, blobs } = server;
  mountOpenRosa(app, {
    ...{ ...services, intake, blobs, devices: createDeviceKeeper(single, clock) },
    origins: ['https://observers.example'],
    wordsOf: (language) => OPENROSA_MESSAGES[language],
  });
  return app;
}

const signedIn = { cookie: `${SESSION_COOKIE}=administrator1` };

/** A route asked of `mission`, with the ids of the first one: a mission is named in the address, and each id is looked for within it. */
function pathOf(line: string, mission: FilledMission, by: FilledMission): string {
  const { version, file } = one.sha256;
  const named: Readonly<Record<string, string>> = {
    ...{ ...one.params, mission: mission.slug, sha256: line.includes('/files/:sha256') ? file : version },
    ...(line.startsWith('/api/history') ? { id: one.params.act } : {}),
    ...{ token: by.device.token, slug: 'nowhere', key: 'nothing', kind: 'place', code: 'nothing', position: '1' },
  };
  return line.replace(/:(\w+)/g, (_, name: string) => named[name] ?? 'nothing') + (QUERIES[line]?.(one) ?? '');
}

/** How a route is asked by whoever may read `by`. */
function headersOf(line: string, by: FilledMission): Readonly<Record<string, string>> {
  if (line.startsWith('/api/v1/')) return { authorization: `Bearer ${by.key}` };
  if (!line.startsWith('/openrosa/')) return signedIn;
  const { name = '', password = '' } = by.device.login ?? {};
  const login = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  return { 'x-openrosa-version': '1.0', ...(line.includes(':token') ? {} : { authorization: login }) };
}

/** What is asked of a route: as a member, without saying who asks, as a member of the other mission. */
function inTurn(line: string): AskedInTurn {
  const ask = (mission: FilledMission, by: FilledMission) => ({
    path: pathOf(line, mission, by),
    headers: headersOf(line, by),
  });
  const nobody = { path: pathOf(line, one, { ...one, device: { ...one.device, token: 'none' } }), headers: {} };
  // Whoever works at the desk may read every mission: for them a mission is what the address names. Keys and telephones
  // belong to one.
  const isOfOne = line.startsWith('/api/v1/') || line.startsWith('/openrosa/');
  const elsewhere = line.includes(':mission') ? [ask(other, other), ...(isOfOne ? [ask(one, other)] : [])] : [];
  return { line, own: ask(one, one), tells: !OF_NO_MISSION.test(line), others: [nobody, ...elsewhere] };
}

test('AUTHZ-05 over one pooled connection nobody sees rows of a mission that whoever asked before could see', async () => {
  const app = composeDoors(server.endpoints);
  const all = [...new Set(app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path))];
  // It tells that something changed, never what, and does not end.
  const lines = all.filter((path) => path !== '/api/missions/:mission/changes');
  const kept = await keepConnection(app);
  const connection = await watchConnection(single);
  const asks = lines.map(inTurn);
  const told = { word: one.word, wordless: WORDLESS };
  expect(await findKeptContext(kept, connection, { asks, told })).toEqual([]);
  expect(asks.filter(({ tells }) => tells).length).toBeGreaterThan(60);
  expect(kept.opened()).toBe(1);
  await kept.close();
});

describe('AUTHZ-05 what a handler keeps is noticed:', () => {
  const path = '/api/missions/:mission/tampered';
  /** Rows of the mission that `missionOf` tells, whatever was asked. */
  const tampered = (missionOf: (slug: string | null) => Promise<string | null>) =>
    defineEndpoint({
      method: 'GET',
      path,
      access: 'public',
      params: missionParams,
      streams: true,
      handle: async ({ pool, actor, params }) => {
        const slug = await missionOf(actor === null ? null : params.mission);
        return await pool`select name from mission where slug = ${slug}`;
      },
    });

  async function findingsOf(endpoint: Endpoint): Promise<string[]> {
    const app = composeDoors([endpoint]);
    const [kept, connection] = [await keepConnection(app), await watchConnection(single)];
    const findings = await findKeptContext(kept, connection, {
      asks: [inTurn(path)],
      told: { word: one.word, wordless: [] },
    });
    await kept.close();
    return findings.map((finding) => finding.replace(`${path}: `, ''));
  }

  test('nothing where nothing is kept', async () => {
    expect(await findingsOf(tampered(async (slug) => slug))).toEqual([]);
  });

  test('the mission of before, in memory', async () => {
    let last: string | null = null;
    const keep = async (slug: string | null) => {
      last ??= slug;
      return last;
    };
    expect(await findingsOf(tampered(keep))).toEqual(['told other 0', 'told other 1']);
  });

  test('the mission of before, as a setting of the connection', async () => {
    const keep = async (slug: string | null) => {
      if (slug !== null) await single`select set_config('scrutineer.mission', ${slug}, false)`;
      const [row] = await single<{ slug: string }[]>`select current_setting('scrutineer.mission', true) as slug`;
      return row?.slug ?? null;
    };
    expect(await findingsOf(tampered(keep))).toEqual([
      'left setting scrutineer.mission',
      'told other 0',
      'left setting scrutineer.mission after other 1',
    ]);
    await single`select set_config('scrutineer.mission', '', false)`;
  });

  test.each([
    ['transaction', 'begin', 'rollback'],
    ['locks', 'select pg_advisory_lock(87)', 'select pg_advisory_unlock_all()'],
    ['tables', 'create temp table kept as select 1 as one', 'drop table kept'],
    ['setting statement_timeout', `set statement_timeout = '7s'`, 'reset statement_timeout'],
    ['channels', 'listen kept', 'unlisten *'],
  ])('%s', async (left, done, undone) => {
    let isFirst = true;
    const keep = async (slug: string | null) => {
      if (isFirst) await single.unsafe(done);
      isFirst = false;
      return slug;
    };
    expect(await findingsOf(tampered(keep))).toContain(`left ${left}`);
    await single.unsafe(undone);
  });
});
