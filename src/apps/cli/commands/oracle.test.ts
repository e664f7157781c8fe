import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import type { Terminal } from '../command.ts';
import { oracle } from './oracle.ts';

const FOLDER = join(process.cwd(), '../shared/oracles/xlsform');
const PYTHON = ['/usr/bin/python3', 'python3'].find((name) => spawnSync(name, ['-c', 'import lxml']).status === 0);
const isThere = existsSync(FOLDER);
/** Cases in which we do not follow the reference; docs/forms-oracle.md says why. */
const EXPLAINED = 6;

function terminal(args: readonly string[]): Terminal {
  return { args, environment: {}, folder: process.cwd(), out: () => {}, note: () => {} };
}

async function convertAll(): Promise<{
  file: string;
  results: Record<string, { ok: boolean; errors?: { row: number | null }[] }>;
}> {
  const file = join(temporaryFolder('oracle'), 'results.json');
  expect(await oracle.run(terminal(['xlsform', FOLDER, '--out', file]))).toBe(0);
  return { file, results: JSON.parse(readFileSync(file, 'utf8')) };
}

describe.skipIf(!isThere)('the XLSForm cases of ../shared (skipped where it is absent)', () => {
  it('are accepted and refused as by the reference, with the row that it names', async () => {
    const { results } = await convertAll();
    const { cases } = JSON.parse(readFileSync(join(FOLDER, 'cases.json'), 'utf8')) as {
      cases: { id: string; oracle: { ok: boolean; error?: string } }[];
    };
    expect(cases.length).toBeGreaterThan(600);
    const wrong = cases.filter(({ id, oracle: wanted }) => {
      const got = results[id];
      if (got?.ok !== wanted.ok) return true;
      const row = /\[row : (\d+)\]/.exec(wanted.error ?? '')?.[1];
      return row !== undefined && !got.errors?.some((error) => error.row === Number(row));
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it.skipIf(PYTHON === undefined)('give the same forms (skipped without python3-lxml)', async () => {
    const { file } = await convertAll();
    const script = join(FOLDER, 'compare.py');
    const done = spawnSync(PYTHON ?? '', [script, join(FOLDER, 'cases.json'), file], { encoding: 'utf8' });
    const [, passed = '0', all = '0'] = /(\d+) of (\d+) pass/.exec(done.stdout) ?? [];
    expect(done.stderr).toBe('');
    expect(Number(all) - Number(passed), done.stdout).toBeLessThanOrEqual(EXPLAINED);
  });

  it('of real files are read, but for old binary ones', async () => {
    const { results } = await convertAll();
    const files = JSON.parse(readFileSync(join(FOLDER, 'files.json'), 'utf8')) as {
      file: string;
      oracle: { ok: boolean };
    }[];
    const wrong = files.filter(({ file, oracle: wanted }) => {
      const isOld = file.endsWith('.xls');
      return results[file]?.ok !== (isOld ? false : wanted.ok);
    });
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});
