import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { isUuid } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../platform/http/access.ts';
import { download } from '../../../../platform/http/download.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { exportParams } from '../contract.ts';
import { DICTIONARY, folderOfExport, RESULT } from '../jobs/export-folder.ts';
import { findExport, type StoredExport } from '../store/keep-jobs.ts';
import { wantedBytes } from './byte-range.ts';

/** The file of an export, and the data dictionary beside it: for whoever asked for it alone, for as long as it is kept. */
export function fileEndpoints(folder: string): readonly Endpoint[] {
  return [fileOf(folder), dictionaryOf(folder), ready];
}

/** Whoever asks for what is not theirs is noted. */
const reads = ({ params }: { readonly params: { readonly id: string } }) => ({
  what: 'export',
  subject: { kind: 'export', id: params.id },
});

const fileOf = (folder: string) =>
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/exports/:id/file',
    access: 'reader',
    recentSignIn: true,
    params: exportParams,
    streams: true,
    reads,
    handle: async ({ sql, params, actor, now, request, audit }) => {
      const mission = await getMission(sql, params.mission);
      const found = await getOwn(sql, mission.id, { id: params.id, actor, now });
      const reply = await serve(join(folderOfExport(folder, params.id), RESULT), found, request.headers);
      // What goes on where it broke off is one download.
      if (isBeginning(reply)) {
        const subject = { kind: 'export', id: params.id };
        const parameters = { label: found.formTitle, file: found.fileName ?? '', mission: mission.slug };
        await audit({ action: 'export.downloaded', subject, electionId: mission.electionId, parameters });
      }
      return reply;
    },
  });

const dictionaryOf = (folder: string) =>
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/exports/:id/dictionary.csv',
    access: 'reader',
    params: exportParams,
    reads,
    handle: async ({ sql, params, actor, now }) => {
      const mission = await getMission(sql, params.mission);
      const found = await getOwn(sql, mission.id, { id: params.id, actor, now });
      const text = await readFile(join(folderOfExport(folder, params.id), DICTIONARY), 'utf8');
      const name = `${found.fileName?.replace(/\.\w+$/, '')}-dictionary.csv`;
      return download(text, { type: 'text/csv; charset=utf-8', name });
    },
  });

/** Asked before the browser fetches the file by itself: a refusal is then told by the page. */
const ready = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/exports/:id/ready',
  access: 'reader',
  recentSignIn: true,
  params: exportParams,
  reads,
  handle: async ({ sql, params, actor, now }): Promise<{ readonly fileName: string | null }> => {
    const mission = await getMission(sql, params.mission);
    const { fileName } = await getOwn(sql, mission.id, { id: params.id, actor, now });
    return { fileName };
  },
});

/** @throws Problem `not-found`: there is none, it is somebody else's, or its file is gone or not there yet. */
async function getOwn(
  sql: Db,
  missionId: string,
  { id, actor, now }: { readonly id: string; readonly actor: Actor; readonly now: Date },
): Promise<StoredExport & { readonly bytes: number }> {
  const found = isUuid(id) ? await findExport(sql, missionId, id) : null;
  const isKept = found?.state === 'done' && found.expiresAt !== null && found.expiresAt > now;
  if (found === null || !isKept || found.askedById !== actor.id || found.bytes === null) {
    throw new Problem('not-found', { what: `export ${id}` });
  }
  return { ...found, bytes: found.bytes };
}

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};

async function serve(
  path: string,
  {
    bytes,
    sha256,
    fileName,
  }: { readonly bytes: number; readonly sha256: string | null; readonly fileName: string | null },
  asked: Headers,
): Promise<Response> {
  const [name, tag] = [fileName ?? 'export', `"${sha256}"`];
  const headers = new Headers({
    'content-type': TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    // Packed on the way, no part of it could be asked for.
    'cache-control': 'no-store, no-transform',
    'accept-ranges': 'bytes',
    etag: tag,
  });
  const wanted = wantedBytes(asked.get('range'), bytes, { condition: asked.get('if-range'), tag });
  if (wanted.kind === 'none') {
    headers.set('content-range', `bytes */${bytes}`);
    return new Response(null, { status: 416, headers });
  }
  const [first, last] = wanted.kind === 'all' ? [0, bytes - 1] : [wanted.first, wanted.last];
  headers.set('content-length', String(last - first + 1));
  if (wanted.kind === 'some') headers.set('content-range', `bytes ${first}-${last}/${bytes}`);
  const status = wanted.kind === 'some' ? 206 : 200;
  if (bytes === 0) return new Response('', { status, headers });
  const file = await open(path, 'r');
  const stream = file.createReadStream({ start: first, end: last, highWaterMark: 262_144 });
  return new Response(Readable.toWeb(stream) as ReadableStream, { status, headers });
}

function isBeginning(reply: Response): boolean {
  const range = reply.headers.get('content-range');
  return reply.status === 200 || range?.startsWith('bytes 0-') === true;
}
