import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import solid from 'vite-plugin-solid';
import { compileEarly } from './compile-early.ts';

/** Our page: scripts by file name, the style sheet, and the size of what opening a form loads. */
export interface OurPage {
  readonly entry: string;
  /** What the entry imports at once, to be asked for beside it as Vite's own pages do. */
  readonly imports: readonly string[];
  readonly scripts: ReadonlyMap<string, string>;
  readonly style: string;
  /** Bytes of the first script, what it imports at once, and the style sheet, pressed. */
  readonly gzippedBytes: number;
}

/**
 * The page in three pieces, loaded at once: what stands below everything, leaves of which a form needs some (controls, functions
 * of expressions), and the rest, which is the entry. Of `below` and the entry, opening a form runs the greater part.
 */
const BELOW = [
  /node_modules\/solid-js/,
  /src\/kernel\/(result|text|issue)/,
  /platform\/i18n\/(?!catalogue|messages\/(?!parse|say|en\/(ui|form)\.))/,
  /ui\/parts\//,
  /ui\/form\/(model\/(?!copies)|markdown|question\/question-part|walk\/stops|controls\/(text|number)-control)/,
  /xforms\/form\/parse-markdown/,
  /xforms\/instance\/record\/(record-node|definition)/,
  /xforms\/xpath\/(values|ast|call\.|nodes\/(node|walk-slots)\.)/,
];
const LEAVES = [
  /ui\/form\/(media|place|choices|controls\/(?!control-of|text|native|readonly)|screens\/(jump|mend)-list|walk\/sections)/,
  /xforms\/xpath\/(calls|functions|nodes\/axes)/,
  /xforms\/instance\/(draft|submission|beside)/,
  /src\/kernel\/seed/,
];
const anyOf = (patterns: readonly RegExp[]) => (id: string) => patterns.some((pattern) => pattern.test(id));
const GROUPS = [
  { name: 'below', priority: 2, test: anyOf(BELOW) },
  { name: 'leaves', priority: 1, test: anyOf(LEAVES) },
];

/** Builds the page that opens a form with our engine and view. */
export async function buildOurs(): Promise<OurPage> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [solid(), compileEarly((chunk) => chunk.isEntry || chunk.name === 'below')],
    build: {
      write: false,
      target: 'es2022',
      cssCodeSplit: false,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: 'tools/bench/forms/ours/main.tsx',
        output: { codeSplitting: { groups: GROUPS } },
      },
    },
  });
  if (!('output' in result)) throw new Error('Build our page: nothing came of it');
  const chunks = result.output.filter((file) => file.type === 'chunk');
  const entry = chunks.find(({ isEntry }) => isEntry);
  if (entry === undefined) throw new Error('Build our page: it has no entry');
  const styles = result.output.filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'));
  const style = styles.map((file) => (file.type === 'asset' ? String(file.source) : '')).join('\n');
  const scripts = new Map(chunks.map(({ fileName, code }) => [fileName, code]));
  const atOnce = [entry.fileName, ...entry.imports].map((name) => scripts.get(name) ?? '');
  const gzippedBytes = [...atOnce, style].reduce((sum, text) => sum + gzipSync(text).length, 0);
  return { entry: entry.fileName, imports: entry.imports, scripts, style, gzippedBytes };
}
