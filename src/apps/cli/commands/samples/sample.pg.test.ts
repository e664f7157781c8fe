import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Refusal } from '../../../../platform/db/refusal.ts';
import { type Command, type Terminal, WrongUsage } from '../../command.ts';
import { mission } from '../mission.ts';
import { sample } from './sample.ts';

const home = mkdtempSync(join(tmpdir(), 'scrutineer-sample-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function run(command: Command, ...args: string[]) {
  const [out, notes] = [[] as string[], [] as string[]];
  const terminal: Terminal = {
    args,
    environment: { SCRUTINEER_DATA: join(home, 'data') },
    folder: home,
    out: (line) => out.push(line),
    note: (line) => notes.push(line),
  };
  return { status: await command.run(terminal), out, notes };
}

const onCoast = (...args: string[]) => run(sample, ...args, '--mission', 'coast');

/** A hundred stations in two strata. */
const FRAME = [
  'id,stratum,cluster,size',
  ...Array.from({ length: 100 }, (_, at) => {
    const number = String(at + 1).padStart(3, '0');
    return `${number},${at < 60 ? 'north' : 'south'},t${at % 10}${at < 60 ? 'n' : 's'},${500 + at}`;
  }),
  '',
].join('\n');
writeFileSync(join(home, 'frame.csv'), FRAME);
const DRAW = ['draw', 'Quick count', '--frame', 'frame.csv', '--n', '10', '--method', 'pps', '--reserves', '1'];

describe('scrutineer sample', () => {
  it('draws a sample of a list, and what it prints is enough for anybody to draw it again', async () => {
    await run(mission, 'create', 'coast', '--name-en', 'Coast');
    const tried = await onCoast(...DRAW, '--seed', '7 14 21', '--dry-run');
    expect(tried.out).toContain('  north: 6 of 60');
    expect(tried.notes.at(-1)).toBe('Nothing was stored.');
    expect((await onCoast('list')).out).toEqual([]);
    const drawn = await onCoast(...DRAW, '--seed', '7 14 21');
    expect(drawn.out.slice(0, -1)).toEqual(tried.out);
    const hash = drawn.out.at(-1)?.split(' ').at(-1) ?? '';
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const [listed = ''] = (await onCoast('list')).out;
    expect(listed.split('\t').slice(2)).toEqual([hash, 'Quick count']);
    const [csv = ''] = (await onCoast('show', 'quick count')).out;
    const lines = csv.split('\n');
    expect(lines[0]).toBe('position,reserve,station,stratum,cluster,stage,inclusion,weight');
    expect(lines.filter((line) => line.split(',')[1] === '0')).toHaveLength(10);
    expect(lines.filter((line) => line.split(',')[1] === '1')).toHaveLength(2);
    const [document = ''] = (await onCoast('show', 'Quick count', '--document')).out;
    writeFileSync(join(home, 'sample.json'), document);
    writeFileSync(join(home, 'again.csv'), (await onCoast('show', 'Quick count', '--frame-csv')).out.join('\n'));
    const again = await run(sample, 'repeat', 'sample.json', '--frame', 'again.csv', '--hash', hash);
    expect(again.out).toEqual([`The same 10 stations come out. Document: SHA-256 ${hash}`]);
  });

  it('does not draw again what is not the same', async () => {
    const repeat = (...args: string[]) => run(sample, 'repeat', ...args);
    writeFileSync(join(home, 'larger.csv'), readFileSync(join(home, 'again.csv'), 'utf8').replace(',500', ',501'));
    await expect(repeat('sample.json', '--frame', 'larger.csv')).rejects.toThrow('the frame is another one');
    const document = JSON.parse(readFileSync(join(home, 'sample.json'), 'utf8')) as { selected: string[] };
    document.selected[3] = '100';
    writeFileSync(join(home, 'altered.json'), JSON.stringify(document));
    await expect(repeat('altered.json', '--frame', 'again.csv')).rejects.toThrow(
      /station 4 is \d{3}, and the document says 100/,
    );
    await expect(repeat('again.csv', '--frame', 'again.csv')).rejects.toThrow('it is no document of a sample');
    await expect(repeat('sample.json', '--frame', 'again.csv', '--hash', 'f00')).rejects.toThrow(
      'the document is another one',
    );
    await expect(repeat('sample.json', '--frame', 'nowhere.csv')).rejects.toThrow('there is no such file or folder');
  });

  it('says what is wrong, and stores nothing', async () => {
    await expect(onCoast(...DRAW, '--seed', 'x')).rejects.toThrow(Refusal);
    const without = DRAW.filter((word) => !['--n', '10'].includes(word));
    await expect(onCoast(...without)).rejects.toThrow('--n is missing.');
    await expect(onCoast(...DRAW, '--dry-run')).rejects.toThrow(WrongUsage);
    await expect(onCoast(...DRAW, '--strata', 'region')).rejects.toThrow('--strata is for the register');
    await expect(onCoast(...DRAW, '--method', 'best')).rejects.toThrow('--method: found best, wanted simple or');
    await expect(onCoast('draw', 'Too many', '--frame', 'frame.csv', '--n', '101')).rejects.toThrow(/101/);
    writeFileSync(join(home, 'wrong.csv'), 'id,size\n1,many\n1,5\n');
    await expect(onCoast('draw', 'Wrong', '--frame', 'wrong.csv', '--n', '1')).rejects.toThrow(
      'row 2, size: not-a-number: found "many"',
    );
    await expect(onCoast('show', 'Nothing')).rejects.toThrow('there is no sample Nothing');
    await expect(onCoast('draw', 'Register', '--n', '5')).rejects.toThrow('there is no election of mission coast');
    expect((await onCoast('list')).out).toHaveLength(1);
  });
});
