import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { TransactionSql } from 'postgres';
import { renderSVG } from 'uqr';
import { DEVICE_KINDS, type DeviceKind, isLogin } from '../../../features/mission/devices/device.ts';
import { linesOf as linesOfText } from '../../../features/mission/devices/device-names.ts';
import type { DeviceSecrets } from '../../../features/mission/devices/device-replies.ts';
import { addSeveral, writeSeveral } from '../../../features/mission/devices/routes/add-several.ts';
import { addDevice, revoke } from '../../../features/mission/devices/routes/change-devices.ts';
import { listedDevice } from '../../../features/mission/devices/routes/device-endpoints.ts';
import { lockDevice } from '../../../features/mission/devices/store/keep-devices.ts';
import { listDevices } from '../../../features/mission/devices/store/list-devices.ts';
import { getMission, getWorkingMission } from '../../../features/mission/missions/access.ts';
import type { StoredMission } from '../../../features/mission/missions/store.ts';
import { writeAudit } from '../../../platform/db/audit.ts';
import { openDatabase } from '../../../platform/db/connect.ts';
import { onDisk, Refusal } from '../../../platform/db/refusal.ts';
import { findEncodingFault } from '../../../platform/files/encoding.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { addressOf, originWarning, readSettings } from '../../server/settings.ts';
import { type Arguments, readArguments } from '../arguments.ts';
import { type Command, type Terminal, WrongUsage, writeOut } from '../command.ts';
import { refusalOf } from '../refusal-of.ts';

/** `scrutineer device`: the telephones and programs that report to a mission. */
export const device: Command = {
  name: 'device',
  synopsis: 'add NAME | add --file names.txt | list | revoke NAME --mission SLUG [--json]',
  summary: 'Add devices to a mission, list those that are there, or revoke one',
  details: [
    'NAME            whose it is, in your words; to revoke one: this name, its pseudonym or its id',
    '--mission SLUG  the mission that it reports to',
    '--file FILE     adds a device for each line of FILE (UTF-8, at most 200; - is standard input): all, or none and',
    '                says what is wrong line by line; answers with CSV',
    '--kind KIND     odk: ODK Collect and others of its protocol (the rule), or app: our own app',
    '--login NAME    of odk: lets it sign in with this name and a password as well',
    '--reason TEXT   why it is revoked',
    '--qr FILE.svg   writes the QR code into this file',
    '--json          for programs; add answers with openRosaUrl, token and qr (a list with --file), told only once',
    'PORT, SCRUTINEER_ORIGIN, SCRUTINEER_TLS_CERT, SCRUTINEER_DATA, DATABASE_URL as for serve',
  ],
  run,
};

/** A command on the devices of a mission, understood. */
interface Order {
  readonly mission: string;
  readonly given: Arguments;
  readonly origin: string;
  readonly at: Date;
  readonly out: (line: string) => void;
  /** The lines of a list of names; null: none was given. */
  readonly names: readonly string[] | null;
  /** Path of the picture; null: none is wanted. */
  readonly picture: string | null;
}

const ACTS: Readonly<Record<string, (sql: TransactionSql, order: Order) => Promise<void>>> = {
  add: (sql, order) => (order.names === null ? add(sql, order) : addList(sql, order, order.names)),
  list,
  revoke: withdraw,
};

async function run(terminal: Terminal): Promise<number> {
  const [what = ''] = terminal.args;
  const act = Object.hasOwn(ACTS, what) ? ACTS[what] : undefined;
  if (act === undefined) throw new WrongUsage(`device: found ${what || 'nothing'}, wanted add, list or revoke.`);
  const given = readGiven(terminal.args, what);
  const settings = readSettings(terminal.environment, terminal.folder);
  const origin = addressOf(settings);
  const picture = given.values.get('qr') ?? null;
  const order: Order = {
    mission: given.values.get('mission') ?? missing('--mission'),
    given,
    origin,
    at: new Date(),
    names: await readList(given, terminal),
    out: terminal.out,
    picture: picture === null ? null : resolve(terminal.folder, picture),
  };
  const database = await openDatabase({ ...settings, purpose: 'device', sharing: 'join', say: terminal.note });
  try {
    await database.sql.begin((sql) => act(sql, order));
    const warning = what === 'add' ? originWarning(origin) : null;
    if (warning !== null) terminal.note(warning);
    return 0;
  } catch (error) {
    throw error instanceof Problem ? refusalOf(`${what} device`, error) : error;
  } finally {
    await database.close();
  }
}

function readGiven(args: readonly string[], what: string): Arguments {
  const values = ['mission', 'kind', 'login', 'reason', 'qr', ...(what === 'add' ? ['file'] : [])];
  const hasNoName = what === 'list' || args.some((arg) => /^--file(=|$)/.test(arg));
  return readArguments(args, { words: hasNoName ? [what] : [what, 'NAME'], values, flags: ['json'] });
}

/** The lines of the file that names devices; null: none is given. */
async function readList(
  { values }: Arguments,
  { folder, input = Readable.from([]) }: Terminal,
): Promise<string[] | null> {
  const file = values.get('file');
  if (file === undefined) return null;
  for (const option of ['login', 'qr']) {
    if (values.has(option)) throw new WrongUsage(`--${option} is for one device; --file adds several.`);
  }
  const path = resolve(folder, file);
  const bytes = file === '-' ? await buffer(input) : onDisk(`add device: read ${path}`, () => readFileSync(path));
  const fault = findEncodingFault(bytes);
  if (fault === null) return linesOfText(bytes.toString('utf8'));
  throw refusalOf('add device', new Problem('names-refused', { count: 1 }, [{ ...fault, severity: 'error', file }]));
}

function missing(option: string): never {
  throw new WrongUsage(`${option} is missing.`);
}

async function add(sql: TransactionSql, order: Order): Promise<void> {
  const mission = await getWorkingMission(sql, order.mission);
  const { kind, login } = readWanted(order.given);
  const name = nameOf(order.given);
  const { at, origin } = order;
  const made = await addDevice(sql, mission, { id: randomUUID(), name, kind, login, at, origin });
  await note(sql, mission, { order, device: made, action: 'device.added', reason: null });
  const text = made.kind === 'odk' ? made.qr : made.link;
  if (order.picture !== null) writeOut(order.picture, renderSVG(text, { ecc: 'L', border: 4 }));
  if (order.given.flags.has('json')) order.out(JSON.stringify(made));
  else for (const line of linesOf(made)) order.out(line);
}

async function addList(sql: TransactionSql, order: Order, names: readonly string[]): Promise<void> {
  const mission = await getWorkingMission(sql, order.mission);
  const { at, origin } = order;
  const { kind } = readWanted(order.given);
  const made = await addSeveral(sql, mission, { names, kind, at, origin });
  for (const device of made) await note(sql, mission, { order, device, action: 'device.added', reason: null });
  order.out(order.given.flags.has('json') ? JSON.stringify(made) : writeSeveral(made).trimEnd());
}

function nameOf({ words }: Arguments): string {
  const name = (words[1] ?? '').trim().normalize('NFC');
  if (name === '' || name.length > 100) throw new WrongUsage('NAME: wanted 1 to 100 characters.');
  return name;
}

function readWanted({ values }: Arguments): { kind: DeviceKind; login: string | null } {
  const [wanted, login] = [values.get('kind') ?? 'odk', values.get('login') ?? null];
  const kind = DEVICE_KINDS.find((known) => known === wanted);
  if (kind === undefined) throw new WrongUsage(`--kind: found ${wanted}, wanted ${DEVICE_KINDS.join(' or ')}.`);
  if (login !== null && kind !== 'odk') throw new WrongUsage('--login: our own app signs with its key and has none.');
  if (login !== null && !isLogin(login))
    throw new WrongUsage('--login: wanted Latin letters, digits, . _ -, at most 40.');
  return { kind, login };
}

function linesOf(made: DeviceSecrets): string[] {
  if (made.kind === 'app') return [`Enrolment link: ${made.link}`, `Works once, until ${made.endsAt}.`];
  const { login } = made;
  return [
    `OpenRosa URL: ${made.openRosaUrl}`,
    `Token: ${made.token}`,
    ...(login === null ? [] : [`Login at ${login.url}: ${login.name}`, `Password: ${login.password}`]),
    `QR: ${made.qr}`,
  ];
}

async function list(sql: TransactionSql, { mission, given, out }: Order): Promise<void> {
  const { id } = await getMission(sql, mission);
  const rows = (await listDevices(sql, id)).map(listedDevice);
  if (given.flags.has('json')) out(JSON.stringify(rows));
  else {
    for (const { name, pseudonym, kind, state } of rows) out([pseudonym, kind, state, name].join('\t'));
  }
}

async function withdraw(sql: TransactionSql, order: Order): Promise<void> {
  const reason = order.given.values.get('reason') ?? missing('--reason');
  const mission = await getMission(sql, order.mission);
  const wanted = nameOf(order.given);
  const rows = (await listDevices(sql, mission.id)).filter(({ revokedAt }) => revokedAt === null);
  const found = rows.filter(({ id, pseudonym, name }) => [id, pseudonym, name].includes(wanted));
  const [first] = found;
  if (first === undefined) throw new Refusal(`revoke device: ${mission.slug} has no ${wanted} in use.`);
  if (found.length > 1) {
    const pseudonyms = found.map(({ pseudonym }) => pseudonym).join(', ');
    throw new Refusal(`revoke device: ${found.length} are called ${wanted}; say which one: ${pseudonyms}.`);
  }
  const held = await lockDevice(sql, mission.id, first.id);
  await revoke(sql, held, { at: order.at, reason });
  await note(sql, mission, { order, device: held, action: 'device.revoked', reason });
  order.out(`Revoked ${held.name}.`);
}

interface Noted {
  readonly order: Order;
  readonly device: { readonly name: string; readonly pseudonym: string; readonly kind: DeviceKind };
  readonly action: 'device.added' | 'device.revoked';
  readonly reason: string | null;
}

async function note(
  sql: TransactionSql,
  mission: StoredMission,
  { order, device, action, reason }: Noted,
): Promise<void> {
  await writeAudit(sql, {
    at: order.at,
    actorId: null,
    actorName: 'console',
    action,
    electionId: mission.electionId,
    subjectKind: 'device',
    subjectKey: `${mission.slug}/${device.pseudonym}`,
    reason,
    details: { name: device.name, kind: device.kind },
  });
}
