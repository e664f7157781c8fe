import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { en } from '../src/platform/i18n/catalogue-en.ts';
import { OPENROSA_CATALOGUES } from '../src/platform/i18n/messages/openrosa-messages.ts';
import { PAPER_CATALOGUES } from '../src/platform/i18n/messages/paper-messages.ts';
import { publicEn } from '../src/platform/i18n/messages/public-en.ts';

/** Areas whose keys are made from data: codes of faults and of differences, names of kinds, columns and choices, audited actions. */
const FROM_DATA = ['issues', 'problems', 'fields', 'formDifferences'];
const DESK = 'src/apps/desk';
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
    const said = areasIn(sources);
    expect(said.length).toBeGreaterThan(10);
    expect(said.filter((area) => !Object.hasOwn(publicEn, area))).toEqual([]);
    expect(Object.keys(publicEn).filter((area) => !said.includes(area))).toEqual([]);
  });
});

describe('the words of the desk', () => {
  it('are there with the pages that say them', async () => {
    const desk = await readDesk();
    const start = [...Object.keys(publicEn), ...namesOf(read(`${DESK}/desk-words.ts`), 'START')];
    const shared = namesOf(read(`${DESK}/desk-routes.tsx`), 'MISSION');
    const lists = [...desk.keys()].filter(hasPieces).flatMap((name) => {
      const code = read(name);
      const pieces = [...code.matchAll(/pageWithWords\(\s*([^=]*?),\s*async \(\) => \(await import\('([^']+)'\)/g)];
      expect([name, pieces.length]).toEqual([name, code.match(/import\('/g)?.length]);
      return pieces.map(([, list = '', path = '']) => {
        const own = [...list.matchAll(/'(\w+)'/g)].map((match) => match[1] ?? '');
        return { path: join(dirname(name), path), areas: [...own, ...(list.includes('MISSION') ? shared : [])] };
      });
    });
    expect(lists.length).toBeGreaterThan(5);
    expect(lists.filter(({ path }) => !desk.has(path))).toEqual([]);
    const lacking = lists.flatMap(({ path, areas }) =>
      saidAreas(desk, path)
        .filter((area) => ![...start, ...areas].includes(area))
        .map((area) => `${path}: ${area}`),
    );
    expect(lacking).toEqual([]);
    const idle = lists.flatMap(({ path, areas }) =>
      areas.filter((area) => !saidAreas(desk, path).includes(area)).map((area) => `${path}: ${area}`),
    );
    expect(idle).toEqual([]);
    expect(saidAreas(desk, `${DESK}/main.tsx`).filter((area) => !start.includes(area))).toEqual([]);
  });

  it('would be missed where a piece that is loaded later says them', () => {
    const graph = new Map([
      ['page', { said: ['ui'], imports: ['part'] }],
      ['part', { said: ['log'], imports: ['page'] }],
    ]);
    expect(saidAreas(graph, 'page')).toEqual(['log', 'ui']);
  });
});

describe('the files of words of the desk', () => {
  it('are those of every area that public pages do not have', () => {
    const source = read(`${DESK}/desk-words.ts`);
    const left = [...source.matchAll(/'!.*\{(.*)\}\.json'/g)].flatMap((match) => (match[1] ?? '').split(','));
    const others = [...Object.keys(OPENROSA_CATALOGUES.en), ...Object.keys(PAPER_CATALOGUES.en)];
    expect(left.sort()).toEqual([...Object.keys(publicEn), ...others].sort());
  });
});

/** What a file of the desk says, area by area, and which files it needs, but for pages and pieces that bring their own words. */
type Sources = ReadonlyMap<string, { readonly said: readonly string[]; readonly imports: readonly string[] }>;

async function readDesk(): Promise<Sources> {
  const { inputs } = await readInputs(`${DESK}/main.tsx`);
  const files = Object.entries(inputs).filter(([name]) => /\.tsx?$/.test(name));
  return new Map(
    files.map(([name, { imports }]) => {
      // What is loaded later belongs to whoever loads it, but for what has words of its own.
      const own = imports.filter(({ kind }) => kind !== 'dynamic-import' || !hasPieces(name));
      const code = name.includes('platform/i18n/') ? '' : read(name);
      return [name, { said: areasIn(code), imports: own.map(({ path }) => path) }];
    }),
  );
}

/** Whether all that a file loads later comes with its words. */
function hasPieces(name: string): boolean {
  return read(name).includes('pageWithWords(');
}

/** The areas that a file says something of, with all that it imports. */
function saidAreas(sources: Sources, entry: string): string[] {
  const seen = new Set<string>();
  const follow = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const next of sources.get(name)?.imports ?? []) follow(next);
  };
  follow(entry);
  return [...new Set([...seen].flatMap((name) => sources.get(name)?.said ?? []))].sort();
}

function areasIn(code: string): string[] {
  return Object.keys(en).filter((area) => new RegExp(`['"\`]${area}\\.[\\w$]`).test(code));
}

/** The names that a list of a source holds. */
function namesOf(source: string, list: string): string[] {
  const found = new RegExp(`const ${list}: readonly Area\\[\\] = \\[([^\\]]*)\\]`).exec(source)?.[1] ?? '';
  return [...found.matchAll(/'(\w+)'/g)].map((match) => match[1] ?? '');
}

/** All that public pages are made of, but for the language itself. */
async function readPublicSources(): Promise<string> {
  const { inputs } = await readInputs('src/apps/public/main.tsx');
  const code = Object.keys(inputs).filter((name) => /\.tsx?$/.test(name) && !name.includes('platform/i18n/'));
  return code.map(read).join('\n');
}

/** The files that a page is made of. */
async function readInputs(entry: string) {
  const { metafile } = await build({
    ...{ entryPoints: [entry], bundle: true, write: false, metafile: true, outdir: 'none' },
    ...{ format: 'esm', jsx: 'preserve', packages: 'external', loader: { '.woff2': 'empty', '.svg': 'empty' } },
  });
  return metafile;
}

function read(name: string): string {
  return readFileSync(name, 'utf8');
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
