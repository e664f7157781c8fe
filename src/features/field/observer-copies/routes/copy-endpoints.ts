import type { BlobStore } from '../../../../platform/files/blobs/blob-store.ts';
import { patientStream } from '../../../../platform/files/patient-stream.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import { getMission } from '../../../mission/missions/access.ts';
import { copyParams } from '../contract.ts';
import { copyFileName } from '../observer-copy.ts';
import { findCopiedDevice } from '../store.ts';
import { StreamedZip } from './stream-zip.ts';
import { writeCopy } from './write-copy.ts';

/** What copies are made with. */
export interface CopyGround {
  readonly blobs: Pick<BlobStore, 'open'>;
}

/** How an observer gets what is kept of them: an administrator makes the copy, and hands it over. */
export function copyEndpoints({ blobs }: CopyGround): readonly Endpoint[] {
  return [ready, copy(blobs)];
}

const reads = ({ params }: { readonly params: { readonly mission: string; readonly device: string } }) => ({
  what: 'observer-copy',
  subject: { kind: 'device', id: `${params.mission}/${params.device}` },
});

/** Asked before the browser fetches the file by itself: a refusal is then told by the page. */
const ready = defineEndpoint({
  method: 'GET',
  path: '/api/missions/:mission/devices/:device/copy',
  access: 'administrator',
  recentSignIn: true,
  params: copyParams,
  reads,
  handle: async ({ sql, params }): Promise<{ readonly fileName: string }> => {
    const { mission, device } = await getDevice(sql, params);
    return { fileName: copyFileName(mission.slug, device.pseudonym) };
  },
});

/** Each holds a connection as long as somebody takes it. */
const MOST_AT_ONCE = 2;
let running = 0;

const copy = (blobs: CopyGround['blobs']) =>
  defineEndpoint({
    method: 'GET',
    path: '/api/missions/:mission/devices/:device/copy.zip',
    access: 'administrator',
    recentSignIn: true,
    params: copyParams,
    streams: true,
    reads,
    handle: async ({ pool, sql, params, now, audit }): Promise<Response> => {
      const { mission, device } = await getDevice(sql, params);
      if (running >= MOST_AT_ONCE) throw new Problem('busy', { seconds: 10 });
      await audit({
        action: 'device.copied',
        subject: { kind: 'device', id: `${mission.slug}/${device.pseudonym}` },
        electionId: mission.electionId,
        parameters: { name: device.name, kind: device.kind },
      });
      running += 1;
      const stream = patientStream(
        async (write) => {
          const zip = new StreamedZip(write);
          const order = { mission, device, blobs, madeAt: now };
          await pool.begin('isolation level repeatable read read only', (snapshot) => writeCopy(snapshot, zip, order));
        },
        () => {
          running -= 1;
        },
      );
      return new Response(stream, { headers: headersOf(copyFileName(mission.slug, device.pseudonym)) });
    },
  });

function headersOf(fileName: string): Record<string, string> {
  return {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store, no-transform',
  };
}

/** @throws Problem `not-found` */
async function getDevice(sql: Db, params: { readonly mission: string; readonly device: string }) {
  const mission = await getMission(sql, params.mission);
  const device = await findCopiedDevice(sql, mission.id, params.device);
  if (device === null) throw new Problem('not-found', { what: `device ${params.device}` });
  return { mission, device };
}
