import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ICAL from 'ical.js';
import { afterAll, describe, expect, it } from 'vitest';
import { type Command, type Terminal, WrongUsage } from '../command.ts';
import { runCommandLine } from '../main.ts';
import { calendar } from './calendar.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';

const EXAMPLE = fileURLToPath(new URL('../../../../examples/azerbaijan-2024', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'scrutineer-cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What a command says, and how it ends. */
async function run(command: Command, ...args: string[]) {
  const [out, note]: [string[], string[]] = [[], []];
  const environment = { SCRUTINEER_DATA: join(home, 'data') };
  const terminal: Terminal = {
    args,
    environment,
    folder: home,
    out: (line) => out.push(line),
    note: (line) => note.push(line),
  };
  return { status: await command.run(terminal), out, note };
}

function folder(name: string, files: Readonly<Record<string, string>> = {}): string {
  const path = join(home, name);
  cpSync(EXAMPLE, path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

describe('scrutineer import and export', () => {
  it('load the example and give it back byte for byte', async () => {
    const loaded = await run(importCommand, EXAMPLE);
    expect(loaded.status).toBe(0);
    expect(loaded.out.at(-1)).toBe('Loaded azerbaijan-2024.');
    expect(loaded.out.find((line) => line.startsWith('candidates.csv'))).toMatch(/^candidates\.csv +7 created$/);
    expect((await run(importCommand, EXAMPLE)).out.at(-1)).toMatch(/^Nothing to change/);
    expect((await run(exportCommand, 'azerbaijan-2024', 'out')).status).toBe(0);
    expect(readdirSync(join(home, 'out')).sort()).toEqual(readdirSync(EXAMPLE).sort());
    for (const name of readdirSync(EXAMPLE)) {
      expect(readFileSync(join(home, 'out', name), 'utf8'), name).toBe(readFileSync(join(EXAMPLE, name), 'utf8'));
    }
    expect((await run(exportCommand, 'azerbaijan-2024', 'out.zip')).status).toBe(0);
    expect((await run(importCommand, 'out.zip', '--check')).out.join('\n')).not.toMatch(/created|corrected/);
  });

  it('name every error by file, line, row and column, and load nothing', async () => {
    const path = folder('wrong', { 'rounds.csv': 'key,number,day,status\nr1,1,2024-02-30,held\n' });
    const { status, note } = await run(importCommand, path);
    expect(status).toBe(1);
    expect(note[0]).toMatch(/^rounds\.csv:2 \(row 2, column day\): /);
    expect(note.at(-1)).toBe('1 error; nothing was loaded.');
  });

  it('ask why, where something that stands is corrected', async () => {
    const path = join(home, 'patch');
    mkdirSync(path);
    writeFileSync(join(path, 'rounds.csv'), 'key,number,day,status,note\nextra,2,2024-02-21,cancelled,\n');
    expect((await run(importCommand, path, '--election', 'azerbaijan-2024', '--check')).status).toBe(0);
    expect((await run(importCommand, path, '--election', 'azerbaijan-2024')).status).toBe(0);
    writeFileSync(join(path, 'rounds.csv'), 'key,number,day,status,note\nextra,2,2024-02-21,cancelled,Why\n');
    await expect(run(importCommand, path, '--election=azerbaijan-2024')).rejects.toThrow(/--reason/);
    const loaded = await run(importCommand, path, '--election', 'azerbaijan-2024', '--reason', 'A remark was missing');
    expect(loaded.out.at(0)).toMatch(/^rounds\.csv +1 corrected, 1 kept$/);
  });

  it('refuse what is not there', async () => {
    await expect(run(importCommand, 'nowhere')).rejects.toThrow(/there is no such folder/);
    await expect(run(exportCommand, 'nowhere', 'out')).rejects.toThrow(/there is no such election/);
    await expect(run(importCommand, EXAMPLE, '--force')).rejects.toThrow(WrongUsage);
    await expect(run(importCommand)).rejects.toThrow(WrongUsage);
    await expect(run(importCommand, EXAMPLE, '--reason')).rejects.toThrow(WrongUsage);
    await expect(run(exportCommand, 'a', 'b', 'c')).rejects.toThrow(WrongUsage);
  });
});

describe('scrutineer calendar', () => {
  it('prints the calendar of a folder as a table, as JSON and as iCalendar', async () => {
    const { status, out } = await run(calendar, EXAMPLE);
    expect(status).toBe(0);
    expect(out.length).toBeGreaterThan(40);
    const json = JSON.parse((await run(calendar, EXAMPLE, '--json')).out.join('\n'));
    expect(json).toMatchObject({ election: 'azerbaijan-2024', electionDay: '2024-02-07', timezone: 'Asia/Baku' });
    const ics = (await run(calendar, EXAMPLE, '--ics')).out.join('\n');
    const events = new ICAL.Component(ICAL.parse(`${ics}\r\n`)).getAllSubcomponents('vevent');
    expect(events.length).toBeGreaterThan(20);
  });

  it('says what would be if election day were another', async () => {
    const dueOf = async (...more: string[]) => {
      const { out } = await run(calendar, EXAMPLE, '--json', ...more);
      const { entries } = JSON.parse(out.join('\n')) as { entries: { key: string; due: string | null }[] };
      return new Map(entries.map(({ key, due }) => [key, due]));
    };
    const [before, after] = [await dueOf(), await dueOf('--election-day', '2024-02-14')];
    expect([before.get('campaign.open'), after.get('campaign.open')]).toEqual(['2024-01-15', '2024-01-22']);
    await expect(run(calendar, EXAMPLE, '--election-day', 'soon')).rejects.toThrow(WrongUsage);
    await expect(run(calendar, EXAMPLE, '--json', '--ics')).rejects.toThrow(WrongUsage);
  });

  it('names the errors of a folder that is wrong', async () => {
    const path = folder('late', { 'holidays.csv': 'key;date\n' });
    const { status, note } = await run(calendar, path);
    expect(status).toBe(1);
    expect(note[0]).toMatch(/^holidays\.csv:1 \(row 1\): /);
  });
});

describe('the command line', () => {
  it('ends with 2 where it was not understood', async () => {
    expect(await runCommandLine(['calendar'])).toBe(2);
    expect(await runCommandLine(['import', '--nonsense', EXAMPLE])).toBe(2);
  });
});
