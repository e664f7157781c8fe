import { writeAudit } from '../../../../../../platform/db/audit.ts';
import type { KnownDevice } from '../../../../../mission/devices/device.ts';
import type { Channel } from '../../../arrival.ts';
import type { OpenRosaGround } from '../ground.ts';

/** Notes that a record of a device was an attack, which nobody keeps. */
export type NoteRefusal = (device: KnownDevice, code: string) => Promise<void>;

/** One entry a minute says enough of a device that sends nothing else. */
const PAUSE_MS = 60_000;
const MOST_REMEMBERED = 4_096;

export function createRefusalNotes(
  { sql, clock, log }: Pick<OpenRosaGround, 'sql' | 'clock' | 'log'>,
  channel: Channel = 'odk',
): NoteRefusal {
  const noted = new Map<string, number>();
  return async (device, code) => {
    log.warn({ device: device.id, code }, 'a record was refused');
    const now = clock.now();
    if (Math.abs(now - (noted.get(device.id) ?? -Infinity)) < PAUSE_MS) return;
    noted.delete(device.id);
    noted.set(device.id, now);
    const [oldest] = noted.keys();
    if (noted.size > MOST_REMEMBERED && oldest !== undefined) noted.delete(oldest);
    await writeAudit(sql, {
      at: new Date(now),
      actorId: null,
      actorName: device.name,
      action: 'report.refused',
      electionId: null,
      subjectKind: 'device',
      subjectKey: `${device.missionSlug}/${device.pseudonym}`,
      reason: null,
      details: { code, channel },
    });
  };
}
