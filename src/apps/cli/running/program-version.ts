import { readFileSync } from 'node:fs';
import { projectFile } from '../project-folder.ts';

/** The version of the program: `0.1.0`. */
export function programVersion(): string {
  return (JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as { version: string }).version;
}
