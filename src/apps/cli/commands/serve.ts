import { Refusal, refusalOfDisk } from '../../../platform/db/refusal.ts';
import { readSettings } from '../../server/settings.ts';
import { startServer } from '../../server/start.ts';
import { openLog, openNotices } from '../../server/watch/program-log.ts';
import { readArguments } from '../arguments.ts';
import { askedToStop } from '../asked-to-stop.ts';
import { type Command, type Terminal, WrongUsage } from '../command.ts';

/** `scrutineer serve`: the desk, the public pages and the API, until Ctrl-C. */
export const serve: Command = {
  name: 'serve',
  synopsis: '[--tls-cert FILE --tls-key FILE] [--redirect-http PORT] [--metrics-port PORT] [--log-format json|plain]',
  summary: 'Serve the desk and the public pages until Ctrl-C',
  details: [
    '--tls-cert FILE   certificate of the server (PEM, with those between it and its root): HTTPS, SCRUTINEER_TLS_CERT',
    '--tls-key FILE    its key, without a passphrase, SCRUTINEER_TLS_KEY; both files are read again when they change',
    '--redirect-http PORT  sends browsers that come to this port to the encrypted one, SCRUTINEER_REDIRECT_HTTP',
    '--metrics-port PORT   figures for Prometheus at http://127.0.0.1:PORT/metrics, SCRUTINEER_METRICS_PORT',
    '--log-format FORMAT   json or plain, for people, LOG_FORMAT; not given: the log as json, notices, alarms and refusals as text',
    '',
    'PORT              port, 8391 where not given',
    'HOST              address to listen at, 127.0.0.1 where not given; 0.0.0.0 for every network',
    'SCRUTINEER_DATA   folder of the database, .data where not given',
    'DATABASE_URL      a PostgreSQL server of your own (15 or newer) in place of the embedded one',
    'SCRUTINEER_ORIGIN where browsers reach the server, such as https://observers.example; several with commas',
    'SCRUTINEER_PROXIES how many proxies stand before the server and add to X-Forwarded-For; 0 where not given',
    'SCRUTINEER_WITNESSES file with the witnesses of the logs and the quorum (C2SP tlog-policy); without it none are asked',
    'SCRUTINEER_BACKUP_EVERY  after how many hours without a backup to raise an alarm, 24 where not given',
    'SCRUTINEER_METRICS_HOST  address of that port, 127.0.0.1 where not given; another one needs a token',
    'SCRUTINEER_METRICS_TOKEN of 16 characters or more opens /metrics of the server itself as well, as Authorization: Bearer TOKEN',
    'LOG_LEVEL         what is logged on standard error: warn where not given; info, debug, silent',
  ],
  run,
};

/** Options and the settings that they stand for. */
const SETTING_OF = {
  'tls-cert': 'SCRUTINEER_TLS_CERT',
  'tls-key': 'SCRUTINEER_TLS_KEY',
  'redirect-http': 'SCRUTINEER_REDIRECT_HTTP',
  'metrics-port': 'SCRUTINEER_METRICS_PORT',
  'log-format': 'LOG_FORMAT',
} as const;

function readOptions(args: readonly string[]): NodeJS.ProcessEnv {
  const { values } = readArguments(args, { words: [], values: Object.keys(SETTING_OF) });
  const named = Object.entries(SETTING_OF).map(([option, setting]) => [setting, values.get(option)] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

async function run(terminal: Terminal): Promise<number> {
  try {
    const environment = { ...terminal.environment, ...readOptions(terminal.args) };
    return await serveWith(environment, terminal);
  } catch (error) {
    const refusal = refusalOfDisk('Start the server', error);
    if (!(refusal instanceof Refusal) || !isJsonAsked(terminal)) throw refusal;
    openLog({ level: 'fatal' }).fatal(refusal.message);
    return refusal instanceof WrongUsage ? 2 : 1;
  }
}

/** Also of a command line that is wrong elsewhere. */
function isJsonAsked({ args, environment }: Terminal): boolean {
  const at = args.findIndex((word) => /^--log-format(=|$)/.test(word));
  const option = at === -1 ? undefined : (/=(.*)/.exec(args[at] ?? '')?.[1] ?? args[at + 1]);
  return (option ?? environment.LOG_FORMAT)?.trim() === 'json';
}

async function serveWith(environment: NodeJS.ProcessEnv, terminal: Terminal): Promise<number> {
  const settings = readSettings(environment, terminal.folder);
  // Where nobody asked for a format, whoever sits at the terminal reads what is said there.
  const say = environment.LOG_FORMAT?.trim() === 'json' ? openNotices() : terminal.note;
  // From the first moment, so that Ctrl-C during the start is answered as well.
  const asked = askedToStop(terminal.environment);
  const server = await startServer(settings, say);
  terminal.out(server.readyLine);
  for (const warning of server.warnings) say(warning);
  const lost = await Promise.race([asked.then(() => null), server.ended]);
  await server.stop();
  if (lost === null) return 0;
  say(`ALARM: ${lost}`);
  return 1;
}
