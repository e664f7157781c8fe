import { type BackupFault, findBackupFault, lastBackup } from '../../../platform/backup/last-backup.ts';
import { type Db, defineEndpoint, type Endpoint } from '../../../platform/http/endpoint.ts';
import type { BackupsBody } from './contract.ts';

/** What is needed to tell how it stands with the backups. */
export interface BackupGround {
  readonly dataFolder: string;
  /** How often there should be one, in milliseconds. */
  readonly everyMs: number;
}

/** What administrators can ask about backups. */
export function backupEndpoints({ dataFolder, everyMs }: BackupGround): readonly Endpoint[] {
  const standing = defineEndpoint({
    method: 'GET',
    path: '/api/backups',
    access: 'administrator',
    handle: async ({ sql, now }): Promise<BackupsBody> => {
      const record = lastBackup(dataFolder);
      const fault = findBackupFault(record, { now, everyMs });
      const { good } = record;
      return {
        // Who only tries the desk needs none.
        fault: fault?.kind === 'none' && !(await hasMission(sql)) ? null : onWire(fault),
        good: good && {
          holdsAt: good.snapshotAt.toISOString(),
          id: good.id,
          missing: good.missing?.count ?? 0,
          mended: good.mended?.count ?? 0,
        },
      };
    },
  });
  return [standing];
}

function onWire(fault: BackupFault | null): BackupsBody['fault'] {
  return fault === null || fault.kind === 'none' ? fault : { ...fault, at: fault.at.toISOString() };
}

async function hasMission(sql: Db): Promise<boolean> {
  const [found] = await sql<{ any: boolean }[]>`select exists (select from mission) as any`;
  return found?.any === true;
}
