// How long forms take to open, to answer and to convert, beside what others need for the same forms in the same browser.
// The forms are those of ../shared/bench/forms; peers are installed apart. Times of one run are compared with each other.
//   npm run bench:forms -- --form q60 --only ours,enketo --runs 9
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { must } from '../../src/kernel/result.ts';
import type { ItemTable } from '../../src/xforms/form/form.ts';
import { readItems } from '../../src/xforms/openrosa/read-items.ts';
import { writeXForm } from '../../src/xforms/openrosa/write-xform.ts';
import { compilePackage } from '../../src/xforms/package/compile.ts';
import { readWorkbook } from '../../src/xforms/workbook/read-workbook.ts';
import { convertForm } from '../../src/xforms/xlsform/convert-form.ts';
import { findChromium } from '../../test/support/find-chromium.ts';
import { buildOurs } from './forms/build-ours.ts';
import { measureOpening, medianOf, type Opening, openPhone } from './forms/measure.ts';
import { measureAnswers } from './forms/measure-answers.ts';
import { buildPeerPages } from './forms/peers.ts';
import { type FormServer, serveForms } from './forms/serve-forms.ts';

const FOLDER = join(process.cwd(), '../shared/bench/forms');
/** Pages by name, and what each asks for of a form: every page may ask for it before its script has come. */
const PAGES: Readonly<Record<string, string>> = {
  ours: 'package.json',
  'ours-viewless': 'package.json',
  'web-forms': 'form.xml',
  enketo: 'enketo.json',
  'xforms-engine': 'form.xml',
};
/** Pages without a view, which are compared with each other. */
const VIEWLESS = ['ours-viewless', 'xforms-engine'];

const { values: options } = parseArgs({
  options: {
    form: { type: 'string', default: 'q60,q60csv10k,q60c10k,q1000' },
    only: { type: 'string', default: Object.keys(PAGES).join(',') },
    runs: { type: 'string', default: '3' },
  },
});
const forms = options.form.split(',');
const pages = options.only.split(',');
const runs = Number(options.runs);

if (!existsSync(FOLDER)) {
  console.log(`Skipped: ${FOLDER} is not there.`);
  process.exit(0);
}
const stations = readFileSync(join(FOLDER, 'stations.csv'), 'utf8');
const items = readItems(stations, 'stations.csv');
if (!items.ok) throw new Error(items.error.code);
const table: ItemTable = items.value;

const server = await serveForms();
const { executablePath, environment } = findChromium();
const browser = await chromium.launch({ executablePath, env: { ...process.env, ...environment } });
try {
  await putPages(server);
  for (const form of forms) {
    convertAndPut(form);
    if (pages.includes('enketo')) await putForEnketo(browser, form);
  }
  for (const form of forms) await compare(form);
} finally {
  await browser.close();
  server.close();
}

async function putPages({ put }: FormServer): Promise<void> {
  const putScript = (name: string, body: string) => put(`/${name}`, { type: 'text/javascript', body });
  const putPage = (name: string, script: string, links = '') => {
    for (const form of forms) {
      const asked = `<link rel="preload" as="fetch" crossorigin href="/forms/${form}/${PAGES[name]}">`;
      const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width">${links}${asked}`;
      const body = `<!doctype html><html lang="en"><head>${head}</head><body><div id="form"></div><script type="module" src="/${script}"></script></body></html>`;
      put(`/${form}/${name}.html`, { type: 'text/html', body });
    }
  };
  for (const [name, script] of await buildPeerPages()) {
    putScript(`${name}.js`, script);
    if (name in PAGES) putPage(name, `${name}.js`);
    else put(`/${name}.html`, { type: 'text/html', body: `<script type="module" src="/${name}.js"></script>` });
  }
  const ours = await buildOurs();
  for (const [name, body] of ours.scripts) putScript(name, body);
  put('/ours.css', { type: 'text/css', body: ours.style });
  const beside = ours.imports.map((name) => `<link rel="modulepreload" crossorigin href="/${name}">`).join('');
  for (const name of ['ours', 'ours-viewless'])
    putPage(name, ours.entry, `${beside}<link rel="stylesheet" href="/ours.css">`);
  console.log(`our page: ${(ours.gzippedBytes / 1024).toFixed(1)} KB gzipped, with Solid and messages`);
}

/** Converts as the server does, prints the best of five, and serves the outcome. */
function convertAndPut(name: string): void {
  const bytes = readFileSync(join(FOLDER, `${name}.xlsx`));
  const times: number[] = [];
  let outcome = convertOnce(bytes, name);
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    outcome = convertOnce(bytes, name);
    times.push(performance.now() - start);
  }
  const { xform, handed, packageBytes } = outcome;
  server.put(`/forms/${name}/form.xml`, { type: 'text/xml', body: xform });
  server.put(`/forms/${name}/package.json`, { type: 'application/json', body: handed });
  server.put(`/forms/${name}/files/stations.csv`, { type: 'text/csv', body: stations });
  console.log(
    `${name.padEnd(10)} converted in ${Math.min(...times).toFixed(0)} ms; package ${packageBytes} bytes of JSON`,
  );
}

function convertOnce(bytes: Uint8Array, name: string): { xform: string; handed: string; packageBytes: number } {
  const workbook = readWorkbook(bytes, basename(name));
  if (!workbook.ok) throw new Error(`${name}: ${workbook.error[0]?.code}`);
  const converted = convertForm(workbook.value, { formName: 'data', fallbackId: name });
  if (!converted.ok) throw new Error(`${name}: ${converted.error[0]?.code}`);
  const xform = writeXForm(converted.value.form);
  const compiled = compilePackage(converted.value.form);
  if (!compiled.ok) throw new Error(`${name}: ${compiled.error[0]?.code}`);
  const data = name.includes('csv') ? [['jr://file-csv/stations.csv', table]] : [];
  const first = compiled.value.core.language;
  const texts = { [first]: must(compiled.value.texts[first], 'A form has the texts of its language') };
  const handed = JSON.stringify({ package: { ...compiled.value, texts }, data });
  return { xform, handed, packageBytes: JSON.stringify(compiled.value).length };
}

/** Enketo's server transforms a form once and keeps it: what it hands over is made before anything is measured. */
async function putForEnketo(open: Browser, name: string): Promise<void> {
  const { page } = await openPhone(open, 1);
  await page.goto(`${server.url}/transform.html`);
  await page.waitForFunction('window.transformForm !== undefined');
  const address = `/forms/${name}/form.xml`;
  const transformed = await page.evaluate(
    `fetch('${address}').then((reply) => reply.text()).then((xml) => window.transformForm(xml))`,
  );
  await page.context().close();
  const rows = table.rows.map(
    (row) => `<item>${table.columns.map((column, at) => `<${column}>${row[at] ?? ''}</${column}>`).join('')}</item>`,
  );
  const external = name.includes('csv') ? [{ id: 'stations', xml: `<root>${rows.join('')}</root>` }] : [];
  const body = JSON.stringify({ ...(transformed as object), external });
  server.put(`/forms/${name}/enketo.json`, { type: 'application/json', body });
}

/** Opens the pages in turn, so that what else the machine does strikes all alike. */
async function compare(form: string): Promise<void> {
  const openings = new Map<string, Opening[]>(pages.map((page) => [page, []]));
  const faults = new Map<string, string>();
  for (let run = 0; run < runs; run += 1) {
    for (const [page, done] of openings) {
      if (faults.has(page)) continue;
      try {
        done.push(await measureOpening(browser, addressOf(page, form)));
      } catch (error) {
        faults.set(page, (error as Error).message.slice(0, 160));
      }
    }
  }
  for (const [page, done] of openings) show(form, page, faults.get(page) ?? linesOf(page, done, openings));
  if (!pages.includes('ours')) return;
  const { worstMs, medianMs, cascadeMs } = await measureAnswers(browser, addressOf('ours', form));
  const cascade = cascadeMs.map((ms) => ms.toFixed(1)).join(', ');
  show(
    form,
    'answer to paint',
    `median ${medianMs.toFixed(1)} ms, worst ${worstMs.toFixed(1)} ms; cascades ${cascade} ms`,
  );
}

function addressOf(page: string, form: string): string {
  return `${server.url}/${form}/${page}.html?form=${form}${page === 'ours-viewless' ? '&viewless' : ''}`;
}

/** The median of a page, its fastest and slowest run, and how often ours goes into it. */
function linesOf(page: string, done: readonly Opening[], all: ReadonlyMap<string, readonly Opening[]>): string {
  const { usableMs, heapBytes } = medianOf(done);
  const times = done.map((opening) => opening.usableMs);
  const span = `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`;
  const own = all.get(VIEWLESS.includes(page) ? 'ours-viewless' : 'ours') ?? [];
  const ratio = own.length === 0 ? '' : `${(usableMs / medianOf(own).usableMs).toFixed(1)} ×`;
  const heap = `${(heapBytes / 1_048_576).toFixed(1)} MB`;
  return `${usableMs.toFixed(0).padStart(7)} ms (${span}) ${ratio.padStart(7)}  heap ${heap.padStart(8)}`;
}

function show(form: string, name: string, line: string): void {
  console.log(`${form.padEnd(10)} ${name.padEnd(16)} ${line}`);
}
