import { createHash } from 'node:crypto';
import { Problem } from '../../../../../../platform/http/problem.ts';
import type { KnownDevice } from '../../../../../mission/devices/device.ts';
import type { UploadMetadata } from '../../../contract/sync.ts';
import { type Claim, requireSignature } from '../enter.ts';
import type { SyncGround } from '../ground.ts';
import { finishUpload } from './finish-upload.ts';
import { MOST_FILE_BYTES, readCount, readMetadata, requireVersion, TUS_VERSION, tusReply } from './tus.ts';

/** Answers OPTIONS: what of the protocol is spoken here. */
export function tellUploads(): Response {
  return tusReply(204, {
    'tus-version': TUS_VERSION,
    'tus-extension': 'creation,checksum,termination',
    'tus-checksum-algorithm': 'sha256',
    'tus-max-size': String(MOST_FILE_BYTES),
  });
}

/** Answers the request that begins an upload. The same file of the same report is the same upload, however often it is begun. */
export async function createUpload(
  { request, claim }: { readonly request: Request; readonly claim: Claim },
  ground: SyncGround,
): Promise<Response> {
  const { uploads, blobs } = ground;
  requireVersion(request);
  requireSignature(claim, request, null);
  const bytes = readCount(request, 'upload-length');
  if (bytes > MOST_FILE_BYTES) throw new Problem('too-large', { limitBytes: MOST_FILE_BYTES });
  const { report, name, sha256, type = 'application/octet-stream' } = readMetadata(request);
  if (!(await blobs.roomFor('file'))) throw new Problem('out-of-space');
  const { device } = claim;
  const id = uploadIdOf(device, { report, name, sha256 }, bytes);
  await uploads.begin({ id, owner: device.id, bytes, sha256, about: { report, name, type } });
  // Of an empty file nothing more is sent.
  const empty = bytes === 0 ? await uploads.find(device.id, id) : null;
  if (empty !== null) await finishUpload(empty, device, ground);
  return tusReply(201, { location: `${new URL(request.url).pathname}/${id}` });
}

function uploadIdOf(device: KnownDevice, { report, name, sha256 }: UploadMetadata, bytes: number): string {
  const what = JSON.stringify([device.id, report, name, sha256, bytes]);
  return createHash('sha256').update(what).digest('hex').slice(0, 32);
}
