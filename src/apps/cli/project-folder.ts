import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The path of a file of the project, wherever in it the program runs from: its sources or a build. */
export function projectFile(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package-lock.json'))) {
    if (dirname(folder) === folder)
      throw new Error(`Find ${name}: no folder above the program holds package-lock.json`);
    folder = dirname(folder);
  }
  return join(folder, name);
}
