import { WrongUsage } from './command.ts';

/** What a command takes behind its name. */
interface Takes {
  /** How the words without `--` are called, in their order; all are needed. */
  readonly words: readonly string[];
  /** Words that may stand behind those, or be left out. */
  readonly more?: readonly string[];
  /** Options without a value: `--json`. */
  readonly flags?: readonly string[];
  /** Options with a value: `--reason TEXT`. */
  readonly values?: readonly string[];
}

/** The arguments of a command, understood. */
export interface Arguments {
  readonly words: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
}

/** Reads `--name`, `--name VALUE`, `--name=VALUE` and words in any order. @throws WrongUsage that says what is wrong. */
export function readArguments(args: readonly string[], takes: Takes): Arguments {
  const words: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const rest = [...args];
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    const [name = '', ...given] = next.split('=');
    if (!next.startsWith('--')) words.push(next);
    else if (takes.flags?.includes(name.slice(2)) && given.length === 0) flags.add(name.slice(2));
    else if (takes.values?.includes(name.slice(2))) {
      values.set(name.slice(2), given.length > 0 ? given.join('=') : readValue(name, rest.shift()));
    } else throw new WrongUsage(`Unknown option: ${next}. Known are ${knownOptions(takes)}.`);
  }
  const missing = takes.words[words.length];
  if (missing !== undefined) throw new WrongUsage(`${missing} is missing. Wanted: ${takes.words.join(' ')}.`);
  if (words.length > takes.words.length + (takes.more?.length ?? 0))
    throw new WrongUsage(`Too many arguments: ${words.join(' ')}.`);
  return { words, flags, values };
}

function readValue(name: string, value: string | undefined): string {
  if (value === undefined || value.startsWith('--')) throw new WrongUsage(`${name} needs a value.`);
  return value;
}

function knownOptions({ flags = [], values = [] }: Takes): string {
  return [...flags, ...values, 'help'].map((name) => `--${name}`).join(', ');
}
