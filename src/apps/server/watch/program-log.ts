import { writeSync } from 'node:fs';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { describeError } from '../../../platform/http/refusals/describe-error.ts';

/** `json`: an object a line, for programs; `plain`: a line for people. */
export type LogFormat = 'json' | 'plain';

const STANDARD_ERROR = 2;

/** The log of the program, on standard error: what fails is described without what was sent. Each thread opens it for itself. */
export function openLog(
  { level, format = 'json' }: { readonly level: string; readonly format?: LogFormat | undefined },
  out?: DestinationStream,
): Logger {
  const options: LoggerOptions = { level, serializers: { err: errorOf, error: errorOf } };
  if (format === 'json') return pino(options, out ?? pino.destination(STANDARD_ERROR));
  const write = (text: string) => (out === undefined ? writeSync(STANDARD_ERROR, text) : out.write(text));
  return pino(options, { write: (line) => void write(plainLine(line)) });
}

const ALARM = 'ALARM: ';

/**
 * Where what is otherwise told at the terminal goes as objects, a line each: what begins with `ALARM: ` as an error, all else
 * as information, at whatever level the log is.
 */
export function openNotices(out?: DestinationStream): (line: string) => void {
  const log = openLog({ level: 'info' }, out);
  return (line) => (line.startsWith(ALARM) ? log.error(line) : log.info(line));
}

/** What is words already stays as it is. */
function errorOf(error: unknown): unknown {
  return typeof error === 'object' ? describeError(error) : error;
}

const BASE = ['level', 'time', 'pid', 'hostname', 'msg'];

/** `2026-03-01T10:00:00.000Z warn a witness did not cosign slug=coast`. */
function plainLine(json: string): string {
  const entry = JSON.parse(json) as Readonly<Record<string, unknown>>;
  const level = pino.levels.labels[Number(entry.level)] ?? String(entry.level);
  const rest = Object.entries(entry).filter(([name]) => !BASE.includes(name));
  const parts = rest.map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  // What is told in several lines could be taken for several entries.
  const words = [new Date(Number(entry.time)).toISOString(), level, String(entry.msg ?? ''), ...parts].join(' ');
  return `${words.replace(/[\r\n]+/g, ' ')}\n`;
}
