/** The rooms of the house: what a file is, told from where it lies. */
export type Room =
  | 'kernel'
  | 'stats'
  | 'xforms'
  | 'ledger'
  | 'server platform'
  | 'browser platform'
  | 'noun'
  | 'contract'
  | 'store'
  | 'files'
  | 'access'
  | 'routes'
  | 'screens'
  | 'app';

/** Where a file of `src/` stands. */
export interface Standing {
  readonly room: Room;
  /** `db`, `ui`, … within the platform; empty elsewhere. */
  readonly part: string;
  /** `register` within the features; empty elsewhere. */
  readonly wing: string;
  /** `register/claims` within the features; empty elsewhere. */
  readonly slice: string;
}

const PURE_ROOMS = ['kernel', 'stats', 'xforms', 'ledger'] as const;
const SERVER_PLATFORM = ['db', 'http', 'log', 'jobs', 'files', 'columns', 'backup', 'wire'];
const BROWSER_PLATFORM = ['ui', 'offline', 'i18n'];

/** The wings, lowest first; those in one row stand side by side and know nothing of each other. */
export const WINGS: readonly (readonly string[])[] = [
  ['office'],
  ['register'],
  ['mission'],
  ['field'],
  ['law', 'results'],
  ['release'],
];

/**
 * The five files of a slice; `files`, how it lies in a folder of the user; `access`, the door through which routes of
 * higher slices come to what the slice guards; and jobs, which live by the rules of routes.
 * Everything else in a slice is its noun.
 */
const SLICE_ROOMS: Readonly<Record<string, Room>> = {
  contract: 'contract',
  store: 'store',
  files: 'files',
  access: 'access',
  routes: 'routes',
  jobs: 'routes',
  screens: 'screens',
};

/** Where the file stands, or null where no room of the house holds it. */
export function standingOf(path: string): Standing | null {
  const [src, room = '', ...rest] = path.split('/');
  if (src !== 'src') return null;
  const nowhere = { part: '', wing: '', slice: '' };
  const pure = PURE_ROOMS.find((name) => name === room);
  if (pure !== undefined) return { room: pure, ...nowhere };
  if (room === 'apps') return { room: 'app', ...nowhere };
  if (room === 'platform') return platformStanding(rest[0] ?? '');
  if (room === 'features') return sliceStanding(rest);
  return null;
}

/** Whether a file must do without DOM, Node.js, clock and chance. */
export function isPure(standing: Standing): boolean {
  return standing.room === 'noun' || PURE_ROOMS.some((room) => room === standing.room);
}

function platformStanding(part: string): Standing | null {
  const place = { part, wing: '', slice: '' };
  if (SERVER_PLATFORM.includes(part)) return { room: 'server platform', ...place };
  return BROWSER_PLATFORM.includes(part) ? { room: 'browser platform', ...place } : null;
}

function sliceStanding([wing = '', slice = '', file]: readonly string[]): Standing | null {
  if (file === undefined || !WINGS.flat().includes(wing)) return null;
  const room = SLICE_ROOMS[file.replace(/\.tsx?$/, '')] ?? 'noun';
  return { room, part: '', wing, slice: `${wing}/${slice}` };
}
