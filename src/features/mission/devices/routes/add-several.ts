import { randomBytes } from 'node:crypto';
import { uuidV7 } from '../../../../kernel/ids.ts';
import { must } from '../../../../kernel/result.ts';
import { writeCsv } from '../../../../platform/files/tables/csv.ts';
import type { Db } from '../../../../platform/http/endpoint.ts';
import { Problem } from '../../../../platform/http/problem.ts';
import type { DeviceKind } from '../device.ts';
import { findNameFaults, readNames } from '../device-names.ts';
import type { DeviceSecrets } from '../device-replies.ts';
import { holdNames } from '../store/list-devices.ts';
import { addDevice, type MissionOfDevices, type Setting } from './change-devices.ts';

/** Devices of one kind that somebody wants, by the lines of their list. */
export interface WantedDevices {
  readonly names: readonly string[];
  readonly kind: DeviceKind;
}

/**
 * Adds a device for each name of a list, none with a login: all, or none where anything is wrong with the list.
 *
 * @returns their secrets in the order of the list, which nobody can be told again.
 * @throws Problem `names-refused` with everything that is wrong.
 */
export async function addSeveral(
  sql: Db,
  mission: MissionOfDevices,
  { names, kind, ...setting }: WantedDevices & Setting,
): Promise<DeviceSecrets[]> {
  const listed = readNames(names);
  const faults = findNameFaults(listed, await holdNames(sql, mission.id));
  if (faults.length > 0) {
    const issues = faults.map((fault) => ({ ...fault, severity: 'error' as const }));
    throw new Problem('names-refused', { count: issues.length }, issues);
  }
  // In the order of the list, so that lists of devices of one moment keep it.
  const ids = listed.map(() => uuidV7(setting.at.getTime(), randomBytes(10))).sort();
  const made: DeviceSecrets[] = [];
  for (const [index, { name }] of listed.entries()) {
    const id = must(ids[index], 'Add several devices: no id');
    made.push(await addDevice(sql, mission, { id, name, kind, login: null, ...setting }));
  }
  return made;
}

const COLUMNS = ['name', 'pseudonym', 'kind', 'url', 'qr', 'ends_at'];

/** Devices and how phones become them, as a CSV file: `url` is for the hand, `qr` the text of the QR code. */
export function writeSeveral(devices: readonly DeviceSecrets[]): string {
  const rows = devices.map((device) => {
    const { name, pseudonym, kind } = device;
    const way = device.kind === 'odk' ? [device.openRosaUrl, device.qr, ''] : [device.link, device.link, device.endsAt];
    return [name, pseudonym, kind, ...way];
  });
  return writeCsv(COLUMNS, rows);
}
