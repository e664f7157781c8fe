import { setImmediate } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { areSameBytes } from '../../../../../kernel/bytes/compare.ts';
import { canonicalRecord } from '../../../../../xforms/openrosa/canonical-record.ts';
import type { Arrival } from '../../arrival.ts';
import { findRaw } from '../../store/find-known.ts';
import { isCrowded, type Report, type Version } from './batch-reports.ts';

/** Larger records are not compared in canonical form: they are kept as rivals, and a person compares them. */
const MOST_COMPARED_BYTES = 64_000;

/**
 * The version that says the same, to the byte or in canonical form; null: none does. In a crowded report bytes alone are
 * compared: otherwise whoever floods it has everybody else wait.
 */
export async function findSame(sql: Sql, report: Report, arrival: Arrival): Promise<Version | null> {
  const identical = report.versions.find(({ sha256 }) => areSameBytes(sha256, arrival.sha256));
  if (identical !== undefined) return identical;
  const { instanceId } = arrival.envelope;
  if (instanceId === null || isCrowded(report) || arrival.raw.length > MOST_COMPARED_BYTES) return null;
  const namesakes = report.versions.filter((version) => version.instanceId === instanceId);
  if (namesakes.length === 0) return null;
  const wanted = await canonicalOf(arrival.raw);
  for (const version of wanted === null ? [] : namesakes) {
    version.canonical ??= rawOf(sql, version).then((raw) => (raw === null ? null : canonicalOf(raw)));
    if ((await version.canonical) === wanted) return version;
  }
  return null;
}

async function rawOf(sql: Sql, { raw, stored }: Version): Promise<Uint8Array | null> {
  if (stored !== null) return await findRaw(sql, stored, MOST_COMPARED_BYTES);
  return raw === null || raw.length > MOST_COMPARED_BYTES ? null : raw;
}

/** The canonical form of a record, or null; others have their turn before it is made. */
async function canonicalOf(raw: Uint8Array): Promise<string | null> {
  await setImmediate();
  const canonical = canonicalRecord(raw);
  return canonical.ok ? canonical.value : null;
}
