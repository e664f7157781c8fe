import { findCircles } from './find-circles.ts';
import { mayImport, mayUse } from './import-table.ts';
import { readSource, type Source } from './read-source.ts';
import { isPure, standingOf } from './rooms.ts';

/** One break of a rule of the house. */
export interface Breach {
  readonly path: string;
  readonly line: number;
  /** What was found, and what is wanted. */
  readonly message: string;
}

/** Path from the root of the project → text, of every file that is checked. */
export type Tree = ReadonlyMap<string, string>;

const LONGEST_FUNCTION = 40;
const LONGEST_COMPONENT = 80;
const LONGEST_FILE = 300;
const LONGEST_STORE_OR_SCREEN = 400;
const MOST_PARAMETERS = 3;
const MOST_ENTRIES = 12;
/** Slices are named by the users' things, not by us. */
const MOST_SLICES = 16;

/** Configuration of tools that ask for a default export. */
const DEFAULT_EXPORT_WANTED = ['vite.config.ts', 'vitest.config.ts'];

/** Every break of a rule: rooms and their arrows, circles, barrels, default exports, names, sizes. */
export function checkHouse(tree: Tree): Breach[] {
  const paths = [...tree.keys()];
  const sources = paths.filter(isOwnCode).map((path) => readSource(path, tree.get(path) ?? ''));
  return [
    ...sources.flatMap(checkStanding),
    ...sources.flatMap(checkImports),
    ...sources.flatMap(checkSizes),
    ...checkCircles(sources),
    ...paths.flatMap(checkName),
    ...checkFolders(paths),
  ];
}

/** Tests may import what they test and may be long; all else lives by the rules. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith('test/');
}

function isOwnCode(path: string): boolean {
  return /\.tsx?$/.test(path) && !isTest(path);
}

function checkStanding(source: Source): Breach[] {
  const breaches = source.passedOn.map((line) =>
    breach(source, line, 'passes on what another file exports; import from there'),
  );
  if (!DEFAULT_EXPORT_WANTED.includes(source.path)) {
    breaches.push(...source.defaults.map((line) => breach(source, line, 'has a default export; give it a name')));
  }
  const once = source.shownOnce.map((line) => breach(source, line, 'shows a signal only once; give it as JSX: <>…</>'));
  breaches.push(...once);
  const standing = standingOf(source.path);
  if (standing === null) {
    return source.path.startsWith('src/')
      ? [...breaches, breach(source, 1, 'stands in no room of the house')]
      : breaches;
  }
  if (!isPure(standing)) return breaches;
  const asks = source.impure.map((line) =>
    breach(source, line, 'asks the clock, chance or the network; take it as a parameter'),
  );
  return [...breaches, ...asks];
}

function checkImports(source: Source): Breach[] {
  const from = standingOf(source.path);
  if (from === null) return [];
  return source.imports.flatMap(({ target, isPackage, line }) => {
    if (isPackage) return mayUse(from, target) ? [] : [breach(source, line, `${from.room} may not use ${target}`)];
    const to = standingOf(target);
    if (to === null) return [breach(source, line, `imports ${target}, which stands in no room of the house`)];
    if (isTest(target)) return [breach(source, line, `imports the test ${target}`)];
    return mayImport(from, to) ? [] : [breach(source, line, `${from.room} may not import ${to.room} ${target}`)];
  });
}

function checkSizes(source: Source): Breach[] {
  const room = standingOf(source.path)?.room;
  const longestFile = room === 'store' || room === 'screens' ? LONGEST_STORE_OR_SCREEN : LONGEST_FILE;
  const breaches = source.functions.flatMap(({ line, lineCount, parameterCount, isComponent }) => {
    const longest = isComponent ? LONGEST_COMPONENT : LONGEST_FUNCTION;
    const found: Breach[] = [];
    if (lineCount > longest) found.push(breach(source, line, `function of ${lineCount} lines; at most ${longest}`));
    if (parameterCount > MOST_PARAMETERS) {
      found.push(
        breach(source, line, `function of ${parameterCount} parameters; at most ${MOST_PARAMETERS}, then one object`),
      );
    }
    return found;
  });
  if (source.lineCount <= longestFile) return breaches;
  return [...breaches, breach(source, 1, `file of ${source.lineCount} lines; at most ${longestFile}`)];
}

function checkCircles(sources: readonly Source[]): Breach[] {
  const own = (source: Source) => source.imports.filter((one) => !one.isPackage).map((one) => one.target);
  const circles = findCircles(new Map(sources.map((source) => [source.path, own(source)])));
  return circles.map((files) => ({
    path: files[0] ?? '',
    line: 1,
    message: `imports in a circle: ${files.join(', ')}`,
  }));
}

/** Words that say nothing about what a file holds. */
const EMPTY_NAME = /(^|-)(utils?|helpers?|common|misc|manager|service|data|info|impl|index)$/;

function checkName(path: string): Breach[] {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const stem = file.replace(/\.(pg\.test|web\.test|test|config|module)?\.?[a-z]+$/, '');
  const parent = path.slice(0, path.lastIndexOf('/') + 1);
  if (!parent.startsWith('src/') && !parent.startsWith('tools/') && !parent.startsWith('test/')) return [];
  if (EMPTY_NAME.test(stem))
    return [{ path, line: 1, message: `named ${file}, which says nothing about what it holds` }];
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem)
    ? []
    : [{ path, line: 1, message: `named ${file}; names are in kebab-case` }];
}

function checkFolders(paths: readonly string[]): Breach[] {
  const entries = new Map<string, Set<string>>();
  for (const path of paths) {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/');
      const entry = parts[depth] ?? '';
      if (!/\.test\.tsx?$/.test(entry)) entries.set(folder, (entries.get(folder) ?? new Set()).add(entry));
    }
  }
  return [...entries].flatMap(([path, names]) => {
    const most = /^src\/features\/[^/]+$/.test(path) ? MOST_SLICES : MOST_ENTRIES;
    const isCrowded = isHouseFolder(path) && names.size > most;
    return isCrowded ? [{ path, line: 1, message: `${names.size} entries; at most ${most}` }] : [];
  });
}

function isHouseFolder(folder: string): boolean {
  const isList = folder.endsWith('/migrations') || folder.includes('/i18n/messages/');
  return /^(src|tools|bin)(\/|$)/.test(folder) && !isList;
}

function breach(source: Source, line: number, message: string): Breach {
  return { path: source.path, line, message };
}
