import { readWork } from '../../../../features/field/reports/store/export/read-everything.ts';
import { listDevices } from '../../../../features/mission/devices/store/list-devices.ts';
import { listAccounts } from '../../../../features/office/accounts/store/keep-accounts.ts';
import { ACT_COLUMNS, actCells } from '../../../../features/office/history/act.ts';
import { eachAct } from '../../../../features/office/history/store.ts';
import type { Taking } from './taking.ts';

const timeOf = (at: Date | null) => at?.toISOString() ?? '';

const PEOPLE = ['id', 'person', 'signs_in_as', 'role', 'created_at', 'disabled_at'];

/** Takes out who has an account: nothing by which anybody could sign in. */
export async function takePeople({ sql, archive, names }: Taking): Promise<void> {
  const table = await archive.table('people.csv', PEOPLE);
  const accounts = await listAccounts(sql);
  const rows = accounts.map(({ id, name, signInName, role, createdAt, disabledAt }) => {
    const called = names.areShown ? signInName : '';
    return [id, names.of(id, name), called, role, timeOf(createdAt), timeOf(disabledAt)];
  });
  await table.add(rows);
  await table.end();
}

const DEVICES = [
  'pseudonym',
  'device',
  'login',
  'kind',
  'created_at',
  'enrolled_at',
  'last_seen_at',
  'revoked_at',
  'revoked_because',
];

interface MissionPlace {
  readonly id: string;
  readonly folder: string;
}

/** Takes out which devices report to a mission: no token, no password and no hash of one. */
export async function takeDevices({ sql, archive, names }: Taking, { id, folder }: MissionPlace): Promise<void> {
  const table = await archive.table(`${folder}/devices.csv`, DEVICES);
  const devices = await listDevices(sql, id);
  const rows = devices.map((device) => [
    device.pseudonym,
    ...[names.of(device.id, device.name), names.areShown ? (device.login ?? '') : '', device.kind],
    ...[timeOf(device.createdAt), timeOf(device.enrolledAt), timeOf(device.lastSeenAt), timeOf(device.revokedAt)],
    names.text(device.revocationReason),
  ]);
  await table.add(rows);
  await table.end();
}

/** Takes out what people did to the reports of a mission, and wrote to them. */
export async function takeWork({ sql, archive, names }: Taking, { id, folder }: MissionPlace): Promise<void> {
  const columns = ['report', 'at', 'act', 'by', 'text', 'station', 'version_sha256'];
  const table = await archive.table(`${folder}/acts-on-reports.csv`, columns);
  const work = await readWork(sql, id, null);
  const rows = work.map(({ report, at, kind, byId, byName, text, station, version }) => {
    return [report, timeOf(at), kind, names.of(byId, byName), names.text(text), station, version];
  });
  await table.add(rows);
  await table.end();
}

/** Takes out the history of the whole server, as a table and as lines of JSON. @returns how many acts. */
export async function takeHistory({ sql, archive, names }: Taking): Promise<number> {
  const table = await archive.table('history/acts.csv', ACT_COLUMNS);
  const lines = await archive.lines('history/acts.ndjson');
  let count = 0;
  for await (const some of eachAct(sql)) {
    const acts = some.map((act) => names.act(act));
    await table.add(acts.map(actCells));
    await lines.add(acts.map((act) => `${JSON.stringify(act)}\n`).join(''));
    count += acts.length;
  }
  await table.end();
  await lines.end();
  return count;
}
