// How long forms take to open, to answer and to convert, beside what others need for the same forms in the same browser.
// The forms are those of ../shared/bench/forms; peers are installed apart. Times of one run are compared with each other.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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
import { measureOpening, medianOf, openPhone } from './forms/measure.ts';
import { measureAnswers } from './forms/measure-answers.ts';
import { buildPeerPages } from './forms/peers.ts';
import { type FormServer, serveForms } from './forms/serve-forms.ts';

const FOLDER = join(process.cwd(), '../shared/bench/forms');
const RUNS = 3;
const FORMS = ['q60', 'q60csv10k', 'q60c10k', 'q1000'];
const PEERS = ['web-forms', 'enketo', 'xforms-engine'];

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
  for (const form of FORMS) {
    convertAndPut(form);
    await putForEnketo(browser, form);
  }
  for (const form of FORMS) await compare(form);
} finally {
  await browser.close();
  server.close();
}

async function putPages({ put }: FormServer): Promise<void> {
  const page = (name: string, style: string) =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${style}</head><body><div id="form"></div><script type="module" src="/${name}.js"></script></body></html>`;
  for (const [name, script] of await buildPeerPages()) {
    put(`/${name}.js`, { type: 'text/javascript', body: script });
    put(`/${name}.html`, { type: 'text/html', body: page(name, '') });
  }
  const ours = await buildOurs();
  for (const [name, body] of ours.scripts) put(`/${name}`, { type: 'text/javascript', body });
  put('/ours.css', { type: 'text/css', body: ours.style });
  put('/ours.html', {
    type: 'text/html',
    body: page(ours.entry.replace(/\.js$/, ''), '<link rel="stylesheet" href="/ours.css">'),
  });
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

async function compare(form: string): Promise<void> {
  const open = (page: string) =>
    medianOf(
      RUNS,
      () => measureOpening(browser, `${server.url}/${page}form=${form}`),
      ({ usableMs }) => usableMs,
    );
  const ours = await open('ours.html?');
  const viewless = await open('ours.html?viewless&');
  const show = (name: string, { usableMs, heapBytes }: { usableMs: number; heapBytes: number }, base: number) =>
    console.log(
      `${form.padEnd(10)} ${name.padEnd(20)} ${usableMs.toFixed(0).padStart(7)} ms ${(usableMs / base).toFixed(1).padStart(6)} x  heap ${(heapBytes / 1_048_576).toFixed(1).padStart(6)} MB`,
    );
  show('ours', ours, ours.usableMs);
  show('ours, no view', viewless, viewless.usableMs);
  for (const peer of PEERS) {
    const base = peer === 'xforms-engine' ? viewless.usableMs : ours.usableMs;
    try {
      show(peer, await open(`${peer}.html?`), base);
    } catch (error) {
      console.log(`${form.padEnd(10)} ${peer.padEnd(20)} did not open: ${(error as Error).message.slice(0, 160)}`);
    }
  }
  const { worstMs, medianMs, cascadeMs } = await measureAnswers(browser, `${server.url}/ours.html?form=${form}`);
  const cascade = cascadeMs.map((ms) => ms.toFixed(1)).join(', ');
  console.log(
    `${form.padEnd(10)} answer to paint: median ${medianMs.toFixed(1)} ms, worst ${worstMs.toFixed(1)} ms; cascades ${cascade} ms`,
  );
}
