import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { Clock } from '../../../../../kernel/time/clock.ts';
import type { Watch } from '../../../../../platform/db/noted/security-event.ts';
import type { BlobStore } from '../../../../../platform/files/blobs/blob-store.ts';
import type { UploadFolder } from '../../../../../platform/files/uploads/upload-folder.ts';
import type { DeviceKeeper } from '../../../../mission/devices/access.ts';
import type { Intake } from '../../arrival.ts';

/** What the door of the phone app stands on; the app that composes the server makes it once. */
export interface SyncGround {
  readonly sql: Sql;
  readonly clock: Clock;
  readonly log: Logger;
  /** How many proxies stand before the server. */
  readonly proxies: number;
  /** Takes note of requests that no device signed; absent: nobody does. */
  readonly watch?: Watch;
  readonly intake: Intake;
  readonly devices: Pick<DeviceKeeper, 'byName' | 'seen'>;
  readonly blobs: BlobStore;
  /** Where files are on their way, on the file system of `blobs`. */
  readonly uploads: UploadFolder;
}
