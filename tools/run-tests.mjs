import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from '../bin/install.mjs';
import { Obstacle } from '../bin/obstacle.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const USAGE = 'Usage: npm test -- [--check-only] [--long]';

const TSC = 'node_modules/typescript/bin/tsc';
const VITEST = 'node_modules/vitest/vitest.mjs';

/** What needs no test to run: seconds. */
const CHECKS = [
  { name: 'types', command: [TSC, '-p', 'tsconfig.json'] },
  { name: 'types of the pure rooms', command: [TSC, '-p', 'tsconfig.pure.json'] },
  { name: 'format and lint', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  { name: 'nothing unused', command: ['node_modules/knip/bin/knip.js', '--no-progress'] },
];

const HOUSE = { name: 'rules of the house', vitest: ['--project', 'unit', 'tools/house.test.ts'] };

/** The tests proper, quick ones first. */
const TESTS = [
  { name: 'unit and database tests', vitest: ['--project', 'unit', '--project', 'pg'] },
  { name: 'build', command: ['bin/build.mjs'] },
  { name: 'crash tests', vitest: ['--project', 'crash'] },
  { name: 'browser tests', vitest: ['--project', 'web'] },
];

/** Of what a failed test tells, so much is told again at the end. */
const MOST_SHOWN = 2_000;

const { isCheckOnly, isLong } = readOptions(process.argv.slice(2));
await prepare();
const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed, as it is told once more at the end: whoever keeps only the last lines of a long log still learns it. */
const failures = [];
for (const step of [...CHECKS, ...(isCheckOnly ? [HOUSE] : TESTS)]) await take(step);
for (const failure of failures) console.log(`\nFAILED: ${failure}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;

function readOptions(args) {
  const unknown = args.find((arg) => !['--check-only', '--long'].includes(arg));
  if (unknown !== undefined) {
    console.error(`Unknown option: ${unknown}. ${USAGE}`);
    process.exit(2);
  }
  return { isCheckOnly: args.includes('--check-only'), isLong: args.includes('--long') };
}

async function prepare() {
  try {
    await installDependencies({ development: true });
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

async function take(step) {
  const startedAt = performance.now();
  console.log(`\n=== ${step.name}`);
  const counts = step.vitest === undefined ? await takeCommand(step.command) : await takeTests(step.vitest);
  for (const name of Object.keys(total)) total[name] += counts[name];
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`=== ${step.name}: ${counts.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
}

async function takeCommand(command) {
  const isGood = (await run(command)) === 0;
  if (!isGood) failures.push(command.join(' '));
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 };
}

/** The counts of vitest; where it fails without a failed test, such as over an error outside of any, that is one. */
async function takeTests(args) {
  const folder = mkdtempSync(join(tmpdir(), 'scrutineer-results-'));
  const report = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const status = await run([VITEST, 'run', ...args, ...reporters]);
    const counts = readCounts(report);
    failures.push(...counts.failures);
    if (status !== 0 && counts.failed === 0) failures.push(`${args.join(' ')}: an error outside of the tests`);
    return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readCounts(report) {
  try {
    const read = JSON.parse(readFileSync(report, 'utf8'));
    const counts = {
      passed: read.numPassedTests,
      failed: read.numFailedTests,
      skipped: read.numPendingTests + read.numTodoTests,
    };
    return { ...counts, failures: read.testResults.flatMap(failuresOf) };
  } catch (error) {
    if (error.code !== 'ENOENT' && !(error instanceof SyntaxError)) throw error;
    return { passed: 0, failed: 0, skipped: 0, failures: [] };
  }
}

/** What failed in a file of tests: each test with its message, or why the file could not be run. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(ROOT, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0) return status === 'failed' ? [`${file}\n${message.slice(0, MOST_SHOWN)}`] : [];
  return failed.map((test) => `${file} > ${test.fullName}\n${test.failureMessages.join('\n').slice(0, MOST_SHOWN)}`);
}

function run(command) {
  const env = { ...process.env, ...(isLong ? { SCRUTINEER_LONG: '1' } : {}) };
  const child = spawn(process.execPath, command, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
}
