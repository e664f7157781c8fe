import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ShownExport } from '../../src/features/field/exports/export-job.ts';
import type { ArrivalCounts } from '../../src/features/field/reports/arrivals/arrival-replies.ts';
import type { VisitPage } from '../../src/features/field/visits/visit-replies.ts';
import { SESSION_COOKIE } from '../../src/platform/http/session.ts';
import { lookAt } from '../support/crash-mission.ts';
import { type FilledMission, type MissionMaker, makeMission } from '../support/filled-mission.ts';
import { eventually } from '../support/open-page.ts';
import { type ServedFolder, type ServingProgram, servedFolder } from '../support/restarting-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { callThrough, letIn } from '../support/whole-server.ts';

const shelf = temporaryFolder('whole-backup');
const [origin, copy] = [servedFolder(), servedFolder()];
afterAll(async () => {
  for (const folder of [origin, copy]) await folder.remove();
  rmSync(shelf, { recursive: true, force: true });
});

/** Tables that have rows once a mission with something of everything was made: else their equality says nothing. */
const FILLED = [
  ...[
    'account',
    'api_key',
    'audit_entry',
    'device',
    'export_job',
    'form',
    'form_draft',
    'form_draft_file',
    'form_file',
  ],
  ...['form_version', 'form_version_file', 'log_leaf', 'mission', 'mission_log', 'paper', 'paper_entry', 'report'],
  ...['report_act', 'report_comment', 'report_entry', 'report_file', 'report_item', 'report_reading', 'report_view'],
  ...['session', 'people_settings', 'person', 'team', 'team_version', 'team_member'],
  ...['accreditation_step', 'device_holder'],
];

/** How many rows each table has, and a hash of all that stands in them. */
async function rowsOf(folder: ServedFolder): Promise<Record<string, string>> {
  return await lookAt(folder, async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and relpersistence = 'p' and has_table_privilege(oid, 'select') order by 1`;
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      const [row] = await sql<{ count: number; hash: string | null }[]>`
        select count(*)::int as count, md5(string_agg(hash, '' order by hash)) as hash
        from (select md5(t::text) as hash from ${sql(name)} t) h`;
      found[name] = `${row?.count} rows, ${row?.hash}`;
    }
    return found;
  });
}

/** Every file below a folder, by its path, with its hash. */
function filesBelow(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), hashOf(readFileSync(path))]));
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function makerOn({ url }: ServingProgram): MissionMaker {
  const call = callThrough((path, init) => fetch(url + path, init), url.replace('127.0.0.1', 'localhost'));
  const counts = async (base: string) => {
    const { waiting } = await call<ArrivalCounts>(
      'editor1',
      'GET',
      `${base}/arrivals/counts?since=2024-02-07T00:00:00Z`,
    );
    return waiting.count;
  };
  const countVisits = async (base: string) =>
    (await call<VisitPage>('editor1', 'GET', `${base}/visits?standing=planned`)).count;
  const stateOf = async (base: string, id: string) => {
    const exports = await call<ShownExport[]>('administrator1', 'GET', `${base}/exports`);
    return exports.find((one) => one.id === id)?.state;
  };
  return {
    call,
    readReports: async (base) => await eventually(() => counts(base)).toBe(0),
    matched: async (base) => await eventually(() => countVisits(base)).toBe(1),
    makeExport: async (base, id) => await eventually(() => stateOf(base, id)).toBe('done'),
  };
}

/** What a server says of a mission, address by address: attachments, forms, pages and exports. */
async function tell({ url }: ServingProgram, { slug, params, sha256 }: FilledMission) {
  const [report, form, paper] = [`reports/${params.report}`, `forms/${params.form}`, `papers/${params.paper}`];
  const paths = [
    ...[report, `${report}/versions/${sha256.version}`, `${report}/versions/${sha256.earlier}/raw`],
    ...[`${report}/files/${sha256.file}`, `${report}/entries`, 'reports?limit=200', 'arrivals', 'report-views'],
    ...[
      `${report}/differences?from=${sha256.earlier}&to=${sha256.version}`,
      'report-tally?form=sheet&column=/data/place',
    ],
    ...[paper, `${paper}/scan`, `${paper}/copies`, 'papers', 'devices', 'api-keys', 'forms', form],
    ...['people', `people/${params.person}`, 'people/export.csv', 'teams', 'device-holders'],
    ...[`${form}/versions/2`, `${form}/versions/2/form.xml`, `${form}/versions/2/package.json`],
    ...[`${form}/versions/2/files/stations.csv`, `${form}/draft/files/stations.csv`],
  ];
  const told: Record<string, string> = {};
  for (const path of paths) {
    const headers = { cookie: `${SESSION_COOKIE}=administrator1` };
    const reply = await fetch(`${url}/api/missions/${slug}/${path}`, { headers });
    const body = Buffer.from(await reply.arrayBuffer());
    told[path] = `${reply.status} ${hashOf(body)}`;
    expect([path, reply.status, body.length > 0]).toEqual([path, 200, true]);
  }
  return told;
}

test('EXP-05 put back into an empty instance, a mission with something of everything is equal: rows, files, log, and all that it says', async () => {
  const identity = join(shelf, 'identity.txt');
  const recipient = (await origin.run('backup-key', '--out', identity)).trim();
  const serving = await origin.serve();
  await lookAt(origin, async (sql) => {
    for (const person of ['editor1', 'editor2', 'administrator1']) await letIn(sql, person, new Date());
  });
  const mission = await makeMission(makerOn(serving), { slug: 'coast', word: 'kestrel', count: 2 });
  const told = await tell(serving, mission);
  await serving.stop();
  const to = join(shelf, 'all');
  await origin.run('backup', '--to', to, '--recipient', recipient);
  await copy.run('restore', '--from', to, '--identity', identity, '--data', copy.dataFolder);

  const ours = await rowsOf(origin);
  expect(await rowsOf(copy)).toEqual(ours);
  expect(FILLED.filter((name) => ours[name] === undefined || ours[name].startsWith('0 '))).toEqual([]);
  const files = filesBelow(join(origin.dataFolder, 'files/content'));
  expect(Object.keys(files).length).toBeGreaterThan(1);
  expect(filesBelow(join(copy.dataFolder, 'files/content'))).toEqual(files);
  // Of tiles that were not full, those of the newest checkpoint alone are kept.
  const log = filesBelow(join(copy.dataFolder, 'log', mission.slug));
  expect(Object.keys(log)).toEqual([
    'checkpoint',
    expect.stringMatching(/^tile\/0\//),
    expect.stringMatching(/entries/),
  ]);
  expect(filesBelow(join(origin.dataFolder, 'log', mission.slug))).toMatchObject(log);
  const again = await copy.serve();
  expect(await tell(again, mission)).toEqual(told);
  await again.stop();
});
