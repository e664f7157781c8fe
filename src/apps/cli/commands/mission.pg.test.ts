import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../platform/db/connect.ts';
import { Refusal } from '../../../platform/db/refusal.ts';
import { type Command, type Terminal, WrongUsage } from '../command.ts';
import { form } from './form.ts';
import { mission } from './mission.ts';

const VOTING = fileURLToPath(new URL('../../../../examples/forms/voting.xlsx', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'scrutineer-mission-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function run(command: Command, ...args: string[]) {
  const [out, note]: [string[], string[]] = [[], []];
  const terminal: Terminal = {
    args,
    environment: { SCRUTINEER_DATA: join(home, 'data') },
    folder: home,
    out: (line) => out.push(line),
    note: (line) => note.push(line),
  };
  return { status: await command.run(terminal), out, note };
}

describe('scrutineer mission and form publish', () => {
  it('create a mission once, publish a template with its files, and refuse the same version again', async () => {
    expect(await run(mission, 'create', 'lighthouse', '--name-en', 'Lighthouse')).toMatchObject({
      out: ['Created lighthouse.'],
    });
    const again = await run(mission, 'create', 'lighthouse', '--name-en', 'Lighthouse');
    expect(again.out).toEqual(['Nothing to do: lighthouse is there already.']);
    await expect(run(mission, 'create', 'lighthouse', '--name-en', 'Other')).rejects.toThrow(Refusal);
    expect((await run(mission, 'list')).out).toEqual(['lighthouse\tLighthouse']);
    const published = await run(form, 'publish', VOTING, '--mission', 'lighthouse');
    expect(published).toMatchObject({ status: 0, out: ['Published voting, version 1, in lighthouse.'] });
    await expect(run(form, 'publish', VOTING, '--mission', 'lighthouse')).rejects.toThrow(/already called/);
    await expect(run(form, 'publish', VOTING, '--mission', 'nobody')).rejects.toThrow(/nobody/);
  });

  it('recount what was fulfilled of a plan, where there is one', async () => {
    await run(mission, 'create', 'planned', '--name-en', 'Planned');
    await expect(run(mission, 'recount', 'planned')).rejects.toThrow('Recount planned: it has no plan.');
    await expect(run(mission, 'recount', 'nobody')).rejects.toThrow('there is no such mission');
    const database = await openDatabase({
      dataFolder: join(home, 'data'),
      databaseUrl: null,
      purpose: 'test',
      sharing: 'join',
      say: () => {},
    });
    await database.sql`
      insert into plan_settings (mission_id, zone, day_begins_at, generation, changed_by, changed_at)
      select id, 'UTC', 4, 1, 'test', now() from mission where slug = 'planned'`;
    await database.close();
    expect((await run(mission, 'recount', 'planned')).out).toEqual(['0 visits, 0 reports: every count was right.']);
  });

  it('ask why a second version follows', async () => {
    await run(mission, 'create', 'reasons', '--name-en', 'Reasons');
    const publish = (version: number, ...more: string[]) => {
      const settings = `| settings |\n| | form_id | version |\n| | visit | ${version} |\n`;
      writeFileSync(join(home, 'visit.md'), `| survey |\n| | type | name | label |\n| | text | a | A |\n${settings}`);
      return run(form, 'publish', join(home, 'visit.md'), '--mission', 'reasons', ...more);
    };
    expect((await publish(1)).status).toBe(0);
    await expect(publish(2)).rejects.toThrow(/--reason/);
    expect((await publish(2, '--reason', 'A was missing')).out).toEqual(['Published visit, version 2, in reasons.']);
  });

  it('say what is missing', async () => {
    await expect(run(mission, 'create', 'A b', '--name-en', 'x')).rejects.toThrow(WrongUsage);
    await expect(run(mission, 'create', 'a')).rejects.toThrow(/name-en/);
    await expect(run(mission, 'create', 'a', '--name-en', 'A', '--election', 'none')).rejects.toThrow(/none/);
    await expect(run(form, 'publish', VOTING)).rejects.toThrow(/--mission/);
  });
});
