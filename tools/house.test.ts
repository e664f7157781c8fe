import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkHouse, isTest, type Tree } from './house/check-house.ts';
import { isPure, standingOf } from './house/rooms.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

describe('the house as it stands', () => {
  const tree = readTree();
  test('keeps its own rules', () => {
    const breaches = checkHouse(tree).map(({ path, line, message }) => `${path}:${line} ${message}`);
    expect(breaches).toEqual([]);
  });
  test('was read, and not passed over', () => {
    const read = (room: string) => [...tree.keys()].filter((path) => standingOf(path)?.room === room).length;
    expect(tree.size).toBeGreaterThan(200);
    expect(read('kernel')).toBeGreaterThan(10);
    expect(read('stats')).toBeGreaterThan(10);
    expect(read('noun')).toBeGreaterThan(30);
    expect(read('server platform')).toBeGreaterThan(30);
    expect(read('app')).toBeGreaterThan(5);
  });
  test('has every pure file compiled without DOM and Node.js', () => {
    const tsc = `${ROOT}/node_modules/typescript/bin/tsc`;
    const list = execFileSync(process.execPath, [tsc, '-p', 'tsconfig.pure.json', '--listFilesOnly'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const compiled = new Set(list.split('\n').map((line) => line.replace(`${ROOT}/`, '').trim()));
    const pure = [...tree.keys()].filter((path) => /\.ts$/.test(path) && !isTest(path) && isPureFile(path));
    expect(pure.length).toBeGreaterThan(40);
    expect(pure.filter((path) => !compiled.has(path))).toEqual([]);
  });
});

describe('a planted break of a rule is found', () => {
  test.each([
    ['a kernel that knows a package', 'src/kernel/a.ts', "import { z } from 'zod';", 'kernel may not use zod'],
    ['a kernel that knows Node.js', 'src/kernel/a.ts', "import 'node:fs';", 'kernel may not use node:fs'],
    [
      'a kernel that knows the platform',
      'src/kernel/a.ts',
      "import '../platform/db/audit.ts';",
      'may not import server platform',
    ],
    [
      'statistics that know an election',
      'src/stats/a.ts',
      "import '../features/register/claims/claim.ts';",
      'may not import noun',
    ],
    [
      'a noun with a schema library',
      'src/features/register/claims/claim.ts',
      "import { z } from 'zod';",
      'noun may not use zod',
    ],
    ['a noun with SQL', 'src/features/register/claims/claim.ts', "import './store.ts';", 'noun may not import store'],
    [
      'a noun of a higher wing',
      'src/features/register/claims/claim.ts',
      "import '../../field/forms/form.ts';",
      'may not import noun',
    ],
    [
      'a wing beside',
      'src/features/law/cases/case.ts',
      "import '../../results/protocols/protocol.ts';",
      'may not import noun',
    ],
    ['a type only', 'src/kernel/a.ts', "import type { Sql } from 'postgres';", 'kernel may not use postgres'],
    ['a type in place', 'src/kernel/a.ts', "export type A = import('postgres').Sql;", 'kernel may not use postgres'],
    [
      'a dynamic import',
      'src/kernel/a.ts',
      "export const a = () => import('postgres');",
      'kernel may not use postgres',
    ],
    [
      'a contract with SQL',
      'src/features/register/claims/contract.ts',
      "import { a } from './store.ts';",
      'contract may not import store',
    ],
    [
      'a store of another slice',
      'src/features/register/claims/store.ts',
      "import '../places/store.ts';",
      'store may not import store',
    ],
    [
      'a file of a folder with SQL',
      'src/features/register/package/files/read.ts',
      "import '../store.ts';",
      'files may not import store',
    ],
    [
      'a store with screens',
      'src/features/register/claims/store/find.ts',
      "import '../screens.tsx';",
      'store may not import screens',
    ],
    [
      'screens with routes',
      'src/features/register/claims/screens.tsx',
      "import './routes.ts';",
      'screens may not import routes',
    ],
    [
      'screens with the database',
      'src/features/register/claims/screens/a.tsx',
      "import '../../../../platform/db/audit.ts';",
      'may not import server platform',
    ],
    ['screens with zod', 'src/features/register/claims/screens.tsx', "import 'zod';", 'screens may not use zod'],
    [
      'a platform that knows a feature',
      'src/platform/http/a.ts',
      "import '../../features/office/accounts/account.ts';",
      'may not import noun',
    ],
    [
      'a server platform with a browser library',
      'src/platform/http/a.ts',
      "import 'solid-js';",
      'may not use solid-js',
    ],
    [
      'a browser platform with Node.js',
      'src/platform/ui/a.ts',
      "import 'node:fs';",
      'browser platform may not use node:fs',
    ],
    [
      'anybody who imports an app',
      'src/features/register/claims/routes.ts',
      "import '../../../apps/server/start.ts';",
      'may not import app',
    ],
    ['a package that nobody decided upon', 'src/apps/server/a.ts', "import 'left-pad';", 'app may not use left-pad'],
    [
      'the product importing test support',
      'src/apps/server/a.ts',
      "import '../../../test/support/a.ts';",
      'no room of the house',
    ],
    ['a file in no room', 'src/lib/a.ts', 'export const a = 1;', 'stands in no room'],
    ['a barrel', 'src/kernel/a.ts', "export * from './b.ts';", 'passes on what another file exports'],
    [
      'a single name passed on',
      'src/kernel/a.ts',
      "export { b } from './b.ts';",
      'passes on what another file exports',
    ],
    ['a default export', 'src/kernel/a.ts', 'export default 1;', 'has a default export'],
    [
      'a noun that asks the clock',
      'src/features/register/claims/claim.ts',
      'export const a = () => Date.now();',
      'asks the clock',
    ],
    [
      'a signal that is shown only once',
      'src/apps/desk/a.tsx',
      'export const A = () => <Show when={a()}>{(b) => t(b())}</Show>;',
      'shows a signal only once',
    ],
    ['a kernel that asks for today', 'src/kernel/a.ts', 'export const a = () => new Date();', 'asks the clock'],
    ['a name that says nothing', 'src/kernel/utils.ts', 'export const a = 1;', 'says nothing'],
    ['a name in camel case', 'src/kernel/calendarDate.ts', 'export const a = 1;', 'kebab-case'],
    ['four parameters', 'src/kernel/a.ts', 'export function f(a: 1, b: 2, c: 3, d: 4) {}', 'function of 4 parameters'],
    ['a function of 41 lines', 'src/kernel/a.ts', functionOf(41), 'function of 41 lines; at most 40'],
    [
      'an arrow function of 41 lines',
      'src/kernel/a.ts',
      `export const f = () => {${'\n'.repeat(40)}};`,
      'function of 41 lines',
    ],
    ['a method of 41 lines', 'src/kernel/a.ts', `export class A { m() {${'\n'.repeat(40)}} }`, 'function of 41 lines'],
    ['a component of 81 lines', 'src/apps/desk/a.tsx', componentOf(81), 'function of 81 lines; at most 80'],
    ['a file of 301 lines', 'src/kernel/a.ts', linesOf(301), 'file of 301 lines; at most 300'],
    ['a store of 401 lines', 'src/features/register/claims/store.ts', linesOf(401), 'file of 401 lines; at most 400'],
  ])('%s', (_, path, text, message) => {
    const messages = checkHouse(new Map([[path, text]])).map((breach) => breach.message);
    expect(messages).toEqual([expect.stringContaining(message)]);
  });

  test('a circle of three files', () => {
    const tree: Tree = new Map([
      ['src/kernel/a.ts', "import './b.ts';"],
      ['src/kernel/b.ts', "import './c.ts';"],
      ['src/kernel/c.ts', "import './a.ts';"],
      ['src/kernel/d.ts', "import './a.ts';"],
    ]);
    expect(checkHouse(tree).map((breach) => breach.message)).toEqual([
      'imports in a circle: src/kernel/a.ts, src/kernel/b.ts, src/kernel/c.ts',
    ]);
  });

  test('a folder of 13 entries, tests not counted', () => {
    const files = (count: number) =>
      Array.from({ length: count }, (_, index) => [`src/kernel/a${index}.ts`, ''] as const);
    const tests = Array.from({ length: 5 }, (_, index) => [`src/kernel/a${index}.test.ts`, ''] as const);
    expect(checkHouse(new Map([...files(12), ...tests]))).toEqual([]);
    expect(checkHouse(new Map([...files(13), ...tests])).map((breach) => breach.message)).toEqual([
      '13 entries; at most 12',
    ]);
  });
});

describe('what the rules allow is let through', () => {
  test.each([
    [
      'a noun that knows a noun of a lower wing',
      'src/features/field/forms/form.ts',
      "import '../../register/places/place.ts';",
    ],
    ['a noun that knows its neighbour', 'src/features/register/claims/claim.ts', "import '../places/place.ts';"],
    [
      'a contract with zod and its noun',
      'src/features/register/claims/contract.ts',
      "import 'zod'; import './claim.ts';",
    ],
    [
      'routes with store and contract',
      'src/features/register/claims/routes.ts',
      "import './store.ts'; import './contract.ts';",
    ],
    [
      'a slice over several that calls their stores',
      'src/features/register/package/store.ts',
      "import '../records/store.ts';",
    ],
    ['a test that knows everything', 'src/kernel/a.test.ts', "import '../apps/server/start.ts'; import 'vitest';"],
    ['a function of 40 lines', 'src/kernel/a.ts', functionOf(40)],
    ['a component of 80 lines', 'src/apps/desk/a.tsx', componentOf(80)],
    ['a screen of 400 lines', 'src/features/register/claims/screens.tsx', linesOf(400)],
    ['a date that is given', 'src/kernel/a.ts', 'export const a = (ms: number) => new Date(ms);'],
    [
      'a signal that is followed',
      'src/apps/desk/a.tsx',
      'export const A = () => <Show when={a()}>{(b) => <>{t(b())}</>}</Show>;',
    ],
    [
      'a value that is shown anew',
      'src/apps/desk/a.tsx',
      'export const A = () => <Show when={a()} keyed>{(b) => t(b)}</Show>;',
    ],
    ['a configuration with a default export', 'vite.config.ts', 'export default {};'],
  ])('%s', (_, path, text) => {
    expect(checkHouse(new Map([[path, text]]))).toEqual([]);
  });
});

function readTree(): Tree {
  const folders = ['src', 'tools', 'bin', 'test'].flatMap((folder) => {
    return readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`);
  });
  const paths = [...folders, 'vite.config.ts', 'vitest.config.ts'].map((path) => path.replaceAll('\\', '/'));
  const read = paths.filter((path) => /\.(ts|tsx|css|mjs|sql|html|json)$/.test(path));
  return new Map(read.map((path) => [path, readFileSync(`${ROOT}/${path}`, 'utf8')]));
}

function isPureFile(path: string): boolean {
  const standing = standingOf(path);
  return standing !== null && isPure(standing);
}

function functionOf(lines: number): string {
  return `export function f() {${'\n'.repeat(lines - 1)}}`;
}

function componentOf(lines: number): string {
  return `export function Part() {${'\n'.repeat(lines - 2)}return <p>Text</p>;\n}`;
}

function linesOf(lines: number): string {
  return Array.from({ length: lines }, (_, index) => `export const a${index} = 1;\n`).join('');
}
