import { Problem } from '../../../../../../platform/http/problem.ts';
import { busy } from '../../openrosa/submission/collect-parts.ts';
import type { WorkTicket } from '../../openrosa/submission/work-budget.ts';
import { type Claim, requireSignature } from '../enter.ts';
import type { SyncGround } from '../ground.ts';
import { finishUpload } from './finish-upload.ts';
import { readChecksum, readCount, requireVersion, tusReply } from './tus.ts';

interface Asked {
  readonly request: Request;
  readonly claim: Claim;
  readonly ticket: WorkTicket;
}

/** So much of a piece is held in memory at a time. */
const HELD_BYTES = 600_000;
const PIECE_TYPE = 'application/offset+octet-stream';

/** Answers HEAD, PATCH and DELETE of an upload, which is seen by the device alone that began it. */
export async function answerUpload(asked: Asked, ground: SyncGround): Promise<Response> {
  const { request, claim } = asked;
  requireVersion(request);
  requireSignature(claim, request, null);
  const id = new URL(request.url).pathname.split('/').at(-1) ?? '';
  if (!/^[0-9a-f]{32}$/.test(id)) throw new Problem('not-found');
  const owner = claim.device.id;
  if (request.method === 'DELETE') {
    if ((await ground.uploads.peek(owner, id)) === null) throw new Problem('not-found');
    await ground.uploads.remove(owner, id);
    return tusReply(204, {});
  }
  return request.method === 'HEAD'
    ? await tellOffset(asked, { owner, id, ground })
    : await addPiece(asked, { owner, id, ground });
}

interface Wanted {
  readonly owner: string;
  readonly id: string;
  readonly ground: SyncGround;
}

/** Whoever asks has to know how to go on: what has come whole and was not finished, because somebody pulled a plug, is. */
async function tellOffset({ claim }: Asked, { owner, id, ground }: Wanted): Promise<Response> {
  const found = await ground.uploads.find(owner, id);
  if (found === null) throw new Problem('not-found');
  const offset = await finishUpload(found, claim.device, ground);
  return tusReply(200, { 'upload-offset': String(offset), 'upload-length': String(found.bytes) });
}

async function addPiece({ request, claim, ticket }: Asked, { owner, id, ground }: Wanted): Promise<Response> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== PIECE_TYPE) throw new Problem('unsupported-media', { wanted: PIECE_TYPE });
  const [offset, sha256] = [readCount(request, 'upload-offset'), readChecksum(request)];
  if (!ticket.grow(HELD_BYTES)) throw busy();
  if (!(await ground.blobs.roomFor('file'))) throw new Problem('out-of-space');
  const upload = await ground.uploads.peek(owner, id);
  if (upload === null) throw new Problem('not-found');
  if (upload.isDone && offset !== upload.bytes) throw new Problem('upload-offset', { offset: upload.bytes });
  const after = upload.isDone
    ? offset
    : await ground.uploads.append(upload, { offset, source: bodyOf(request), sha256 });
  await finishUpload({ ...upload, offset: after }, claim.device, ground);
  return tusReply(204, { 'upload-offset': String(after) });
}

async function* bodyOf(request: Request): AsyncIterable<Uint8Array> {
  yield* request.body ?? [];
}
