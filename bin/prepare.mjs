import { pathToFileURL } from 'node:url';
import { buildBeside } from './build.mjs';
import { installDependencies } from './install.mjs';
import { Obstacle } from './obstacle.mjs';

/** Commands that show web pages; all others do without them, and are not kept waiting for them. */
const COMMANDS_WITH_PAGES = ['serve'];

/** What a start had begun before it failed may wait for a database that does not come back: then it is let go. */
const LET_GO_MS = 2_000;

/**
 * Installs and builds what is missing or out of date, then runs the program in this process.
 *
 * @param {string[]} args what stands behind `bin/scrutineer`
 */
export async function runProgram(args) {
  try {
    await installDependencies({ development: false });
    const isHelp = args.includes('--help') || args.includes('-h');
    const folder = await buildBeside({ pages: COMMANDS_WITH_PAGES.includes(args[0]) && !isHelp });
    if (folder === null) {
      process.exitCode = 1;
      return;
    }
    const { runCommandLine } = await import(pathToFileURL(`${folder}/server/cli.js`).href);
    process.exitCode = await runCommandLine(args);
    if (process.exitCode !== 0) setTimeout(() => process.exit(), LET_GO_MS).unref();
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
