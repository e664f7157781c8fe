import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { Fault } from '../../../../../kernel/issue.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import { type PeekedRecord, peekRecord } from '../../../../../xforms/openrosa/peek-record.ts';
import { STATIONS_FILE } from '../../../forms/checking/register-tables.ts';
import type { Arrival } from '../../arrival.ts';
import type { ActBody } from '../../contract/act.ts';
import { fitOf } from '../../reading/fit.ts';
import { LARGEST_READ_BYTES, readVersion } from '../../reading/read-version.ts';
import type { HeldReason, Reading } from '../../reading/reading.ts';
import { openReadingForm, type ReadingForm } from '../../reading/reading-form.ts';
import { reportIdOf } from '../../report-id.ts';
import { releaseRecord } from '../../standing/release-record.ts';
import { type ActedReport, type ActedVersion, findActedVersion, findFormVersion } from '../../store/acts/find-acted.ts';
import { findForms, loadPackage } from '../../store/reading/load-forms.ts';
import { idsOfReport } from '../../store/show/load-report.ts';

/** A version that an act makes, before it goes in. */
export interface MadeVersion {
  readonly arrival: Arrival;
  /** In hexadecimal digits. */
  readonly sha256: string;
  readonly form: { readonly id: string; readonly number: number };
  /** That it names. */
  readonly station: string | null;
}

/** What a version is made in. */
export interface Making {
  readonly sql: TransactionSql;
  readonly missionId: string;
  readonly report: ActedReport;
}

/**
 * The version that corrects the one that stands.
 *
 * @throws Problem `correction-refused` where it is no whole record of a form of the mission, or says that it corrects another.
 */
export async function correctedVersion(
  { sql, missionId, report }: Making,
  { xml }: Extract<ActBody, { kind: 'correct' }>,
  on: ActedVersion,
): Promise<MadeVersion> {
  const raw = Buffer.from(xml);
  const refuse = (code: string, parameters: Fault['parameters'] = {}) =>
    new Problem('correction-refused', {}, [{ code, parameters }]);
  const { envelope } = recordOf(raw, 'correction-refused');
  const { formId, version, instanceId, deprecatedId } = envelope;
  if (instanceId === null || instanceId === on.instanceId) throw refuse('correction-name');
  if (deprecatedId !== null && deprecatedId !== on.instanceId) throw refuse('correction-of-another');
  const [named] = formId === null ? [] : await findForms(sql, missionId, [{ formId, version }]);
  if (named === undefined || named.number === null) throw refuse('correction-form', { found: formId ?? '' });
  const form = await openForm(sql, { id: named.id, number: named.number });
  const { station } = requireRead(raw, form, 'correction-refused');
  const reportId = await placeOf(sql, { missionId, report, corrects: deprecatedId });
  return { ...arrivalOf(raw, { envelope, reportId }), form: { id: form.id, number: form.number }, station };
}

/**
 * The version that what is held becomes, as a record of the form that a person chose.
 *
 * @throws Problem `release-refused` where it is not held, cannot be read as XML, or does not fit the form; `release-parts` where the
 *   form has no place for some of it and the person was not told so; `invalid-input` where
 *   it names a station that the form does not list, and no person has said another.
 */
export async function releasedVersion(
  { sql, missionId, report }: Making,
  body: Extract<ActBody, { kind: 'release' }>,
  held: ActedVersion,
): Promise<MadeVersion> {
  const chosen = await findFormVersion(sql, missionId, body);
  if (chosen === null)
    throw new Problem('invalid-input', {}, [{ code: 'release-form', parameters: {}, column: 'form' }]);
  if (held.raw === null) throw new Problem('release-refused', {}, [{ code: 'release-too-large', parameters: {} }]);
  const old = recordOf(held.raw, 'release-refused');
  if (old.envelope.isEncrypted)
    throw new Problem('release-refused', {}, [{ code: 'record-encrypted', parameters: {} }]);
  const form = await openForm(sql, chosen);
  const made = releaseRecord(held.raw, {
    core: form.core,
    version: chosen.version,
    instanceId: `uuid:${body.id}`,
    deprecatedId: held.instanceId,
  });
  if (!made.ok) throw new Problem('release-refused', {}, [made.error]);
  const reading = requireRead(made.value, form, 'release-refused');
  requireFit(reading, form, body.withoutParts === true);
  if (body.station === undefined && !report.isMoved) requireListed(made.value, form);
  const { envelope } = recordOf(made.value, 'release-refused');
  const { station } = reading;
  const reportId = await placeOf(sql, { missionId, report, corrects: held.instanceId });
  return { ...arrivalOf(made.value, { envelope, reportId }), form: { id: form.id, number: form.number }, station };
}

type Refusal = 'correction-refused' | 'release-refused';

function recordOf(raw: Uint8Array, refusal: Refusal): Extract<PeekedRecord, { kind: 'record' }> {
  const peeked = peekRecord(raw);
  if (peeked.kind !== 'record') throw new Problem(refusal, {}, [peeked.fault]);
  return peeked;
}

async function openForm(
  sql: TransactionSql,
  version: { readonly id: string; readonly number: number },
): Promise<ReadingForm> {
  const loaded = await loadPackage(sql, version, STATIONS_FILE);
  if (loaded === null) throw new Problem('not-found', { what: `version ${version.number}` });
  return openReadingForm({ id: version.id, number: version.number }, loaded);
}

/** That what is released names a station which is none of the form's is told by itself, with the field that mends it. */
function requireRead(raw: Uint8Array, form: ReadingForm, refusal: Refusal): Reading {
  const reading = readAs(raw, form, refusal === 'release-refused');
  const { reason, warnings } = reading;
  if (reason === null) return reading;
  throw new Problem(refusal, {}, warnings.length > 0 ? warnings : [{ code: codeOf(reason), parameters: {} }]);
}

function readAs(raw: Uint8Array, form: ReadingForm, isReleased: boolean): Reading {
  const came = { raw, fault: null, receivedAt: new Date(0), deviceTime: null, isReleased };
  return readVersion(came, { kind: 'known', form, wasRetired: false });
}

/**
 * As another form it would be read, and its answers would be missing from every figure without a word. Of some of them that is
 * said first; whoever was told may go on.
 */
function requireFit({ answers }: Reading, { core }: ReadingForm, isTold: boolean): void {
  const { asked, known, unknown } = fitOf(answers ?? new Map(), core);
  const isFit = unknown.length <= known && (asked > 0 || unknown.length === 0);
  if (isFit && (isTold || unknown.length === 0)) return;
  const found = `${unknown.slice(0, MOST_NAMED).join(', ')}${unknown.length > MOST_NAMED ? ', …' : ''}`;
  const parameters = { wanted: core.title, found, known, unknown: unknown.length };
  if (isFit) throw new Problem('release-parts', {}, [{ code: 'release-parts', parameters, column: 'parts' }]);
  throw new Problem('release-refused', {}, [
    { code: asked === 0 ? 'release-other-form' : 'release-mostly-unknown', parameters },
  ]);
}

/** So many unknown parts are named. */
const MOST_NAMED = 10;

/** Nobody has said which station it is of: where it names one that the form does not list, a person has to. */
function requireListed(raw: Uint8Array, form: ReadingForm): void {
  const { reason, station } = readAs(raw, form, false);
  if (reason !== 'unknown-station') return;
  throw new Problem('invalid-input', {}, [
    { code: 'release-station', parameters: { found: station ?? '' }, column: 'station' },
  ]);
}

function codeOf(reason: HeldReason): string {
  if (reason === 'unknown-station') return 'held-unknown-station';
  return reason === 'encrypted' ? 'record-encrypted' : 'held-other-shape';
}

/** Null: by what it corrects it comes to its report by itself, and so does whatever corrects it later. */
async function placeOf(
  sql: TransactionSql,
  { missionId, report, corrects }: { missionId: string; report: ActedReport; corrects: string | null },
): Promise<string | null> {
  if (corrects === null) return report.id;
  const [id] = await idsOfReport(sql, reportIdOf(missionId, corrects));
  return id === report.id ? null : report.id;
}

function arrivalOf(
  raw: Uint8Array,
  { envelope, reportId }: Pick<Arrival, 'envelope' | 'reportId'>,
): Pick<MadeVersion, 'arrival' | 'sha256'> {
  const sha256 = createHash('sha256').update(raw).digest();
  const sender = { deviceId: null, pseudonym: null, courierId: null };
  const arrival: Arrival = {
    ...{ channel: 'desk', sender, raw, sha256, envelope, fault: null, files: [], reportId, stated: null },
  };
  return { arrival, sha256: sha256.toString('hex') };
}

/** The version that an act names. @throws Problem `not-found`: the report has no such version, or it was erased. */
export async function getActedVersion(sql: TransactionSql, report: ActedReport, sha256: string): Promise<ActedVersion> {
  const found = await findActedVersion(sql, report, { sha256, mostBytes: LARGEST_READ_BYTES });
  if (found === null) throw new Problem('not-found', { what: `version ${sha256}` });
  return found;
}
