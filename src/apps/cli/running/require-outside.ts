import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { Refusal } from '../../../platform/db/refusal.ts';

/**
 * Sees to it that what is to be kept does not lie where it would be lost together with what it is of; links are followed.
 *
 * @param tried what is to be done there, with the path that was given.
 * @throws Refusal where `path` lies in the data folder or is it.
 */
export function requireOutside(tried: string, path: string, dataFolder: string): void {
  const way = relative(realPath(dataFolder), realPath(path));
  if (way.split(/[/\\]/)[0] === '..' || isAbsolute(way)) return;
  throw new Refusal(`${tried}: this lies in the data folder, and would be lost with it. Choose another disk.`);
}

/** Where a path leads, though the end of it may not be there yet. */
function realPath(path: string): string {
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  const parent = dirname(whole);
  return parent === whole ? whole : join(realPath(parent), basename(whole));
}
