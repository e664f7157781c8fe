import {
  EXERCISE_BEGINNING,
  isExercise,
  isMissionSlug,
} from '../../../../features/mission/missions/observation-mission.ts';
import { parseClock } from '../../../../kernel/time/clock-time.ts';
import { Refusal } from '../../../../platform/db/refusal.ts';
import { type Arguments, readArguments } from '../../arguments.ts';
import { type Terminal, WrongUsage } from '../../command.ts';

/** What somebody wants to be played. */
export interface RehearsalOptions {
  readonly observers: number;
  readonly stationsEach: number;
  /** How many minutes of the story pass in one; null: as fast as it goes. */
  readonly speed: number | null;
  readonly seed: string;
  /** Minutes since midnight; null: to the end. */
  readonly until: number | null;
  readonly isVerified: boolean;
  readonly mission: string;
  /** Null: one of its own is started. */
  readonly server: string | null;
  /** Where that server keeps its data; null: in a folder that goes with it. */
  readonly folder: string | null;
  /** Keeps its own server running when the day is over. */
  readonly stays: boolean;
  readonly credentials: { readonly signInName: string; readonly password: string; readonly code: string } | null;
}

const VALUES = ['observers', 'stations', 'speed', 'seed', 'until', 'mission', 'server', 'data', 'sign-in', 'code'];
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** @throws WrongUsage that says what is wrong. */
export function readOptions({ args, environment }: Terminal): RehearsalOptions {
  const given = readArguments(args, { words: [], values: VALUES, flags: ['verify', 'elsewhere', 'stay'] });
  const { values, flags } = given;
  const seed = values.get('seed') ?? 'tilmara';
  const server = readServer(given);
  const folder = values.get('data') ?? null;
  if (server !== null && (folder !== null || flags.has('stay')))
    throw new WrongUsage('--data and --stay are about a server of its own; with --server there is none.');
  return {
    observers: readNumber(given, { name: 'observers', least: 2, most: 2_000, absent: 40 }),
    stationsEach: readNumber(given, { name: 'stations', least: 1, most: 20, absent: 8 }),
    speed:
      values.get('speed') === 'max' ? null : readNumber(given, { name: 'speed', least: 1, most: 1_000, absent: 60 }),
    seed,
    until: readTime(values.get('until')),
    isVerified: flags.has('verify'),
    mission: readMission(values.get('mission') ?? `${EXERCISE_BEGINNING}${seed.toLowerCase()}`),
    ...{ server, folder, stays: flags.has('stay') },
    credentials: server === null ? null : readCredentials(given, environment),
  };
}

interface NumberWanted {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly absent: number;
}

function readNumber({ values }: Arguments, { name, least, most, absent }: NumberWanted): number {
  const text = values.get(name);
  if (text === undefined) return absent;
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new WrongUsage(`--${name}: found ${text}, wanted a whole number from ${least} to ${most}.`);
}

function readTime(text: string | undefined): number | null {
  if (text === undefined) return null;
  const minutes = parseClock(text);
  if (minutes === null) throw new WrongUsage(`--until: found ${text}, wanted a time of the day such as 13:30.`);
  return minutes;
}

function readMission(slug: string): string {
  if (isMissionSlug(slug) && isExercise(slug)) return slug;
  throw new WrongUsage(
    `--mission: found ${slug}, wanted ${EXERCISE_BEGINNING} and then small Latin letters, digits and hyphens. Only exercises are rehearsed in.`,
  );
}

/** Elsewhere than on this machine may stand a server that people work on: then somebody has to mean it. */
function readServer({ values, flags }: Arguments): string | null {
  const text = values.get('server');
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/')
    throw new WrongUsage(`--server: found ${text}, wanted an address such as http://localhost:8391.`);
  if (!LOOPBACK.has(url.hostname) && !flags.has('elsewhere'))
    throw new Refusal(
      `Rehearse at ${url.origin}: it is not this machine. Where that is meant, say --elsewhere as well.`,
    );
  return url.origin;
}

function readCredentials({ values }: Arguments, environment: NodeJS.ProcessEnv) {
  const [signInName, code] = [values.get('sign-in'), values.get('code')];
  const password = environment.SCRUTINEER_PASSWORD;
  if (signInName === undefined || code === undefined || password === undefined)
    throw new WrongUsage(
      'A server that runs already needs --sign-in NAME, --code CODE (of the authenticator app) and SCRUTINEER_PASSWORD in the environment.',
    );
  return { signInName, password, code };
}
