import { parseHex } from '../../../../../../kernel/bytes/hex.ts';
import { must } from '../../../../../../kernel/result.ts';
import type { Upload, UploadPlan } from '../../../../../../platform/files/uploads/upload-folder.ts';
import { Problem } from '../../../../../../platform/http/problem.ts';
import type { KnownDevice } from '../../../../../mission/devices/device.ts';
import { reportIdOf } from '../../../report-id.ts';
import { hasReported } from '../../../store/has-reported.ts';
import type { SyncGround } from '../ground.ts';

/**
 * Stores and logs a file that has come whole; nothing happens to one that has not, or is done.
 *
 * @returns how much of it is there, when that is done.
 * @throws Problem `checksum-differs`, `intake-closed`, `unavailable`.
 */
export async function finishUpload(upload: Upload, device: KnownDevice, ground: SyncGround): Promise<number> {
  if (upload.isDone || upload.offset < upload.bytes) return upload.offset;
  await ground.uploads.complete(upload, (path) => takeFile(path, { upload, device, ground }));
  return upload.bytes;
}

async function takeFile(
  path: string,
  { upload, device, ground }: { upload: UploadPlan; device: KnownDevice; ground: SyncGround },
): Promise<void> {
  const { report = '', name = '', type: contentType = '' } = upload.about;
  const reportId = reportIdOf(device.missionId, report);
  // What a device that was revoked sends is held with its own report, and is never put beside what others sent.
  if (device.isRevoked && !(await hasReported(ground.sql, reportId, device.id))) throw new Problem('device-revoked');
  const sha256 = must(parseHex(upload.sha256), `Read the hash of an upload: ${upload.sha256}`);
  const { bytes } = await ground.blobs.adopt(path, sha256);
  await ground.intake.takeFiles(device.missionId, {
    reportId,
    channel: 'app',
    sender: { deviceId: device.id, pseudonym: device.pseudonym, courierId: null },
    files: [{ name, sha256, bytes, contentType }],
  });
}
