import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { inflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { Refusal } from '../../../platform/db/refusal.ts';
import { readCsv } from '../../../platform/files/tables/csv.ts';
import { type Command, type Terminal, WrongUsage } from '../command.ts';
import { device } from './device.ts';
import { mission } from './mission.ts';

const home = mkdtempSync(join(tmpdir(), 'scrutineer-device-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Around {
  readonly environment?: NodeJS.ProcessEnv;
  readonly input?: string;
}

async function run(command: Command, args: readonly string[], { environment = {}, input = '' }: Around = {}) {
  const [out, notes] = [[] as string[], [] as string[]];
  const terminal: Terminal = {
    args,
    environment: { SCRUTINEER_DATA: join(home, 'data'), ...environment },
    folder: home,
    input: Readable.from([Buffer.from(input)]),
    out: (line) => out.push(line),
    note: (line) => notes.push(line),
  };
  return { status: await command.run(terminal), out, notes };
}

const onCoast = (...args: string[]) => run(device, [...args, '--mission', 'coast']);

describe('scrutineer device', () => {
  it('adds a device and tells how a telephone becomes it, for programs and for people', async () => {
    await run(mission, ['create', 'coast', '--name-en', 'Coast']);
    const added = await onCoast('add', 'Phone 1', '--json');
    expect(added.out).toHaveLength(1);
    expect(added.notes.at(-1)).toMatch(/^Telephones cannot reach http:\/\/localhost:8391: set SCRUTINEER_ORIGIN/);
    const { openRosaUrl, token, qr } = JSON.parse(added.out[0] ?? '') as Record<string, string>;
    expect(openRosaUrl).toBe(`http://localhost:8391/openrosa/coast/key/${token}`);
    const settings = JSON.parse(inflateSync(Buffer.from(qr ?? '', 'base64')).toString('utf8'));
    expect(settings).toMatchObject({ general: { server_url: openRosaUrl }, project: { name: 'Coast' }, admin: {} });
    const args = ['add', 'Phone 2', '--mission', 'coast', '--login', 'team-2', '--qr', 'two.svg'];
    const second = await run(device, args, { environment: { SCRUTINEER_ORIGIN: 'https://coast.example' } });
    expect(second.notes.join()).not.toContain('Telephones');
    expect(second.out.map((line) => line.split(': ')[0])).toEqual([
      'OpenRosa URL',
      'Token',
      'Login at https://coast.example/openrosa/coast',
      'Password',
      'QR',
    ]);
    expect(second.out[0]).toMatch(/^OpenRosa URL: https:\/\/coast\.example\/openrosa\/coast\/key\/[\w-]{43}$/);
    expect(readFileSync(join(home, 'two.svg'), 'utf8')).toMatch(/^<svg/);
    const app = await onCoast('add', 'Phone 3', '--kind', 'app');
    expect(app.out[0]).toMatch(/^Enrolment link: http:\/\/localhost:8391\/field\/enrol#code=[\w-]{43}$/);
  });

  it('lists them and revokes one, named so that no other can be meant', async () => {
    await onCoast('add', 'Phone 2');
    await expect(onCoast('revoke', 'Phone 2', '--reason', 'lost')).rejects.toThrow(/2 are called Phone 2/);
    expect((await onCoast('revoke', 'Phone 1', '--reason', 'lost')).out).toEqual(['Revoked Phone 1.']);
    await expect(onCoast('revoke', 'Phone 1', '--reason', 'lost')).rejects.toThrow(Refusal);
    const { out } = await onCoast('list');
    expect(out.map((line) => line.split('\t').slice(1).join(' '))).toEqual([
      'odk in-use Phone 2',
      'app waiting Phone 3',
      'odk in-use Phone 2',
      'odk revoked Phone 1',
    ]);
    const pseudonym = out[0]?.split('\t')[0] ?? '';
    expect((await onCoast('revoke', pseudonym, '--reason', 'lost')).out).toEqual(['Revoked Phone 2.']);
    const listed = JSON.parse((await onCoast('list', '--json')).out[0] ?? '') as Record<string, unknown>[];
    expect(listed.map(({ name, revocationReason }) => [name, revocationReason])).toContainEqual(['Phone 1', 'lost']);
  });

  it('adds the devices of a file, or of standard input: all, or none and says why line by line', async () => {
    await run(mission, ['create', 'isles', '--name-en', 'Isles']);
    const add = (input: string, ...more: string[]) =>
      run(device, ['add', '--mission', 'isles', '--file', '-', ...more], { input });
    const names = async () =>
      (await run(device, ['list', '--mission', 'isles'])).out.map((line) => line.split('\t')[3]).sort();
    writeFileSync(join(home, 'names.txt'), '\uFEFFMüşahidəçi 1\r\n\r\n=Observer 2\r\n');
    const { out } = await run(device, ['add', '--file', 'names.txt', '--mission', 'isles']);
    const { table, faults } = await readCsv(Buffer.from(out.join('\n')));
    expect(faults).toEqual([]);
    expect(table.columns).toEqual(['name', 'pseudonym', 'kind', 'url', 'qr', 'ends_at']);
    expect(table.rows.map(({ cells }) => cells[0])).toEqual(['Müşahidəçi 1', '=Observer 2']);
    expect(out.join('\n')).toContain("\n'=Observer 2,");
    const refused = add(`New\n\nNew\n=Observer 2\n${'x'.repeat(101)}\n`);
    await expect(refused).rejects.toThrow(
      /3 errors.*\n.*Line 3.*“New” stands on line 1.*\n.*Line 4.*“=Observer 2” already.*\n.*Line 5.*101/,
    );
    expect(await names()).toEqual(['=Observer 2', 'Müşahidəçi 1']);
    const told = JSON.parse((await add('A\nB\n', '--kind', 'app', '--json')).out.join('')) as { link: string }[];
    expect(told.map(({ link }) => link)).toEqual([expect.stringMatching(/#code=/), expect.stringMatching(/#code=/)]);
    expect(await names()).toEqual(['=Observer 2', 'A', 'B', 'Müşahidəçi 1']);
    await expect(add('')).rejects.toThrow(/no name in the list/);
    await expect(add('\xff', '--login', 'x')).rejects.toThrow(/--login is for one device/);
    await expect(run(device, ['add', 'C', '--file', 'names.txt', '--mission', 'isles'])).rejects.toThrow(WrongUsage);
    await expect(run(device, ['add', '--file', 'none.txt', '--mission', 'isles'])).rejects.toThrow(
      /none\.txt: there is no such file/,
    );
    writeFileSync(join(home, 'odd.txt'), Buffer.from([0xcd, 0xe0, 0xe1, 0x0a]));
    await expect(run(device, ['add', '--file', 'odd.txt', '--mission', 'isles'])).rejects.toThrow(/not UTF-8/);
  });

  it('says what is missing', async () => {
    await expect(run(device, ['add', 'Phone'])).rejects.toThrow(/--mission/);
    await expect(run(device, ['remove', 'Phone'])).rejects.toThrow(WrongUsage);
    await expect(onCoast('add', 'Phone', '--kind', 'sms')).rejects.toThrow(/odk or app/);
    await expect(onCoast('add', 'Phone', '--kind', 'app', '--login', 'x')).rejects.toThrow(/has none/);
    await expect(onCoast('add', 'Phone', '--login', 'a b')).rejects.toThrow(/Latin/);
    await expect(onCoast('add', 'Phone', '--login', 'team-2')).rejects.toThrow(Refusal);
    await expect(onCoast('revoke', 'Phone 3')).rejects.toThrow(/--reason/);
    await expect(run(device, ['list', '--mission', 'nowhere'])).rejects.toThrow(/nowhere/);
  });
});
