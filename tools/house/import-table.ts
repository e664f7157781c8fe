import { type Room, type Standing, WINGS } from './rooms.ts';

const PURE: readonly Room[] = ['kernel', 'stats', 'xforms', 'ledger'];

/** Rooms that each room may import from, nouns and slices apart. */
const ROOMS: Readonly<Record<Room, readonly Room[]>> = {
  kernel: ['kernel'],
  stats: ['kernel', 'stats'],
  xforms: ['kernel', 'xforms'],
  ledger: ['kernel', 'ledger'],
  // Tables that people make come as CSV or as workbooks.
  'server platform': ['kernel', 'ledger', 'xforms', 'server platform'],
  'browser platform': ['kernel', 'ledger', 'xforms', 'browser platform'],
  noun: PURE,
  contract: PURE,
  store: PURE,
  files: PURE,
  access: PURE,
  routes: PURE,
  screens: PURE,
  app: [
    ...PURE,
    'server platform',
    'browser platform',
    'app',
    'noun',
    'contract',
    'store',
    'files',
    'access',
    'routes',
    'screens',
  ],
};

/** Parts of the platform that a room of a slice may import from. */
const PLATFORM: Partial<Record<Room, readonly string[]>> = {
  contract: ['wire'],
  store: ['db', 'http', 'columns'],
  files: ['files', 'http'],
  access: ['db', 'http'],
  routes: ['db', 'http', 'log', 'jobs', 'files', 'columns', 'wire'],
  screens: ['ui', 'offline', 'i18n'],
};

/** Files of its own slice that a room of a slice may import from. */
const OWN: Partial<Record<Room, readonly Room[]>> = {
  noun: ['noun'],
  contract: ['noun', 'contract'],
  store: ['noun', 'files', 'store'],
  files: ['noun', 'files'],
  access: ['noun', 'store'],
  routes: ['noun', 'contract', 'store', 'files', 'access', 'routes'],
  screens: ['noun', 'contract', 'screens'],
};

/** Whether a file that stands at `from` may import one that stands at `to`. */
export function mayImport(from: Standing, to: Standing): boolean {
  if (from.room === 'app') return true;
  if (ROOMS[from.room].includes(to.room)) return true;
  if (to.part !== '') return PLATFORM[from.room]?.includes(to.part) ?? false;
  if (from.slice === '' || to.slice === '') return false;
  if (from.slice === to.slice) return OWN[from.room]?.includes(to.room) ?? false;
  if (!isBelow(to.wing, from.wing)) return false;
  if (to.room === 'access') return from.room === 'routes';
  return to.room === 'noun' || (to.room === 'store' && TOP_SLICES.includes(from.slice) && mayStore(from.room));
}

/** Slices at the top of their wing, whose work goes over several: they call the stores below in one transaction. */
const TOP_SLICES = ['register/package', 'register/overview', 'field/retention', 'field/observer-copies'];

function mayStore(room: Room): boolean {
  return room === 'store' || room === 'routes';
}

/** Whether a wing is the other one, or lies lower. */
function isBelow(wing: string, other: string): boolean {
  if (wing === other) return true;
  const rank = (name: string) => WINGS.findIndex((row) => row.includes(name));
  return rank(wing) < rank(other);
}

/** Packages by where they run; what is in neither list has not been decided upon. */
const SERVER_PACKAGES = [
  '@hono/node-server',
  '@myriaddreamin/typst-ts-node-compiler',
  '@node-rs/argon2',
  '@simplewebauthn/server',
  'age-encryption',
  'busboy',
  'csv-parse',
  'csv-stringify',
  'fflate',
  'hono',
  'ical-generator',
  'otpauth',
  'pino',
  'postgres',
  'rate-limiter-flexible',
  'yaml',
  'zod',
];

const BROWSER_PACKAGES = [
  '@fontsource-variable/inter',
  '@fontsource-variable/source-serif-4',
  '@simplewebauthn/browser',
  '@solidjs/router',
  'd3-array',
  'd3-geo',
  'd3-scale',
  'd3-shape',
  'fflate',
  'solid-js',
  'topojson-client',
  'uqr',
  'world-atlas',
];

const PACKAGES: Partial<Record<Room, readonly string[]>> = {
  xforms: ['fflate', 'saxes'],
  'server platform': ['node:', ...SERVER_PACKAGES],
  'browser platform': BROWSER_PACKAGES,
  contract: ['zod'],
  store: ['node:', 'postgres'],
  files: ['node:'],
  routes: ['node:', ...SERVER_PACKAGES],
  screens: BROWSER_PACKAGES,
  app: ['node:', ...SERVER_PACKAGES, ...BROWSER_PACKAGES],
};

/** Whether a file that stands at `from` may import the package or Node.js module `name`. */
export function mayUse(from: Standing, name: string): boolean {
  const wanted = name.startsWith('node:') ? 'node:' : packageOf(name);
  return PACKAGES[from.room]?.includes(wanted) ?? false;
}

function packageOf(name: string): string {
  const parts = name.split('/');
  return parts.slice(0, name.startsWith('@') ? 2 : 1).join('/');
}
