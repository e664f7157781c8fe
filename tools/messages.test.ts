import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { en } from '../src/platform/i18n/catalogue-en.ts';
import { OPENROSA_CATALOGUES } from '../src/platform/i18n/messages/openrosa-messages.ts';
import { PAPER_CATALOGUES } from '../src/platform/i18n/messages/paper-messages.ts';
import { publicEn } from '../src/platform/i18n/messages/public-en.ts';

/** Areas whose keys are made from data: codes of faults and of differences, names of kinds, columns and choices, audited actions. */
const FROM_DATA = ['issues', 'problems', 'fields', 'formDifferences'];
const SOURCES = readSources('src');

describe('the message catalogue', () => {
  it('holds no message that nothing says', () => {
    const keys = Object.entries({ ...en, ...OPENROSA_CATALOGUES.en, ...PAPER_CATALOGUES.en }).flatMap(
      ([area, messages]) => (FROM_DATA.includes(area) ? [] : Object.keys(messages).map((key) => `${area}.${key}`)),
    );
    expect(keys.length).toBeGreaterThan(300);
    expect(findUnsaid(keys, SOURCES)).toEqual([]);
  });

  it('would be caught holding one', () => {
    const source = `t('ui.save'); t(\`ui.status.\${status}\`)`;
    expect(findUnsaid(['ui.save', 'ui.status.met', 'ui.forgotten'], source)).toEqual(['ui.forgotten']);
  });
});

describe('the catalogue of public pages', () => {
  it('has every area of which they say something', async () => {
    const sources = await readPublicSources();
    const said = Object.keys(en).filter((area) => new RegExp(`['"\`]${area}\\.[\\w$]`).test(sources));
    expect(said.length).toBeGreaterThan(10);
    expect(said.filter((area) => !Object.hasOwn(publicEn, area))).toEqual([]);
    expect(Object.keys(publicEn).filter((area) => !said.includes(area))).toEqual([]);
  });
});

/** All that public pages are made of, but for the language itself. */
async function readPublicSources(): Promise<string> {
  const { metafile } = await build({
    ...{ entryPoints: ['src/apps/public/main.tsx'], bundle: true, write: false, metafile: true, outdir: 'none' },
    ...{ format: 'esm', jsx: 'preserve', packages: 'external', loader: { '.woff2': 'empty', '.svg': 'empty' } },
  });
  const code = Object.keys(metafile.inputs).filter((name) => /\.tsx?$/.test(name) && !name.includes('platform/i18n/'));
  return code.map((name) => readFileSync(name, 'utf8')).join('\n');
}

/** The keys that stand nowhere in `source`: neither whole nor as what follows the fixed part of a template. */
function findUnsaid(keys: readonly string[], source: string): string[] {
  const whole = new Set([...source.matchAll(/['"`]([a-zA-Z-]+\.[\w.-]+)['"`]/g)].map((match) => match[1]));
  const prefixes = [...new Set([...source.matchAll(/`([a-zA-Z-]+\.[\w.-]*)\$\{/g)].map((match) => match[1] ?? ''))];
  return keys.filter((key) => !whole.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)));
}

function readSources(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const code = names.filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name));
  return code.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}
