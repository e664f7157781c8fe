import type { TransactionSql } from 'postgres';
import { Problem } from '../../../../../platform/http/problem.ts';
import { STATIONS_FILE } from '../../../forms/checking/register-tables.ts';
import type { ActBody } from '../../contract/act.ts';
import { listedStations } from '../../reading/reading-form.ts';
import type { VersionPlace } from '../../standing/act.ts';
import { type ActedReport, type ActedVersion, findActedVersion, isDeviceOf } from '../../store/acts/find-acted.ts';
import { isPrecinctOf, loadFormsWithFile } from '../../store/acts/find-stations.ts';
import { correctedVersion, getActedVersion, type MadeVersion, releasedVersion } from './make-version.ts';

/** What is asked, and of what. */
export interface Asked {
  readonly sql: TransactionSql;
  readonly mission: { readonly id: string; readonly electionId: string | null };
  readonly report: ActedReport;
  readonly body: ActBody;
}

/** What an act comes to. */
export interface Decided {
  readonly on: VersionPlace;
  /** What it is about, in the log: the version that it makes is known later. */
  readonly about: Uint8Array;
  readonly version: VersionPlace | null;
  readonly held: VersionPlace | null;
  readonly station: string | null;
  readonly deviceId: string | null;
  readonly form: { readonly id: string; readonly number: number } | null;
  readonly made: MadeVersion | null;
}

/** Finds what an act comes to. Problems as of its parts; `changed-meanwhile` where another version stands than the person saw. */
export async function decideAct(asked: Asked): Promise<Decided> {
  const { sql, report, body } = asked;
  const on = await getActedVersion(sql, report, body.on);
  const plain = { on: placeOf(on), about: on.leafHash, ...NOTHING };
  switch (body.kind) {
    case 'void':
    case 'unvoid':
      requireSeen(report, body.on);
      return plain;
    case 'move':
      requireSeen(report, body.on);
      requirePlacedSeen(report, body.after);
      await requireStation(asked, body.station);
      return { ...plain, station: body.station };
    case 'restore':
      requireSeen(report, body.on);
      return { ...plain, ...(await restored(asked, body.version)) };
    case 'correct':
      return { ...plain, ...(await corrected(asked, body, on)) };
    case 'release':
      return { ...plain, ...(await released(asked, body)) };
  }
}

const NOTHING = { version: null, held: null, station: null, deviceId: null, form: null, made: null };

function placeOf({ reportId, sha256 }: ActedVersion): VersionPlace {
  return { reportId, sha256 };
}

function requireSeen(report: ActedReport, on: string): void {
  if (report.standing !== on) throw new Problem('changed-meanwhile');
}

/** Where it belongs was said by nobody since the page showed it. */
function requirePlacedSeen({ lastPlaced }: ActedReport, after: string | null): void {
  if (lastPlaced !== after) throw new Problem('changed-meanwhile');
}

async function requireStation({ sql, mission }: Asked, station: string | null): Promise<void> {
  if (station === null || (await isKnownStation(sql, mission, station))) return;
  throw new Problem('invalid-input', {}, [
    { code: 'station-unknown', parameters: { found: station }, column: 'station' },
  ]);
}

/** One that the register or a form of the mission lists; where neither lists any, every one. */
async function isKnownStation(
  sql: TransactionSql,
  { id, electionId }: Asked['mission'],
  code: string,
): Promise<boolean> {
  const isPrecinct = electionId === null ? null : await isPrecinctOf(sql, electionId, code);
  if (isPrecinct === true) return true;
  const forms = await loadFormsWithFile(sql, id, STATIONS_FILE);
  const listed = new Set(forms.flatMap((form) => [...listedStations(form)]));
  return listed.has(code.normalize('NFC')) || (isPrecinct === null && listed.size === 0);
}

async function restored({ sql, report }: Asked, sha256: string): Promise<Partial<Decided>> {
  const version = await getActedVersion(sql, report, sha256);
  if (version.state !== 'read') {
    throw new Problem('invalid-input', {}, [{ code: 'restore-held', parameters: {}, column: 'version' }]);
  }
  return { version: placeOf(version), about: version.leafHash };
}

async function corrected(
  { sql, mission, report, body }: Asked,
  wanted: Extract<ActBody, { kind: 'correct' }>,
  on: ActedVersion,
): Promise<Partial<Decided>> {
  const made = await correctedVersion({ sql, missionId: mission.id, report }, wanted, on);
  await requireSeenOrHere({ sql, report, on: body.on }, made);
  return { made, form: made.form };
}

async function released(asked: Asked, body: Extract<ActBody, { kind: 'release' }>): Promise<Partial<Decided>> {
  const { sql, mission, report } = asked;
  const { station = null, device = null } = body;
  await requireStation(asked, station);
  if (device !== null && !(await isDeviceOf(sql, mission.id, device))) {
    throw new Problem('invalid-input', {}, [{ code: 'device-unknown', parameters: {}, column: 'device' }]);
  }
  const held = await getActedVersion(sql, report, body.held);
  if (held.state !== 'held') {
    throw new Problem('invalid-input', {}, [{ code: 'release-not-held', parameters: {}, column: 'held' }]);
  }
  requirePlacedSeen(report, body.after);
  const made = await releasedVersion({ sql, missionId: mission.id, report }, body, held);
  await requireSeenOrHere({ sql, report, on: body.on }, made);
  return { made, held: placeOf(held), station, deviceId: device, form: made.form };
}

/** Where the server ended between taking the version and storing the act, the version is here, and the act alone is missing. */
async function requireSeenOrHere(
  { sql, report, on }: { readonly sql: TransactionSql; readonly report: ActedReport; readonly on: string },
  { sha256 }: MadeVersion,
): Promise<void> {
  const here = await findActedVersion(sql, report, { sha256, mostBytes: 0 });
  if (here === null) {
    requireSeen(report, on);
    return;
  }
  if (here.channel !== 'desk' || here.isMade) throw new Problem('conflict', { what: `version ${sha256}` });
}
