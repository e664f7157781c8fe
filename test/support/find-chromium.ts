import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A Chromium that can be started. */
export interface ChromiumProgram {
  readonly executablePath: string;
  /** What its environment needs beside our own: where its libraries and fonts lie. */
  readonly environment: Readonly<Record<string, string>>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The Chromium of SCRUTINEER_CHROMIUM, else the one that comes with the packages, else one that is installed.
 *
 * @throws Error where there is none, with advice.
 */
export function findChromium(): ChromiumProgram {
  const chosen = process.env.SCRUTINEER_CHROMIUM;
  if (chosen) return { executablePath: chosen, environment: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedChromium();
  const executablePath = INSTALLED.find((path) => existsSync(path));
  if (executablePath !== undefined) return { executablePath, environment: {} };
  throw new Error('Find Chromium: install Chromium or Google Chrome, or set SCRUTINEER_CHROMIUM to its path');
}

/**
 * The package unpacks itself into the folder for temporary files, under one name for every user and project of the
 * machine. So it is told that this folder is one of ours, which becomes visible only when it is complete.
 */
function unpackedChromium(): ChromiumProgram {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '../../package.json'), 'utf8'));
  const folder = join(ROOT, '.cache', `chromium-${version}`);
  if (!existsSync(folder)) unpack(entry, folder);
  const environment = { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: writeFontList(folder) };
  return { executablePath: join(folder, 'chromium'), environment };
}

/** The list of fonts that comes with the package names the folder for temporary files. */
function writeFontList(folder: string): string {
  const [path, escaped] = [join(folder, 'fonts.conf'), folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;')];
  const folders = [`${escaped}/fonts`, '/usr/share/fonts'].map((name) => `<dir>${name}</dir>`).join('');
  const list = `<?xml version="1.0"?><fontconfig>${folders}<cachedir>${escaped}/fonts-cache</cachedir></fontconfig>\n`;
  if (!existsSync(path) || readFileSync(path, 'utf8') !== list) writeFileSync(path, list);
  return path;
}

function unpack(entry: string, folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  const script = `import(${JSON.stringify(pathToFileURL(entry).href)}).then((m) => (m.default.default ?? m.default).executablePath())`;
  // The name of a cloud's runtime makes it unpack the system libraries, too, which this machine may lack.
  const env = { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' };
  const done = spawnSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`Unpack Chromium into ${draft}: ${done.stderr}`);
  for (const path of [draft, join(draft, 'chromium')]) chmodSync(path, 0o755);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another run of the tests was quicker.
    if (!existsSync(folder)) throw error;
  }
}
