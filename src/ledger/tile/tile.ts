/** Hashes of a full tile, and entries of a full bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;

const HIGHEST_LEVEL = 63;

/**
 * A file of a tiled log (C2SP tlog-tiles). Of a level: a tile, whose hashes are the roots of perfect subtrees of
 * 256^level leaves. `entries`: a bundle of the leaves themselves.
 */
export interface Tile {
  readonly level: number | 'entries';
  /** Which tile of its level, from 0 on. */
  readonly index: number;
  /** How many hashes or entries it holds: 256 where it is full, else 1 to 255. */
  readonly width: number;
}

/**
 * Where the file lies below the prefix of the log.
 *
 * @example formatTilePath({ level: 0, index: 1234067, width: 256 }) // 'tile/0/x001/x234/067'
 * @example formatTilePath({ level: 'entries', index: 0, width: 7 }) // 'tile/entries/000.p/7'
 */
export function formatTilePath({ level, index, width }: Tile): string {
  const groups = [];
  for (let rest = index; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`${groups.length > 0 ? 'x' : ''}${String(rest % 1000).padStart(3, '0')}`);
  }
  const suffix = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${level}/${groups.join('/')}${suffix}`;
}

const TILE_PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/**
 * The file that a path names; null where it is no path of a tile as `formatTilePath` writes it: every file has one path,
 * and no path leads out of the log.
 */
export function parseTilePath(path: string): Tile | null {
  const match = TILE_PATH.exec(path);
  if (match === null) return null;
  const [, levelText = '', upper = '', last = '', widthText] = match;
  const level = levelText === 'entries' ? levelText : Number(levelText);
  const index = Number(upper.replace(/[x/]/g, '') + last);
  const width = widthText === undefined ? TILE_WIDTH : Number(widthText);
  const isWithin = (level === 'entries' || level <= HIGHEST_LEVEL) && Number.isSafeInteger(index);
  if (!isWithin || (widthText !== undefined && width >= TILE_WIDTH)) return null;
  // Groups of zeros at the beginning would be a second path to the same file.
  return upper.startsWith('x000/') ? null : { level, index, width };
}

/** How many hashes the tiles of a level hold together in a tree of `size` leaves. */
export function hashesAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/**
 * The files that are new when a log grows from one size to another: for every level the tiles that became full and the
 * partial one at the end, and the same of the bundles of entries. A file of a width that was there before is not among them.
 *
 * @throws RangeError unless 0 ≤ oldSize ≤ size ≤ 2^53 − 1.
 */
export function tilesOfGrowth(oldSize: number, size: number): Tile[] {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > size) {
    throw new RangeError(`Expected a log that grows but found sizes ${oldSize} and ${size}`);
  }
  const tiles = newTiles('entries', oldSize, size);
  for (let level = 0; hashesAt(level, size) > hashesAt(level, oldSize); level += 1) {
    tiles.push(...newTiles(level, hashesAt(level, oldSize), hashesAt(level, size)));
  }
  return tiles;
}

function newTiles(level: Tile['level'], oldCount: number, count: number): Tile[] {
  const first = Math.floor(oldCount / TILE_WIDTH);
  const end = count > oldCount ? Math.ceil(count / TILE_WIDTH) : first;
  return Array.from({ length: end - first }, (_, at) => {
    const index = first + at;
    return { level, index, width: Math.min(TILE_WIDTH, count - index * TILE_WIDTH) };
  });
}
