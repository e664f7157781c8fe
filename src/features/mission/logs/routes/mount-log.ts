import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import { parseTilePath, TILE_WIDTH } from '../../../../ledger/tile/tile.ts';
import { folderSource } from '../../../../platform/log/serve/log-source.ts';
import { readServedCheckpoint, WITNESSED } from '../../../../platform/log/serve/served-checkpoint.ts';
import { isMissionSlug } from '../../missions/observation-mission.ts';

/** Where the logs lie, and by which keys they are verified. */
export interface ServedLogs {
  /** The folder that holds a folder for each mission. */
  readonly folder: string;
  /** The verifier key of a mission's log, as C2SP signed-note writes it; null where there is no such log. */
  readonly findKey: (missionSlug: string) => Promise<string | null>;
}

const TEXT = 'text/plain; charset=utf-8';
const YEAR = 'public, max-age=31536000, immutable';
const ANEW = 'no-cache';

/**
 * Adds the public files of the logs to `app`: `/log/<mission>/checkpoint`, `tile/…` as C2SP tlog-tiles has them; `witnessed`,
 * the newest checkpoint that enough witnesses confirmed; `key`. Any site may read them. The database is not asked.
 */
export function mountLog(app: Hono, { folder, findKey }: ServedLogs): void {
  const keys = new Map<string, string>();
  app.get('/log/:mission/*', async (c) => {
    const mission = c.req.param('mission');
    if (!isMissionSlug(mission)) return absent();
    const path = c.req.path.slice(`/log/${mission}/`.length);
    if (path === 'key') return await answerKey(mission, { keys, findKey });
    if (path === 'checkpoint') return await answerCheckpoint(join(folder, mission));
    const tile = parseTilePath(path);
    if (tile === null && path !== WITNESSED) return absent();
    const isFull = tile?.width === TILE_WIDTH;
    return await answerFile(c, join(folder, mission, path), {
      'content-type': tile === null ? TEXT : 'application/octet-stream',
      'cache-control': isFull ? YEAR : ANEW,
    });
  });
}

/** Keys of logs never change: each is looked up once. */
async function answerKey(
  mission: string,
  { keys, findKey }: Pick<ServedLogs, 'findKey'> & { readonly keys: Map<string, string> },
): Promise<Response> {
  const key = keys.get(mission) ?? (await findKey(mission));
  if (key === null) return absent();
  keys.set(mission, key);
  return open(`${key}\n`, { 'content-type': TEXT, 'cache-control': ANEW });
}

async function answerCheckpoint(folder: string): Promise<Response> {
  const note = await readServedCheckpoint(folderSource(folder));
  return note === null ? absent() : open(note, { 'content-type': TEXT, 'cache-control': ANEW });
}

async function answerFile(c: Context, path: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  const size = await sizeOf(path);
  if (size === null) return absent();
  const withLength = { ...headers, 'content-length': String(size) };
  if (c.req.method === 'HEAD') return open(null, withLength);
  return open(Readable.toWeb(createReadStream(path)) as ReadableStream, withLength);
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : null;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

function open(body: BodyInit | null, headers: Readonly<Record<string, string>>): Response {
  return new Response(body, {
    headers: { ...headers, 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' },
  });
}

function absent(): Response {
  const headers = { 'content-type': TEXT, 'cache-control': 'no-store', 'access-control-allow-origin': '*' };
  return new Response('Not found\n', { status: 404, headers });
}
