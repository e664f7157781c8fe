import { beforeAll, describe, expect, test } from 'vitest';
import { letKnow, peopleDesk } from '../../../../test/support/people-desk.ts';
import { testDatabase } from '../../../../test/support/postgres.ts';
import { writeXlsx } from '../../../xforms/workbook/xlsx/write-xlsx.ts';
import type { IdentityReply, ImportDone, ImportPreview, PeoplePage, ShownTeam } from './people-replies.ts';

const { sql } = await testDatabase();
const { newMission, audited, noted } = peopleDesk(sql);
beforeAll(() => letKnow(sql, ['administrator']));

type Mission = Awaited<ReturnType<typeof newMission>>;
const check = async (mission: Mission, file: string | Uint8Array) =>
  (await mission.send<ImportPreview>('administrator', 'people/imports/check', file)).body;
const apply = (mission: Mission, file: string | Uint8Array, { sha256, seen }: ImportPreview) =>
  mission.send<ImportDone & { code: string; issues: object[] }>(
    'administrator',
    `people/imports?sha256=${sha256}&seen=${seen}`,
    file,
  );
/** Looks at a file and applies it. */
async function load(mission: Mission, file: string | Uint8Array): Promise<ImportDone> {
  const { status, body } = await apply(mission, file, await check(mission, file));
  expect([status, body.issues]).toEqual([200, undefined]);
  return body;
}
const list = async (mission: Mission) => (await mission.done<PeoplePage>('GET people?limit=500')).people;

const FILE = [
  'code,kind,term,role,languages,team,name,phone',
  'OBS-1,observer,long,coordinator,en|ru,T1,Ann Ash,+999 55 010 20 30',
  'OBS-2,observer,short,,en,T1,,+999 55 010 20 30',
  'DRV-1,driver,,,,T1,Bo Birch,',
].join('\n');

describe('a file of people', () => {
  test('is looked at first, then applied as it was looked at', async () => {
    const mission = await newMission();
    const preview = await check(mission, FILE);
    expect(preview).toMatchObject({
      counts: { created: 3, changed: 0, same: 0, errors: 0 },
      newTeams: ['T1'],
      issues: [],
    });
    expect(preview.rows[2]).toEqual({
      row: 4,
      code: 'DRV-1',
      isNew: true,
      changes: [
        { field: 'code', before: null, after: 'DRV-1' },
        { field: 'kind', before: null, after: 'driver' },
        { field: 'team', before: null, after: 'T1' },
        { field: 'name', before: null, after: 'Bo Birch' },
      ],
    });
    expect(await list(mission)).toEqual([]);
    expect((await apply(mission, FILE, preview)).body).toEqual({ created: 3, changed: 0, same: 0, newTeams: ['T1'] });
    expect((await list(mission)).map(({ code, languages, teams }) => [code, languages, teams])).toEqual([
      ['DRV-1', [], ['T1']],
      ['OBS-1', ['en', 'ru'], ['T1']],
      ['OBS-2', ['en'], ['T1']],
    ]);
    const [team] = await mission.done<ShownTeam[]>('GET teams');
    expect(team?.members.map(({ code, part }) => [code, part])).toEqual([
      ['OBS-1', 'observer'],
      ['OBS-2', 'observer'],
      ['DRV-1', 'driver'],
    ]);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'mission.people-imported',
      details: { created: 3, changed: 0, same: 0, names: true },
    });
    expect(JSON.stringify(await audited())).not.toContain('Birch');
  });

  test('changes nothing when it comes again, and neither does what is exported', async () => {
    const mission = await newMission();
    await load(mission, FILE);
    const before = await list(mission);
    expect(await load(mission, FILE)).toEqual({ created: 0, changed: 0, same: 3, newTeams: [] });
    const exported = await mission.done<string>('GET people/identities.csv?left=all', undefined, 'administrator');
    expect(await load(mission, exported)).toEqual({ created: 0, changed: 0, same: 3, newTeams: [] });
    const workbook = await mission.fetch('administrator', 'people/identities.xlsx?left=all');
    const again = await load(mission, new Uint8Array(await workbook.arrayBuffer()));
    expect(again).toEqual({ created: 0, changed: 0, same: 3, newTeams: [] });
    expect(await list(mission)).toEqual(before);
  });

  test('may be a workbook: its sheet of people counts', async () => {
    const mission = await newMission();
    const cells = FILE.split('\n').map((line) => line.split(','));
    const sheets = [
      { name: 'notes', rows: [['x']] },
      { name: 'People', rows: cells },
    ];
    expect(await load(mission, writeXlsx({ sheets }))).toEqual({ created: 3, changed: 0, same: 0, newTeams: ['T1'] });
    expect(await load(mission, FILE)).toMatchObject({ created: 0, changed: 0, same: 3 });
  });

  test('says what becomes of whom, field by field, and keeps what stood', async () => {
    const mission = await newMission();
    await load(mission, FILE);
    const file = 'code,role,term,team,name,phone\nobs-1,,-,T2,Ann Oak,+999 55 010 20 31\n';
    const preview = await check(mission, file);
    expect(preview.rows).toEqual([
      {
        row: 2,
        code: 'obs-1',
        isNew: false,
        changes: [
          { field: 'code', before: 'OBS-1', after: 'obs-1' },
          { field: 'term', before: 'long', after: null },
          { field: 'team', before: 'T1', after: 'T2' },
          { field: 'name', before: 'Ann Ash', after: 'Ann Oak' },
          { field: 'phone', before: null, after: '+999550102031' },
        ],
      },
    ]);
    expect(preview.counts).toEqual({ created: 0, changed: 1, same: 0, errors: 0 });
    await load(mission, file);
    const [, one] = await list(mission);
    expect(one).toMatchObject({ code: 'obs-1', role: 'coordinator', term: null, teams: ['T2'], revision: 2 });
    const identity = await mission.done<IdentityReply>(`GET people/${one?.id}/identity`, undefined, 'administrator');
    expect([identity.name, identity.phones.map(({ e164 }) => e164)]).toEqual([
      'Ann Oak',
      ['+999550102030', '+999550102031'],
    ]);
    const [{ versions }, kept] = [
      await mission.show(one?.id ?? ''),
      await sql`select before, reason from identity_version where mission_id = ${mission.id} and revision = 2`,
    ];
    expect(versions[0]?.reason).toMatch(/^import [0-9a-f]{12}$/);
    expect(kept).toMatchObject([{ before: { name: 'Ann Ash' }, reason: versions[0]?.reason }]);
  });

  test('is refused as a whole where anything is wrong, and everything is told', async () => {
    const mission = await newMission();
    const file = 'code,kind,areas\nA,driver,\nB,clown,north\n,driver,\n';
    const preview = await check(mission, file);
    expect(preview.counts.errors).toBe(3);
    const { status, body } = await apply(mission, file, preview);
    expect([status, body.code]).toEqual([422, 'import-refused']);
    expect(body.issues).toMatchObject([
      { row: 3, column: 'kind', code: 'choice' },
      { row: 3, column: 'areas', code: 'people-no-places' },
      { row: 4, column: 'code', code: 'people-code-missing' },
    ]);
    expect(await list(mission)).toEqual([]);
    const unreadable = await check(mission, 'code;kind\nA;driver\n');
    expect(unreadable.issues).toMatchObject([{ code: 'csv-separator', row: 1 }]);
    expect((await check(mission, Buffer.from([0x50, 0x4b, 3, 4, 0]))).counts.errors).toBeGreaterThan(0);
  });

  test('is not applied where somebody was changed since: who, and by whom, is told', async () => {
    const mission = await newMission();
    await load(mission, FILE);
    const file = 'code,role,kind\nOBS-1,driver,observer\nOBS-2,cook,observer\nOBS-3,cook,observer\n';
    const preview = await check(mission, file);
    const [, one] = await list(mission);
    await mission.done(`POST people/${one?.id}/departure`, { base: one?.revision, reason: 'ill' });
    await mission.add('OBS-3');
    const { status, body } = await apply(mission, file, preview);
    expect([status, body.code, body.issues]).toEqual([
      409,
      'import-outdated',
      [
        { code: 'people-changed-since', parameters: { found: 'OBS-1', by: 'Test editor' } },
        { code: 'people-changed-since', parameters: { found: 'OBS-3', by: 'Test editor' } },
      ],
    ]);
    // A change of somebody whom the file does not name is none of its business.
    const again = await check(mission, file);
    await mission.add('OTHER');
    expect((await apply(mission, file, again)).status).toBe(200);
  });

  test('is not applied where another file comes, or what is decided makes something else of it', async () => {
    const mission = await newMission();
    const file = 'code,kind,phone\nA,driver,055 010 20 30\n';
    const preview = await check(mission, file);
    expect((await apply(mission, `${file}B,driver,\n`, preview)).body.code).toBe('import-outdated');
    await mission.done('PUT people/settings', { accreditationRule: null, countryCode: '999', base: 0 });
    expect((await apply(mission, file, preview)).body.code).toBe('import-outdated');
    expect(await list(mission)).toEqual([]);
  });

  test('is applied once where it comes over two connections at once', async () => {
    const mission = await newMission();
    const preview = await check(mission, FILE);
    const replies = await Promise.all([1, 2, 3].map(() => apply(mission, FILE, preview)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await list(mission)).toHaveLength(3);
  });

  test('with names is for those with the right: nothing of it is taken without', async () => {
    const mission = await newMission();
    const without = await mission.send<{ code: string }>('editor', 'people/imports/check', FILE);
    expect([without.status, without.body.code]).toEqual([403, 'right-missing']);
    const codes = FILE.split('\n')
      .map((line) => line.split(',').slice(0, 6).join(','))
      .join('\n');
    expect((await mission.send('editor', 'people/imports/check', codes)).status).toBe(200);
    expect((await mission.send('reader', 'people/imports/check', codes)).status).toBe(403);
    await check(mission, FILE);
    expect((await noted()).filter(({ kind }) => kind === 'reading.identities').map(({ subject }) => subject)).toContain(
      `mission-here ${mission.slug}`,
    );
  });

  test('of 5,000 people is taken whole, and again without any change', async () => {
    const mission = await newMission();
    const rows = Array.from(
      { length: 5_000 },
      (_, at) => `P${at},observer,en,T${at % 500},Name ${at},+99955${1_000_000 + at}`,
    );
    const file = ['code,kind,languages,team,name,phone', ...rows].join('\n');
    expect(await load(mission, file)).toMatchObject({ created: 5_000, same: 0 });
    expect((await load(mission, file)).same).toBe(5_000);
    const [row] = await sql`select count(*)::int as count from person_phone where mission_id = ${mission.id}`;
    expect(row?.count).toBe(5_000);
  });
});
