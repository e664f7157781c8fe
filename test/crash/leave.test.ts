import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/platform/db/connect.ts';
import { type FieldMission, fieldMission } from '../support/field-mission.ts';
import { eventually } from '../support/open-page.ts';
import { createPhone, type SentFile } from '../support/openrosa-phone.ts';
import { testServer } from '../support/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { PICTURE, VISIT_ID, visitForm } from '../support/visit-form.ts';

const [left, next] = [await testServer(), await testServer()];
const shelf = temporaryFolder('leave');
afterAll(() => rmSync(shelf, { recursive: true, force: true }));

const PHONE = 'Kənan Canaryzadə';
const VISITS = 4;
const [first, second] = [randomUUID(), randomUUID()];

/** A record of the visit form. */
function visit(id: string, { who, photo = '', edits = '', version = '1' }: Record<string, string>): Buffer {
  const meta = `<instanceID>uuid:${id}</instanceID>${edits === '' ? '' : `<deprecatedID>uuid:${edits}</deprecatedID>`}`;
  return Buffer.from(
    `<data id="${VISIT_ID}" version="${version}"><station>S2</station><who>${who}</who><voters>812</voters>` +
      `<turnout>55.50</turnout><day>2024-02-07</day><sealed>no</sealed><why>=1+1</why><problems>queue crowd</problems>` +
      `<photo>${photo}</photo><talk><remark>Sağ ol,\n"da"</remark></talk><talk><remark/></talk><doubled>1624</doubled>` +
      `<meta>${meta}</meta></data>`,
  );
}

const photo: SentFile = { name: 'urna şəkli.jpg', content: PICTURE };
const SENT: readonly { readonly raw: Buffer; readonly files: readonly SentFile[] }[] = [
  { raw: visit(first, { who: 'Chair', photo: photo.name }), files: [photo] },
  { raw: visit(second, { who: 'Sədr &amp; katib', version: '2' }), files: [] },
  { raw: visit(randomUUID(), { who: 'The clerk, corrected', edits: second, version: '2' }), files: [] },
  { raw: visit(randomUUID(), { who: 'nobody' }), files: [] },
  { raw: Buffer.from('<data id="unknown form"><meta><instanceID>uuid:held</instanceID></meta></data>'), files: [] },
  { raw: Buffer.from('no XML at all: \u00ff', 'latin1'), files: [] },
];

/** Whether all that came was read. */
async function untilRead(dataFolder: string, slug: string, reports: number): Promise<void> {
  const database = await openDatabase({
    dataFolder,
    databaseUrl: null,
    purpose: 'test',
    sharing: 'join',
    say: () => {},
  });
  try {
    await eventually(async () => {
      const [row] = await database.sql`
        select count(*)::int as count from report r join mission m on m.id = r.mission_id
        where m.slug = ${slug} and r.state in ('read', 'held', 'void')`;
      return row?.count;
    }).toBe(reports);
    await eventually(async () => {
      const rows = await database.sql`
        select from report_item i join mission m on m.id = i.mission_id where m.slug = ${slug}
          and not exists (select from report_reading q where q.report_id = i.report_id and q.sha256 = i.sha256)`;
      return rows.length;
    }).toBe(0);
  } finally {
    await database.close();
  }
}

/** Runs Python, of which nothing is ours. */
function python(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('python3', args, { encoding: 'utf8', maxBuffer: 1e9 });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

/** Compares the files of an archive with its list, unpacks it, and counts the rows of its tables. */
const UNPACK = `import csv, hashlib, io, json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
names = z.namelist()
assert len(names) == len(set(n.lower() for n in names))
rows = list(csv.DictReader(io.StringIO(z.read('manifest.csv').decode('utf-8'), newline='')))
assert sorted(names) == sorted([r['path'] for r in rows] + ['manifest.csv'])
for r in rows:
    content = z.read(r['path'])
    assert len(content) == int(r['bytes']) and hashlib.sha256(content).hexdigest() == r['sha256'], r
z.extractall(sys.argv[2])
count = lambda n: len(list(csv.reader(io.StringIO(z.read(n).decode('utf-8-sig'), newline='')))) - 1
print(json.dumps({n: count(n) for n in names if n.endswith('.csv')}))`;

/** Takes everything out of a server into a folder. */
async function takeOut(server: typeof left, name: string, ...more: string[]) {
  const [zip, folder] = [join(shelf, `${name}.zip`), join(shelf, name)];
  const done = await server.run(['export-all', zip, ...more]);
  expect(done.errors).not.toMatch(/MISSING/);
  expect(done.status).toBe(0);
  return {
    zip,
    folder,
    out: done.out,
    counts: JSON.parse(python('-c', UNPACK, zip, folder)) as Record<string, number>,
  };
}

const rowsOf = (...path: readonly string[]) =>
  parse(readFileSync(join(...path)), { bom: true, columns: true }) as Record<string, string>[];

let taken: Awaited<ReturnType<typeof takeOut>>;

test('a mission is at work', async () => {
  const mission = await fieldMission(left, 'coast');
  await mission.publish(visitForm('1'));
  await mission.publish(visitForm('2'), 'A question was unclear');
  const phone = createPhone((await mission.addDevice(PHONE)).openRosaUrl);
  for (const sending of SENT) expect((await phone.send(sending)).status).toBe(201);
  phone.close();
  await untilRead(left.dataFolder, 'coast', SENT.length - 1);
  taken = await takeOut(left, 'taken');
});

describe('OPS-11 everything is taken out', () => {
  const mission = () => join(taken.folder, 'missions', 'coast');

  test('while the server serves: other software finds every file as listed, and every submission byte by byte', () => {
    expect(taken.counts).toMatchObject({
      'missions/coast/submissions.csv': SENT.length,
      'missions/coast/files.csv': 1,
      'missions/coast/forms.csv': 2,
      'missions/coast/devices.csv': 1,
      [`missions/coast/tables/${VISIT_ID}/reports.csv`]: VISITS - 1,
      [`missions/coast/tables/${VISIT_ID}/talk.csv`]: 2 * (VISITS - 1),
      'people.csv': 1,
    });
    expect(taken.out).toContain(`coast: ${SENT.length} submissions, 1 files, ${VISITS - 1} reports in tables`);
    const listed = rowsOf(mission(), 'submissions.csv');
    expect(listed.map(({ file }) => readFileSync(join(taken.folder, file ?? '')))).toEqual(SENT.map(({ raw }) => raw));
    expect(listed.map(({ state, stands }) => `${state} ${stands}`)).toEqual([
      'read 1',
      'read 0',
      'read 1',
      'read 1',
      'held 1',
      'held 1',
    ]);
    expect(listed[0]?.file).toBe(`missions/coast/submissions/${VISIT_ID}/uuid_${first}/submission.xml`);
    expect(readFileSync(join(mission(), 'submissions', VISIT_ID, `uuid_${first}`, photo.name))).toEqual(PICTURE);
  });

  test('with the forms, the election file as it came, and a log that a stranger can check', async () => {
    expect(readdirSync(join(mission(), 'forms', VISIT_ID, '2')).sort()).toEqual(
      ['emblem.png', `${VISIT_ID}.xlsx`, `${VISIT_ID}.xml`, 'stations.csv'].sort(),
    );
    const checked = await left.run(['import', join(taken.folder, 'elections', 'azerbaijan-2024'), '--check']);
    expect(checked.out).not.toMatch(/created|corrected/);
    const key = readFileSync(join(mission(), 'log', 'key'), 'utf8').trim();
    expect((await left.run(['log', 'list'])).out).toContain(key);
    const said = python(join(taken.folder, 'tools', 'verify_log.py'), 'log', join(mission(), 'log'), '--key', key);
    expect(said).toMatch(/size \d{2}\n.*\nOK\n$/);
  });

  test('without names where none were asked for', async () => {
    const canary = 'Canaryzadə';
    const isIn = (folder: string) =>
      readdirSync(folder, { recursive: true, withFileTypes: true }).some(
        (entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(canary),
      );
    expect(isIn(taken.folder)).toBe(false);
    const named = await takeOut(left, 'named', '--with-names');
    expect(isIn(named.folder)).toBe(true);
    expect(rowsOf(named.folder, 'missions', 'coast', 'devices.csv')[0]?.device).toBe(PHONE);
  });

  test('and no file is ever replaced, nor a broken one left', async () => {
    const before = readFileSync(taken.zip);
    const again = await left.run(['export-all', taken.zip]);
    expect(again).toMatchObject({ status: 1, errors: expect.stringContaining('is there already') });
    expect(readFileSync(taken.zip).equals(before)).toBe(true);
    expect((await left.run(['export-all', join(shelf, 'folder')])).status).toBe(2);
    expect((await left.run(['export-all', join(shelf, 'none', 'a.zip')])).errors).toMatch(/there is no folder/);
    const inside = join(left.dataFolder, 'a.zip');
    expect((await left.run(['export-all', inside])).errors).toContain(`${inside}: this lies in the data folder`);
    expect(readdirSync(shelf).filter((name) => name.includes('.part-'))).toEqual([]);
  });

  test('and what a killed one left with plain data is named and removed by the next', async () => {
    const killed = left.begin(['export-all', join(shelf, 'killed.zip')]);
    const parts = () => readdirSync(shelf).filter((name) => name.includes('.part-'));
    const isMarked = () => parts().some((name) => existsSync(join(shelf, name, 'export-all.json')));
    await eventually(async () => isMarked()).toBe(true);
    await killed.kill();
    const [name] = parts();
    const done = await left.run(['export-all', join(shelf, 'after.zip')]);
    expect(done).toMatchObject({ status: 0, errors: expect.stringContaining(`Removed ${name}: an export that was`) });
    expect(parts()).toEqual([]);
  });
});

describe('OPS-11 and put into a fresh server by OpenRosa', () => {
  let fresh: FieldMission;
  const archive = (...path: string[]) => join(taken.folder, 'missions', 'coast', ...path);

  test('its forms and submissions are as many, and say the same', async () => {
    fresh = await fieldMission(next, 'shore');
    for (const number of ['1', '2']) {
      const file = archive('forms', VISIT_ID, number, `${VISIT_ID}.xlsx`);
      const done = await next.run(['form', 'publish', file, '--mission', 'shore', '--reason', 'from the archive']);
      expect(done.status).toBe(0);
      expect(done.out).toBe(`Published ${VISIT_ID}, version ${number}, in shore.\n`);
    }
    const { openRosaUrl } = await fresh.addDevice('Archive');
    const push = () =>
      python(join(taken.folder, 'tools', 'push_submissions.py'), archive(), openRosaUrl, '--states', 'read,held');
    expect(push()).toBe(`${SENT.length} sent, 0 left out, 0 refused\n`);
    expect(push()).toBe(`${SENT.length} sent, 0 left out, 0 refused\n`);
    await untilRead(next.dataFolder, 'shore', SENT.length - 1);
    const there = await takeOut(next, 'there');
    const at = (folder: string, slug: string, ...path: string[]) => rowsOf(folder, 'missions', slug, ...path);
    const said = (rows: readonly Record<string, string>[]) =>
      rows.map((row) =>
        Object.entries(row).filter(([name]) => !/^_(report|receipt|first_received|received|device)$/.test(name)),
      );
    for (const table of ['reports.csv', 'talk.csv']) {
      const [here, was] = [
        at(there.folder, 'shore', 'tables', VISIT_ID, table),
        at(taken.folder, 'coast', 'tables', VISIT_ID, table),
      ];
      expect(said(here)).toEqual(said(was));
    }
    const hashes = (rows: readonly Record<string, string>[]) =>
      rows.map(({ sha256, stands, state }) => ({ sha256, stands, state }));
    for (const list of ['submissions.csv', 'files.csv']) {
      expect(hashes(at(there.folder, 'shore', list))).toEqual(hashes(at(taken.folder, 'coast', list)));
    }
    for (const number of ['1', '2']) {
      const xform = (folder: string, slug: string) =>
        readFileSync(join(folder, 'missions', slug, 'forms', VISIT_ID, number, `${VISIT_ID}.xml`), 'utf8');
      expect(xform(there.folder, 'shore')).toBe(xform(taken.folder, 'coast'));
    }
    expect(existsSync(join(there.folder, 'missions', 'shore', 'log', 'checkpoint'))).toBe(true);
  });
});
