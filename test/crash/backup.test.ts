import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seeded } from '../../src/kernel/seed.ts';
import { parseIdentities } from '../../src/platform/backup/age/backup-keys.ts';
import { lastBackup } from '../../src/platform/backup/last-backup.ts';
import { filesOf, openBackup } from '../../src/platform/backup/open-backup.ts';
import { restoreBackup } from '../../src/platform/backup/restore-backup.ts';
import {
  fillReport,
  type HeldReport,
  lookAt,
  makeMission,
  phoneOf,
  type SendingOutcome,
  SLUG,
  sendAll,
  takeFrom,
} from '../support/crash-mission.ts';
import { findLosses } from '../support/find-losses.ts';
import { eventually } from '../support/open-page.ts';
import { type ServedFolder, type ServingProgram, servedFolder } from '../support/restarting-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const random = seeded('backup');
const reports = (count: number) => Array.from({ length: count }, () => fillReport(random));

const shelf = temporaryFolder('backups');
const to = join(shelf, 'all');
const identity = join(shelf, 'identity.txt');
const origin = servedFolder();
const restored: ServedFolder[] = [];

let recipient = '';
let path = '';
let serving: ServingProgram;
/** What was sent before the first backup, and while it ran. */
const held: HeldReport[] = [];

beforeAll(async () => {
  recipient = (await origin.run('backup-key', '--out', identity)).trim();
  path = await makeMission(origin);
  serving = await origin.serve();
});
afterAll(async () => {
  for (const folder of [origin, ...restored]) await folder.remove();
  rmSync(shelf, { recursive: true, force: true });
});

const send = async (program: ServingProgram, some: readonly HeldReport[]): Promise<SendingOutcome> =>
  await sendAll(() => phoneOf(program, path), { clients: 4, next: takeFrom(some) });
const back = async (folder = origin) => await folder.run('backup', '--to', to, '--recipient', recipient);
const idIn = (text: string) => /Backed up as (\S+)\./.exec(text)?.[1] ?? '';

/** A folder that a backup can be put back into. */
function freshFolder(): ServedFolder {
  const folder = servedFolder();
  restored.push(folder);
  return folder;
}

const restoreInto = async (folder: ServedFolder, from: string, ...more: string[]) =>
  await folder.run('restore', '--from', from, '--identity', identity, '--data', folder.dataFolder, ...more);

/** Puts a backup back into a folder of its own. */
async function restoreTo(from: string, ...more: string[]): Promise<ServedFolder & { readonly told: string }> {
  const folder = freshFolder();
  const told = await restoreInto(folder, from, ...more);
  return { ...folder, told };
}

async function countAll(folder: ServedFolder): Promise<ReadonlyMap<string, number>> {
  return await lookAt(folder, async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and relpersistence = 'p' and has_table_privilege(oid, 'select') order by 1`;
    const counts = new Map<string, number>();
    for (const { name } of tables) {
      const [row] = await sql<{ count: number }[]>`select count(*)::int as count from ${sql(name)}`;
      counts.set(name, row?.count ?? 0);
    }
    return counts;
  });
}

const losses = (folder: ServedFolder, some: readonly HeldReport[]) =>
  lookAt(folder, (sql) => findLosses({ sql, dataFolder: folder.dataFolder }, some));

test('OPS-01 LOG-03 a backup taken under load is put back elsewhere: all that was acknowledged before it, the log a beginning of the other, closed until it is settled', async () => {
  const early = reports(120);
  expect([...(await send(serving, early)).statuses]).toEqual([[201, 120]]);
  held.push(...early);
  let isDone = false;
  const during: HeldReport[] = [];
  const load = sendAll(() => phoneOf(serving, path), {
    clients: 4,
    next: () => {
      const report = isDone ? null : fillReport(random);
      if (report !== null) during.push(report);
      return report;
    },
  });
  const told = await back();
  isDone = true;
  await load;
  held.push(...during);
  expect(during.filter(({ codes }) => codes.length > 0).length, 'reports were taken meanwhile').toBeGreaterThan(0);

  const copy = await restoreTo(to, '--backup', idIn(told));
  for (const line of told.split('\n').filter((each) => each.startsWith('log '))) expect(copy.told).toContain(line);
  const again = await copy.serve();
  expect(again.notes()).toContain('Mission coast takes no reports: its log was put back from a backup');
  const [late] = reports(1);
  expect([...(await send(again, [late as HeldReport])).statuses]).toEqual([[503, 1]]);
  expect(await losses(copy, early)).toEqual([]);

  // What the first server signed since is known to whoever looks at it.
  const wanted = `${serving.url}/log/${SLUG}/`;
  const closed = copy.run(
    'log',
    'reopen',
    '--mission',
    SLUG,
    '--published',
    join(origin.dataFolder, 'log', SLUG, 'checkpoint'),
    '--reason',
    'x',
    '--although-published',
  );
  await expect(closed).rejects.toThrow(/The log stays closed: entries [\d,]+ to [\d,]+ are missing/);
  expect([...(await send(again, [late as HeldReport])).statuses], 'still closed').toEqual([[503, 1]]);
  const reopening = ['log', 'reopen', '--mission', SLUG, '--published', wanted, '--reason', 'The old machine is lost'];
  await expect(copy.run(...reopening), 'the old server is there still').rejects.toThrow(
    `The log stays closed: http://localhost:${new URL(wanted).port}/log/${SLUG}/ publishes it, and that is not the server of this data folder.`,
  );
  const opened = await copy.run(...reopening, '--although-published');
  expect(opened).toMatch(/\d+ entries were got back; the root is the one that was published/);
  expect(
    [
      ...(
        await sendAll(() => phoneOf(again, path), { clients: 1, next: takeFrom([late as HeldReport]), isPatient: true })
      ).statuses,
    ].at(-1),
  ).toEqual([201, 1]);
  // The receipts of both servers stand in one log.
  const key = (await origin.run('log', 'list')).trim().split('\t')[3] ?? '';
  await copy.run('log', 'verify', '--mission', SLUG, '--key', key);
  const older = /^.*\n(\d+)\n/.exec(readFileSync(join(origin.dataFolder, 'log', SLUG, 'checkpoint'), 'utf8'))?.[1];
  const newer = /^.*\n(\d+)\n/.exec(readFileSync(join(copy.dataFolder, 'log', SLUG, 'checkpoint'), 'utf8'))?.[1];
  expect(Number(newer)).toBeGreaterThan(Number(older));
  await again.stop();
});

test('EXP-05 at rest a second backup copies only what is new, and put back has equal counts, hashes and root', async () => {
  const told = await back();
  expect(told).toMatch(/ files, of which \d+ are new/);
  const third = await back();
  expect(third).toContain(', of which 0 are new');
  const copy = await restoreTo(to);
  const [ours, theirs] = [await countAll(origin), await countAll(copy)];
  expect(Object.fromEntries(theirs)).toEqual(Object.fromEntries(ours));
  expect(await losses(copy, held)).toEqual([]);
  const checkpoint = (folder: ServedFolder) => readFileSync(join(folder.dataFolder, 'log', SLUG, 'checkpoint'), 'utf8');
  expect(checkpoint(copy)).toBe(checkpoint(origin));
  const again = await copy.serve();
  await expect(copy.run('log', 'reopen', '--mission', SLUG)).rejects.toThrow(
    /Nobody was asked\. Say why it may be opened/,
  );
  await copy.run('log', 'reopen', '--mission', SLUG, '--reason', 'A drill');
  const more = reports(3);
  const { statuses } = await sendAll(() => phoneOf(again, path), { clients: 1, next: takeFrom(more), isPatient: true });
  expect(statuses.get(201)).toBe(3);
  expect(await losses(copy, [...held, ...more])).toEqual([]);
  await again.stop();
});

test('OPS-03 one altered object: put back without its file, which the server tells is lost; written anew by the next check, for earlier backups too', async () => {
  const identities = parseIdentities(readFileSync(identity, 'utf8')) ?? [];
  const before = await openBackup({ folder: to, identities }, null);
  let [file, object] = ['', ''];
  for await (const { path: place, part } of filesOf(before)) [file, object] = [place, part.path];
  expect(file).toMatch(/^files\/content\//);
  const bytes = readFileSync(join(to, object));
  bytes[bytes.length - 20] = (bytes.at(-20) ?? 0) ^ 1;
  writeFileSync(join(to, object), bytes);

  await expect(restoreTo(to)).rejects.toThrow(
    new RegExp(`${object}: it was altered.*put back with --without-damaged-files`, 's'),
  );
  const copy = freshFolder();
  const list = join(copy.dataFolder, 'missing-files.txt');
  await expect(restoreInto(copy, to, '--without-damaged-files')).rejects.toThrow(
    new RegExp(`status 3\\n.*ALARM: 1 files are damaged in the backup and missing now: ${list}`, 's'),
  );
  expect(readFileSync(list, 'utf8')).toMatch(new RegExp(`^${file}\t${object}: it was altered[^\n]*\n$`));
  expect(existsSync(join(copy.dataFolder, file))).toBe(false);
  await expect(copy.run('backup', '--to', join(shelf, 'lost'), '--recipient', recipient)).rejects.toThrow(
    new RegExp(`status 3.*ALARM: 1 files that reports name are missing.*${file.slice(-64)}`, 's'),
  );
  const open = (folder: ServedFolder) =>
    lookAt(folder, (sql) => sql`select place, count from log_alarm where settled_at is null`.then((rows) => [...rows]));
  for (const _ of ['first', 'again']) {
    const again = await copy.serve();
    await eventually(again.notes).toMatch(/1 files that reports name are missing or altered, as the backup \S+ found/);
    expect(await open(copy)).toEqual([{ place: file.slice(-64), count: 1 }]);
    await again.stop();
  }

  const mended = await origin.run('backup', '--to', to, '--recipient', recipient, '--check');
  expect(mended).toContain(', of which 1 are new');
  expect(lastBackup(origin.dataFolder).good?.mended).toMatchObject({
    count: 1,
    what: [expect.stringContaining(object)],
  });
  for (const id of [before.id, idIn(mended)])
    expect(existsSync(join((await restoreTo(to, '--backup', id)).dataFolder, file))).toBe(true);
});

test('a backup that is killed leaves nothing that looks whole, and the next one goes on from it', async () => {
  const other = join(shelf, 'killed');
  const env = { ...process.env, DATABASE_URL: '', SCRUTINEER_DATA: origin.dataFolder };
  const child = spawn(process.execPath, ['bin/scrutineer', 'backup', '--to', other, '--recipient', recipient], {
    env,
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  while (!existsSync(join(other, 'objects')) && child.exitCode === null) await pause(1);
  child.kill('SIGKILL');
  await ended;
  const before = existsSync(join(other, 'objects'))
    ? filesIn(join(other, 'objects')).filter((name) => name.endsWith('.age')).length
    : 0;
  const seals = filesIn(other).filter((name) => name.endsWith('manifest.sha256'));
  expect(seals, 'it was killed before it was whole').toEqual([]);
  await expect(restoreTo(other)).rejects.toThrow(/found no backup that is whole/);
  const told = await origin.run('backup', '--to', other, '--recipient', recipient);
  const [, count, fresh] = /(\d+) files, of which (\d+) are new/.exec(told) ?? [];
  expect(Number(count) - Number(fresh)).toBeLessThanOrEqual(before);
  expect(Number(count) - Number(fresh)).toBeGreaterThanOrEqual(before - 1);
  await restoreTo(other);
});

describe('put back is refused, by name, and nothing is written', () => {
  const damaged = join(shelf, 'damaged');
  let id = '';
  beforeAll(async () => {
    cpSync(to, damaged, { recursive: true });
    id = readdirSync(join(damaged, 'backups')).sort().at(-1) ?? '';
    const identities = parseIdentities(readFileSync(identity, 'utf8')) ?? [];
    for await (const { part } of filesOf(await openBackup({ folder: damaged, identities }, id)))
      objects.push(part.path);
    objects.splice(0, objects.length - 2);
  });

  /** Changes the folder, tries, and puts everything back. */
  async function tryWith(change: (folder: string) => void): Promise<string> {
    const folder = join(shelf, 'tried');
    rmSync(folder, { recursive: true, force: true });
    cpSync(damaged, folder, { recursive: true });
    change(folder);
    const target = join(shelf, 'target');
    const text = await putBack(folder, target).then(
      () => 'put back',
      (error: Error) => error.message,
    );
    expect(existsSync(target), 'nothing was written').toBe(false);
    return text;
  }
  async function putBack(folder: string, dataFolder: string, bytes?: number): Promise<void> {
    const identities = parseIdentities(readFileSync(identity, 'utf8')) ?? [];
    const found = await openBackup({ folder, identities }, id);
    const files = { ...found.manifest.files, ...(bytes === undefined ? {} : { bytes }) };
    const backup = { ...found, manifest: { ...found.manifest, files } };
    const clock = { now: () => Date.now() };
    await restoreBackup({ backup, dataFolder, databaseUrl: null, isWithoutDamaged: false, clock, say: () => {} });
  }
  const inBackup = (name: string) => join('backups', id, name);
  const flip = (folder: string, part: string, at: number) => {
    const bytes = readFileSync(join(folder, part));
    bytes[at < 0 ? bytes.length + at : at] = (bytes.at(at) ?? 0) ^ 1;
    writeFileSync(join(folder, part), bytes);
  };
  /** Two that this backup names: others lie there of tiles that were not full when an earlier one was taken. */
  const objects: string[] = [];

  test('where a part was altered, cut off or taken away', async () => {
    const [object = ''] = objects;
    for (const part of [
      inBackup('manifest.json.age'),
      inBackup('state.json.age'),
      inBackup('database/report_item.copy.gz.age'),
      inBackup('files.list.gz.age'),
      object,
    ]) {
      expect(await tryWith((folder) => flip(folder, part, -20)), part).toMatch(named(part, 'altered'));
      expect(await tryWith((folder) => flip(folder, part, 30)), part).toMatch(named(part, 'altered'));
      const cut = (folder: string) =>
        writeFileSync(join(folder, part), readFileSync(join(folder, part)).subarray(0, -1));
      expect(await tryWith(cut), part).toMatch(named(part, 'cut off'));
      expect(await tryWith((folder) => rmSync(join(folder, part))), part).toMatch(named(part, 'missing'));
    }
  });

  test('where two parts were swapped, or one is that of another backup', async () => {
    const [one, two] = [inBackup('database/report_item.copy.gz.age'), inBackup('database/log_leaf.copy.gz.age')];
    const swapped = await tryWith((folder) => swap(join(folder, one), join(folder, two)));
    expect(swapped).toContain(one);
    expect(swapped).toContain(two);
    const text = await tryWith((folder) => swap(join(folder, objects[0] ?? ''), join(folder, objects[1] ?? '')));
    expect(text).toContain(objects[0]);
    expect(text).toContain(objects[1]);
    const earlier = readdirSync(join(damaged, 'backups')).sort().at(-2) ?? '';
    const older = await tryWith((folder) =>
      cpSync(join(folder, 'backups', earlier, 'manifest.json.age'), join(folder, inBackup('manifest.json.age'))),
    );
    expect(older).toContain(`Open ${inBackup('manifest.json.age')}: it was altered`);
  });

  test('where the disk has no room: no folder stays that was not there', async () => {
    const target = join(shelf, 'roomless/deep/er');
    await expect(putBack(damaged, target, 1e18)).rejects.toThrow(/the disk has room for .* are needed/);
    expect(existsSync(join(shelf, 'roomless'))).toBe(false);
    mkdirSync(join(shelf, 'roomless/deep'), { recursive: true });
    await expect(putBack(damaged, target, 1e18)).rejects.toThrow(/the disk has room for/);
    expect(readdirSync(join(shelf, 'roomless/deep'))).toEqual([]);
    await expect(putBack(damaged, join(shelf, 'roomless/deep'), 1e18)).rejects.toThrow(/the disk has room for/);
    expect(readdirSync(join(shelf, 'roomless'))).toEqual(['deep']);
  });

  test('by whoever starts on a folder where it was broken off', async () => {
    const half = servedFolder();
    writeFileSync(join(half.dataFolder, 'restore-unfinished'), id);
    await expect(half.serve()).rejects.toThrow(
      /a backup was being put back there and was broken off\. Remove the folder/,
    );
    await half.remove();
  });

  test('OPS-03 with another key, in clear words; into a folder that is not empty', async () => {
    const wrong = join(shelf, 'wrong.txt');
    if (!existsSync(wrong)) await origin.run('backup-key', '--out', wrong);
    const target = join(shelf, 'target');
    const asked = ['restore', '--from', to, '--data', target];
    await expect(origin.run(...asked, '--identity', wrong)).rejects.toThrow(
      new RegExp(`the key does not fit, because this backup was taken for another; wanted ${recipient}\\.`),
    );
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'notes.txt'), '');
    await expect(origin.run(...asked, '--identity', identity)).rejects.toThrow(
      /the folder is not empty; it holds notes\.txt/,
    );
    rmSync(target, { recursive: true });
    await expect(origin.run(...asked, '--identity', identity, '--manifest', '0'.repeat(64))).rejects.toThrow(
      /It is another backup/,
    );
  });
});

function named(part: string, what: string): RegExp {
  return new RegExp(`${part.replaceAll('.', '\\.')}: it (is|was) [^\\n]*${what}`);
}

function swap(one: string, two: string): void {
  const [first, second] = [readFileSync(one), readFileSync(two)];
  writeFileSync(one, second);
  writeFileSync(two, first);
}

function filesIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath.slice(folder.length + 1), entry.name))
    : [];
}
