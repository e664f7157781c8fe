import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askedToStop } from '../../asked-to-stop.ts';
import type { Command, Terminal } from '../../command.ts';
import { Wire } from './channel/wire.ts';
import { conduct } from './conduct.ts';
import { Desk } from './desk/desk.ts';
import { type OwnServer, startOwnServer } from './desk/own-server.ts';
import { becomeAdministrator, inviteSpectator, signIn } from './desk/sign-in.ts';
import { type RehearsalOptions, readOptions } from './options.ts';

/** `scrutineer rehearse`: plays an election day in an invented country. */
export const rehearse: Command = {
  name: 'rehearse',
  synopsis: '[--observers N] [--stations N] [--speed N|max] [--seed TEXT] [--until HH:MM] [--verify] [options]',
  summary: 'Play an election day of an invented country with invented observers, as an exercise',
  details: [
    '--observers N    how many observers, each with a telephone; 40 where not given',
    '--stations N     stations on the route of each team; 8 where not given',
    '--speed N        minutes of the day that pass in one minute; 60 where not given; max: as fast as it goes',
    '--seed TEXT      the same seed plays the same day; tilmara where not given',
    '--until HH:MM    ends then, by the clock of the story; it begins at 06:00 and ends at 22:30',
    '--verify         compares the board with a recount from the reports at every minute, not only at the end',
    '--mission SLUG   name of the exercise that is made; begins with exercise-',
    '--data FOLDER    keeps the server that is started for it there; without it all is gone afterwards',
    '--stay           keeps that server running when the day is over, until Ctrl-C',
    '--server URL     plays at a server that runs already; needs --sign-in, --code and SCRUTINEER_PASSWORD',
    '--sign-in NAME   an account there that may change things',
    '--code CODE      of its authenticator app',
    '--elsewhere      also where that server is not this machine',
    '',
    'Exit status: 0 everything agrees; 1 something does not, or it was stopped before the end.',
  ],
  run,
};

/** Half a minute in all: the server looks by itself every five seconds. */
const REST_MS = 100;
const MOST_LOOKS = 300;

async function run(terminal: Terminal): Promise<number> {
  const options = readOptions(terminal);
  let isStopped = false;
  const stopped = askedToStop(terminal.environment).then(() => {
    isStopped = true;
  });
  const place = options.server === null ? await openOwn(options, terminal) : null;
  try {
    const desk = new Desk(new Wire(options.server ?? place?.server.url ?? ''));
    if (options.credentials !== null) await signIn(desk, options.credentials);
    if (place !== null) {
      await becomeAdministrator(desk, place.server.link);
      terminal.note(`To look on, open within a day: ${await inviteSpectator(desk)}`);
    }
    const waits = { stopped, isStopped: () => isStopped, rest: () => sleep(REST_MS), patience: MOST_LOOKS };
    const isRight = await conduct(desk, { options, ...waits, ...terminal, memory: () => memoryOf(place?.server) });
    if (place !== null && options.stays && !isStopped) {
      terminal.note(`The server stays at ${place.server.url} until Ctrl-C.`);
      await stopped;
    }
    desk.wire.close();
    return isRight ? 0 : 1;
  } finally {
    await place?.close();
  }
}

async function openOwn({ folder }: RehearsalOptions, { environment, folder: here, note }: Terminal) {
  const dataFolder = folder === null ? mkdtempSync(join(tmpdir(), 'scrutineer-rehearsal-')) : resolve(here, folder);
  const forget = () => {
    if (folder === null) rmSync(dataFolder, { recursive: true, force: true });
  };
  note('Starting a server for the rehearsal.');
  const server = await startOwnServer(dataFolder, { environment, note }).catch((error: unknown) => {
    forget();
    throw error;
  });
  const close = async () => {
    await server.stop();
    forget();
  };
  return { server, close };
}

/** The most memory that a server held, in MB; null: the system does not tell, or it is none of ours. */
function memoryOf(server: OwnServer | undefined): number | null {
  if (server === undefined || process.platform !== 'linux') return null;
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.processId}/status`, 'utf8')) ?? [];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1_024);
}
