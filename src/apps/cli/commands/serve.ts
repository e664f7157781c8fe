import { readSettings } from '../../server/settings.ts';
import { startServer } from '../../server/start.ts';
import { askedToStop } from '../asked-to-stop.ts';
import type { Command, Terminal } from '../command.ts';

/** `scrutineer serve`: the desk, the public pages and the API, until Ctrl-C. */
export const serve: Command = {
  name: 'serve',
  synopsis: '',
  summary: 'Serve the desk and the public pages until Ctrl-C',
  details: [
    'PORT              port, 8391 where not given',
    'HOST              address to listen at, 127.0.0.1 where not given; 0.0.0.0 for every network',
    'SCRUTINEER_DATA   folder of the database, .data where not given',
    'DATABASE_URL      a PostgreSQL server of your own (15 or newer) in place of the embedded one',
    'SCRUTINEER_ORIGIN where browsers reach the server, such as https://observers.example; several with commas',
    'SCRUTINEER_PROXIES how many proxies stand before the server and add to X-Forwarded-For; 0 where not given',
    'SCRUTINEER_WITNESSES file with the witnesses of the logs and the quorum (C2SP tlog-policy); without it none are asked',
    'LOG_LEVEL         what is logged on standard error: warn where not given; info, debug, silent',
  ],
  run,
};

async function run(terminal: Terminal): Promise<number> {
  const settings = readSettings(terminal.environment, terminal.folder);
  // From the first moment, so that Ctrl-C during the start is answered as well.
  const asked = askedToStop(terminal.environment);
  const server = await startServer(settings, terminal.note);
  terminal.out(server.readyLine);
  if (server.warning !== null) terminal.note(server.warning);
  const lost = await Promise.race([asked.then(() => null), server.ended]);
  await server.stop();
  if (lost === null) return 0;
  terminal.note(`The database has ended: ${lost}`);
  return 1;
}
