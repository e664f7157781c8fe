import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Where the peers are installed: outside of our own packages, which they are no part of. */
const FOLDER = join(process.cwd(), '.cache/bench-peers');
const PAGES = join(process.cwd(), 'tools/bench/forms/pages');

/** Installs the peers, once for each list of them, and makes a script of each page: name → JavaScript. */
export async function buildPeerPages(): Promise<ReadonlyMap<string, string>> {
  installPeers();
  const scripts = new Map<string, string>();
  for (const name of ['web-forms', 'xforms-engine', 'enketo', 'transform']) {
    scripts.set(name, await bundleForBrowser(join(PAGES, `${name}.js`)));
  }
  return scripts;
}

/** Installs the peers, once for each list of them. */
export function installPeers(): void {
  const isFresh = existsSync(join(FOLDER, 'node_modules')) && read(PAGES) === read(FOLDER);
  mkdirSync(FOLDER, { recursive: true });
  cpSync(PAGES, FOLDER, { recursive: true });
  if (isFresh) return;
  console.log('Installing the peers that are compared with …');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  const done = spawnSync('npm', ['install', ...flags], { cwd: FOLDER, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`Install the peers: ${done.stderr}`);
}

function read(folder: string): string | null {
  const path = join(folder, 'package.json');
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** Makes one script of a page and all that it imports; peers are found where they were installed. */
export async function bundleForBrowser(page: string): Promise<string> {
  const core = join(FOLDER, 'node_modules/enketo-core');
  const result = await build({
    entryPoints: [page],
    nodePaths: [join(FOLDER, 'node_modules')],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
    // As the `browser` field of enketo-core has it.
    alias: {
      'enketo/config': join(core, 'config.js'),
      'enketo/widgets': join(core, 'src/js/widgets.js'),
      'enketo/translator': join(core, 'src/js/fake-translator.js'),
      'enketo/dialog': join(core, 'src/js/fake-dialog.js'),
      'enketo/file-manager': join(core, 'src/js/file-manager.js'),
      'enketo/xpath-evaluator-binding': join(core, 'src/js/xpath-evaluator-binding.js'),
    },
    loader: { '.svg': 'dataurl', '.png': 'dataurl', '.gif': 'dataurl', '.ttf': 'dataurl' },
    external: ['libxslt'],
    logLevel: 'error',
  });
  return result.outputFiles[0]?.text ?? '';
}
