import { writeFileSync } from 'node:fs';
import { onDisk, Refusal } from '../../platform/db/refusal.ts';

/** What a command line gives a command to work with. */
export interface Terminal {
  /** What stands behind the name of the command. */
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** The folder that paths of the user are meant from. */
  readonly folder: string;
  /** Standard input; absent: nothing comes in. */
  readonly input?: AsyncIterable<Uint8Array>;
  /** One line of the result, for people or for another program. */
  out(line: string): void;
  /** One line about how it goes. */
  note(line: string): void;
}

/** One word behind `scrutineer`. */
export interface Command {
  readonly name: string;
  /** What stands behind the name: `FOLDER [--json]`. */
  readonly synopsis: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** More for `--help`: options, environment, one a line. */
  readonly details: readonly string[];
  /** Does it. @returns exit status: 0 done, 1 not done, 3 done without some files. @throws Refusal with the reason. */
  run(terminal: Terminal): Promise<number>;
}

/** A command line that cannot be understood; exit status 2. */
export class WrongUsage extends Refusal {}

/** Writes the file that a person named, in the place of any other. @throws Refusal where the disk does not take it. */
export function writeOut(path: string, content: string | Uint8Array): void {
  onDisk(`Write ${path}`, () => writeFileSync(path, content));
}
