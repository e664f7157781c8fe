import { Refusal, refusalOfDisk } from '../../platform/db/refusal.ts';
import { type Command, type Terminal, WrongUsage } from './command.ts';
import { COMMANDS } from './commands.ts';
import { programVersion } from './running/program-version.ts';

/**
 * Runs `scrutineer` with `args`.
 *
 * @returns exit status: 0 done; 1 not done, the reason is on standard error; 2 the command line was not understood;
 * 3 done, but files of reports are missing.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  // Whoever reads us may stop reading, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    return await dispatch(args);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return error instanceof WrongUsage ? 2 : 1;
  }
}

async function dispatch([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined) {
    console.error(await overview());
    return 2;
  }
  if (['--help', '-h', 'help'].includes(name)) return print(await overview());
  if (['--version', '-V', 'version'].includes(name)) return print(version());
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    throw new WrongUsage(
      `Unknown command: ${name}. Known are ${Object.keys(COMMANDS).join(', ')}; see scrutineer --help.`,
    );
  }
  const command = await load();
  if (rest.includes('--help') || rest.includes('-h')) return print(help(command));
  try {
    return await command.run(terminal(rest));
  } catch (error) {
    // What a command itself does not say better: a disk that is full is no mistake of the program.
    throw refusalOfDisk(name, error);
  }
}

function terminal(args: readonly string[]): Terminal {
  const [out, note] = [(line: string) => console.log(line), (line: string) => console.error(line)];
  return {
    args,
    environment: process.env,
    folder: process.cwd(),
    get input() {
      return process.stdin;
    },
    out,
    note,
  };
}

function print(text: string): number {
  console.log(text);
  return 0;
}

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const usages = commands.map((command) => `${command.name} ${command.synopsis}`.trim());
  const width = Math.max(...usages.map((usage) => usage.length));
  const lines = commands.map((command, index) => `  ${(usages[index] ?? '').padEnd(width)}  ${command.summary}`);
  return ['Usage: scrutineer COMMAND', '', ...lines, '', 'scrutineer COMMAND --help tells more.'].join('\n');
}

function help(command: Command): string {
  const usage = `Usage: scrutineer ${command.name} ${command.synopsis}`.trim();
  const details = command.details.map((line) => `  ${line}`);
  return [usage, '', `${command.summary}.`, ...(details.length > 0 ? ['', ...details] : [])].join('\n');
}

function version(): string {
  return `scrutineer ${programVersion()}`;
}
